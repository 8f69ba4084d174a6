import CivilTime
import Columns
import Settings

/// Makes the rows of the table `seat`.
struct SeatBuilder {
    private let derivation: Derivation
    private let money: SeatMoney
    /// Who holds a collection.
    private let holders: Set<Holding>
    /// Persons and offerings that a group assigns.
    private let grouped: Set<Holding>
    /// Whether a name in the group cell says that the group assigns the seat.
    private let isGroupCellAssignment: Bool
    private var columns = SeatColumns()
    /// For each identity the code of its e-mail, once it was asked for.
    private var emails: [UInt32?]
    /// For each code of an e-mail whether mail can be sent there.
    private var reachable: [Bool] = []

    init(_ derivation: Derivation, _ roster: SeatRoster) {
        self.derivation = derivation
        money = SeatMoney(derivation)
        holders = roster.subscribers(of: money.collectionCodes)
        grouped = Self.groupAssignments(derivation)
        isGroupCellAssignment = derivation.configuration.groups.groupCellMeansGroupAssignment
        emails = Array(repeating: nil, count: derivation.people.ofIdentity.count)
        let use = derivation.use
        columns.reserve(roster, derivation)
        columns.usedDays.days = DaysOnDemand(count: roster.teams.reduce(0) { $0 + $1.seats.count })
        {
            roster.seat($0).flatMap { use[$0.key]?.days } ?? DaySet()
        }
    }

    /// The finished table.
    var table: Table { columns.table }

    /// Adds the seats of a team in the order of the roster.
    ///
    /// - Parameters:
    ///   - team: the team.
    ///   - use: what its seats have in common.
    ///   - users: what its Users file says of each person.
    mutating func add(_ team: SeatRoster.Team, _ use: TeamUse, _ users: [Int32: UserFacts]) {
        let defaults = defaultAssignments(team.name)
        var offerings: [Int32: OfferingFacts] = [:]
        let groups = team.rows.groups.texts.map {
            columns.group.code(derivation.shown.shown(.group, written: $0))
        }
        let versions = team.rows.versions.texts.map { columns.version.code($0) }
        columns.append(use, derivation.teamName(team.name), count: team.seats.count)
        var holder: HolderFacts?
        for (place, seat) in team.seats.enumerated() {
            if holder?.person != seat.key.person {
                holder = HolderFacts(seat.key.person, users, derivation, use.asOf)
            }
            let offering =
                offerings[seat.key.offering]
                ?? facts(of: seat.key, use, isDefault: defaults.contains(seat.key.offering))
            offerings[seat.key.offering] = offering
            guard let holder else { continue }
            let row = Int(seat.row)
            addIdentity(seat, team.rows, offering, holder)
            columns.group.append(code(team.rows.groups.codes[row], groups))
            columns.version.append(code(team.rows.versions.codes[row], versions))
            addFigures(seat, place, team.rows, use, offering, holder)
        }
    }

    private func code(_ code: UInt32, _ codes: [UInt32]) -> UInt32 {
        code == CodedText.null ? CodedText.null : codes[Int(code)]
    }

    /// The code of the address of an identity, which is a person's: persons have no address in common,
    /// and nearly always it is the newest.
    private mutating func emailCode(_ identity: Int32, of person: Int32) -> UInt32 {
        if let known = emails[Int(identity)] { return known }
        let email = derivation.history.identities[Int(identity) - 1].email
        let code: UInt32
        if let email, email == derivation.people.persons[Int(person)].email {
            code = columns.email.code(of: person, distinct: { email })
        } else {
            code = columns.email.code(email)
        }
        emails[Int(identity)] = code
        return code
    }

    private mutating func isReachable(_ email: UInt32) -> Bool {
        guard email != CodedText.null else { return false }
        // Codes are given one after the other.
        while reachable.count <= email {
            let text = columns.email.text(UInt32(reachable.count))
            reachable.append(isAddress(text))
        }
        return reachable[Int(email)]
    }

    private mutating func facts(
        of seat: SeatKey,
        _ team: TeamUse,
        isDefault: Bool
    ) -> OfferingFacts {
        let folded = derivation.history.names[seat.offering]
        let collections = money.collections(containing: seat.offering).map {
            (code: $0, shown: derivation.shown.shown(.offering, derivation.history.names[$0]))
        }.sorted { precedes($0.shown, $1.shown) }
        return OfferingFacts(
            shown: columns.offering.code(derivation.shown.shown(.offering, folded)),
            kind: columns.kind.code(derivation.kinds.kind(folded).rawValue),
            price: money.price(seat, team),
            rate: money.rate(seat, team),
            isDefault: isDefault,
            collections: collections.map(\.code),
            collectionNames: collections.map(\.shown)
        )
    }

    /// The names of the collections with an offering that a person holds.
    private func collections(_ offering: OfferingFacts, _ person: Int32) -> [String] {
        guard !offering.collections.isEmpty else { return [] }
        let isHeld = offering.collections.map {
            holders.contains(Holding(person: person, offering: $0))
        }
        guard isHeld.contains(false) else { return offering.collectionNames }
        return zip(offering.collectionNames, isHeld).compactMap { $1 ? $0 : nil }
    }

    private func defaultAssignments(_ team: String) -> Set<Int32> {
        let entries = derivation.configuration.groups.defaults.filter { fold($0.team) == team }
        return Set(
            entries.flatMap(\.offerings).compactMap { derivation.history.names.find(fold($0)) }
        )
    }

    /// What the row says, and what is known of its holder.
    private mutating func addIdentity(
        _ seat: RosterSeat,
        _ rows: ReportRows,
        _ offering: OfferingFacts,
        _ holder: HolderFacts
    ) {
        let row = Int(seat.row)
        let identity = rows.identities[row]
        let person = seat.key.person
        columns.offering.append(offering.shown)
        columns.person.append(
            columns.person.code(of: person, distinct: { derivation.people.key(person) })
        )
        let email = emailCode(identity, of: person)
        columns.email.append(email)
        columns.name.append(
            columns.name.code(of: identity) {
                derivation.history.identities[Int(identity) - 1].name
            }
        )
        columns.reachable.append(isReachable(email))
        columns.kind.append(offering.kind)
        columns.assigned.append(seat.isAssigned)
        columns.assignedOn.append(rows.assignedOn[row])
        columns.unassignedOn.append(rows.unassignedOn[row])
        columns.access.append(columns.access.code(seat.access.rawValue))
        let isGrouped =
            isGroupCellAssignment && rows.groups.codes[row] != CodedText.null
            || !grouped.isEmpty
                && grouped.contains(Holding(person: person, offering: seat.key.offering))
        columns.viaGroup.append(offering.isDefault || isGrouped)
        columns.onLeave.append(holder.isAbsent)
        columns.left.append(holder.hasLeft)
        columns.role.append(columns.role.code(holder.user?.role?.rawValue))
        columns.accountStatus.append(columns.accountStatus.code(holder.user?.status?.rawValue))
        columns.coveredBy.append(collections(offering, person))
    }

    /// Use, tokens and money.
    private mutating func addFigures(
        _ seat: RosterSeat,
        _ place: Int,
        _ rows: ReportRows,
        _ team: TeamUse,
        _ offering: OfferingFacts,
        _ holder: HolderFacts
    ) {
        let known = derivation.use[seat.key]
        let use = SeatUse(
            place: place,
            days: known?.days ?? DaySet(),
            assignedOn: rows.assignedOn[Int(seat.row)],
            daysInactive: rows.daysInactive.int(Int(seat.row)),
            reportedAverage: rows.monthlyAverage[Int(seat.row)],
            team: team
        )
        let lastUsed = use.lastUsed
        let idle = use.daysIdle
        let inYear = use.daysUsedInYear
        let average = use.monthlyAverage
        let expected = average.map { $0 * 12 } ?? inYear.map(Double.init)
        columns.lastUsed.append(lastUsed)
        columns.neverUsed.append(team.isUsageKnown ? lastUsed == nil : nil)
        columns.daysIdle.append(idle)
        columns.daysIdlePresent.append(daysIdlePresent(idle, holder.absences, asOf: team.asOf))
        columns.daysAssigned.append(use.daysAssigned)
        columns.daysUsed30.append(use.daysUsed(team.month))
        columns.daysUsed90.append(use.daysUsed(team.quarter))
        columns.daysUsed365.append(inYear)
        columns.monthlyAverage.append(average)
        columns.tokens30.append(tokens(seat.key, team.month))
        columns.tokens365.append(tokens(seat.key, team.year))
        columns.price.append(offering.price)
        columns.flexRate.append(offering.rate)
        columns.expectedDaysYear.append(expected)
        columns.flexCostYear.append(
            money.flexCostYear(
                seat.key,
                known,
                rate: offering.rate,
                expectedDays: expected,
                daysUsedInYear: inYear,
                team
            )
        )
        columns.flexBesideSeat30.append(flexBesideSeat(seat, use.assignedOn, team.month))
    }

    /// Tokens of a person and offering in a window; `nil` unless token data covers the window.
    private func tokens(_ seat: SeatKey, _ window: TeamUse.Window) -> Double? {
        window.areTokensCovered ? derivation.tokens.sum(seat, in: window.days) : nil
    }

    /// Of an assigned subscription seat the tokens of the last 30 days, on days after
    /// `assigned_on`; of others 0; `nil` unless token data covers the window.
    private func flexBesideSeat(
        _ seat: RosterSeat,
        _ assignedOn: Day?,
        _ window: TeamUse.Window
    ) -> Double? {
        guard window.areTokensCovered else { return nil }
        guard seat.isAssigned, seat.access == .subscription else { return 0 }
        var days = window.days
        if let assignedOn, assignedOn >= days.first {
            guard let rest = DayRange(assignedOn.adding(1), days.last) else { return 0 }
            days = rest
        }
        return derivation.tokens.sum(seat.key, in: days)
    }
}
