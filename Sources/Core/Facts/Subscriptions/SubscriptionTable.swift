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
            row.id = subscriptionID(key, line)
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
        let purchase = Purchase(line, kinds.kind(line.offering), in: file)
        let isDirect = purchase.channel == .direct
        let offsets = RenewalOffsets(configuration.renewals, purchase.term)
        let graceUntil = line.endsOn?.adding(offsets.grace)
        let state = RenewalState(
            line,
            purchase,
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
            id: plainID(line),
            contract: line.contract,
            team: teamName(team),
            offering: offering,
            kind: purchase.kind,
            seats: line.seats,
            startsOn: line.startsOn,
            endsOn: line.endsOn,
            renewsOn: line.renewsOn,
            autoRenew: purchase.autoRenew,
            channel: purchase.channel,
            resellerName: line.resellerName,
            resellerEmail: line.resellerEmail,
            term: purchase.term,
            status: line.status,
            dueOn: due,
            renewal: state.renewal,
            running: line.startsOn.map { $0 <= moment.today } ?? true
                && [.ahead, .unconfirmed].contains(state.renewal),
            daysToDue: due.map(moment.today.days(until:)),
            renewalOpensOn: due?.adding(-offsets.opens),
            lastReduceDay: lastReduceDay,
            actBy: isDirect ? lastReduceDay : due?.adding(-offsets.resellerLead),
            returnUntil: isDirect ? begun?.adding(offsets.returning) : nil,
            graceUntil: graceUntil,
            contractManager: manager.map(people.key),
            contractManagerKnown: manager != nil,
            valueYear: line.seats.flatMap { seats in price.map { Double(seats) * $0 } },
            asOf: file.asOf,
            fresh: moment.isFresh(file.asOf, .subscriptions, team)
        )
    }

    /// The id by which a line is told from others (facts §3.4, `id`).
    func subscriptionID(_ key: SubscriptionLines.Key, _ line: SubscriptionLine) -> String {
        let end = key.isDoubled ? key.end.map { "/\($0)" } : nil
        return plainID(line) + (end ?? "")
    }

    private func plainID(_ line: SubscriptionLine) -> String {
        line.subscriptionID ?? "\(line.contract ?? "")/\(shown.shown(.offering, line.offering))"
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
