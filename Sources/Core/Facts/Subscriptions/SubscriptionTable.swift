import CivilTime
import Columns
import Exports
import Settings

/// A row of the table with what else its alerts may be known under.
struct NamedSubscription {
    let row: Subscription
    /// Folded.
    let team: String
    /// Folded.
    let offering: String
    /// Its id without the end, where two lines share it and this is the one that ends first.
    let idBeforeDoubling: String?
}

extension Derivation {
    /// The subscriptions of all teams, by team and id.
    func subscriptions() -> [NamedSubscription] {
        moment.teams(.subscriptions).flatMap(subscriptions).sorted {
            $0.row.team != $1.row.team
                ? precedes($0.row.team, $1.row.team) : precedes($0.row.id, $1.row.id)
        }
    }

    /// What the newest file says of a team's subscriptions, with what earlier ones add.
    private func subscriptions(_ team: String) -> [NamedSubscription] {
        let files = moment.files(.subscriptions, team)
        let snapshots = SubscriptionLines.snapshots(files)
        guard let file = files.last, let newest = snapshots.last else { return [] }
        var firstEnds: [SubscriptionKey: Day] = [:]
        for case (let key, let end?) in newest.lines.keys.map({ ($0.key, $0.end) }) {
            firstEnds[key] = Swift.min(firstEnds[key] ?? end, end)
        }
        return newest.lines.map { key, line in
            var row = subscription(
                line,
                team,
                of: file,
                seatsAddedOn: lastAddition(key, in: snapshots)
            )
            let plainID = row.id
            if key.isDoubled, let end = key.end { row.id += "/\(end)" }
            row.plan = plan(row.id)
            return NamedSubscription(
                row: row,
                team: team,
                offering: line.offering,
                idBeforeDoubling: key.end != nil && firstEnds[key.key] == key.end ? plainID : nil
            )
        }
    }

    private func subscription(
        _ line: SubscriptionLine,
        _ team: String,
        of file: Snapshot,
        seatsAddedOn: Day?
    ) -> Subscription {
        let offering = shown.shown(.offering, line.offering)
        let (kind, term) = (kinds.kind(line.offering), Term(cell: line.term))
        let isResold = line.resellerName != nil || line.resellerEmail != nil
        let channel: Subscription.Channel =
            line.subscriptionID != nil && !isResold ? .direct : .reseller
        // Where nothing says so, it is not known: never guessed (traps 6).
        let says =
            channel == .direct && kind != .flex && file.intake.columns.contains("autorenew_date")
        let autoRenew: Bool? = line.renewsOn != nil ? true : says ? false : nil
        let offsets = RenewalOffsets(configuration.renewals, term)
        let graceUntil = line.endsOn?.adding(offsets.grace)
        let state = RenewalState(
            line,
            autoRenew: autoRenew,
            channel: channel,
            term: term,
            asOf: file.asOf,
            graceUntil: graceUntil,
            today: moment.today
        )
        let due = state.dueOn
        let lastReduceDay = due?.adding(-offsets.reduceUntil)
        let begun = [line.startsOn, seatsAddedOn].compactMap { $0 }.max()
        let manager = contractManager(ofContract: line.contract) ?? contractManager(team)
        let price = prices.seat(line.offering, team)
        return Subscription(
            id: line.subscriptionID ?? "\(line.contract ?? "")/\(offering)",
            contract: line.contract,
            team: teamName(team),
            offering: offering,
            kind: kind,
            seats: line.seats,
            startsOn: line.startsOn,
            endsOn: line.endsOn,
            renewsOn: line.renewsOn,
            autoRenew: autoRenew,
            channel: channel,
            resellerName: line.resellerName,
            resellerEmail: line.resellerEmail,
            term: term,
            status: line.status,
            dueOn: due,
            renewal: state.renewal,
            running: line.startsOn.map { $0 <= moment.today } ?? true
                && [.ahead, .unconfirmed].contains(state.renewal),
            daysToDue: due.map(moment.today.days(until:)),
            renewalOpensOn: due?.adding(-offsets.opens),
            lastReduceDay: lastReduceDay,
            actBy: channel == .direct ? lastReduceDay : due?.adding(-offsets.resellerLead),
            returnUntil: channel == .direct ? begun?.adding(offsets.returning) : nil,
            graceUntil: graceUntil,
            contractManager: manager.map(people.key),
            contractManagerKnown: manager != nil,
            valueYear: line.seats.flatMap { seats in price.map { Double(seats) * $0 } },
            asOf: file.asOf,
            fresh: moment.isFresh(file.asOf, .subscriptions, team)
        )
    }

    private func plan(_ id: String) -> String? {
        configuration.renewals.plans.first { fold($0.subscription) == fold(id) }?.plan.rawValue
    }

    private func contractManager(ofContract contract: String?) -> Int32? {
        guard let contract = contract.map({ fold($0) }) else { return nil }
        let entry = configuration.contacts.contractManagers.first {
            $0.contract.map { fold($0) } == contract
        }
        return entry.flatMap { people.person(withAddress: $0.email) }
    }
}

/// The days around a renewal, in days; those that differ by the term chosen.
private struct RenewalOffsets {
    let opens: Int
    let reduceUntil: Int
    let resellerLead: Int
    let returning: Int
    let grace: Int

    init(_ renewals: Renewals, _ term: Term) {
        opens = renewals.opens.days
        reduceUntil = renewals.reduceUntil.days
        resellerLead = renewals.resellerLead.days
        let isMonthly = term == .monthly
        returning = (isMonthly ? renewals.returnMonthly : renewals.returnAnnual).days
        grace = (isMonthly ? renewals.graceMonthly : renewals.graceAnnual).days
    }
}
