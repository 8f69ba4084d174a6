import CivilTime
import Columns
import Exports

/// What is derived for one moment, each part when it is first asked for: here all tables are wired.
struct FactTables {
    private let derivation: Derivation
    private let roster: Deferred<SeatRoster>
    private let staff: Deferred<[TeamAdmins]>
    private let seats: Deferred<SeatResult>
    private let uses: Deferred<[TeamUse]>
    private let subscriptions: Deferred<[NamedSubscription]>
    private let pools: Deferred<PoolGroups>
    private let balances: Deferred<[Balance]>
    private let admins: Deferred<[[Admin]]>

    /// - Parameters:
    ///   - derivation: what all tables are made of.
    ///   - left: what an earlier moment has left; afterwards what this one leaves.
    init(_ derivation: Derivation, _ left: inout Groundwork) {
        self.derivation = derivation
        let roster = left.roster ?? Deferred { SeatRoster(derivation) }
        let users = left.users ?? Deferred { derivation.userRows() }
        (left.roster, left.users) = (roster, users)
        let staff = Deferred {
            derivation.allTeams().map { TeamAdmins($0, users.value[$0] ?? [], derivation) }
        }
        let uses = Deferred {
            roster.value.teams.map { TeamUse($0, roster.value, derivation) }
        }
        let seats = Deferred { SeatResult(derivation, roster.value, uses.value, staff.value) }
        (self.roster, self.staff, self.uses, self.seats) = (roster, staff, uses, seats)
        let subscriptions = Deferred { derivation.subscriptions() }
        self.subscriptions = subscriptions
        pools = Deferred { PoolGroups(roster.value, subscriptions.value, derivation) }
        balances = Deferred { derivation.balances(staff.value.map(\.team)) }
        admins = Deferred {
            let drills = derivation.drills()
            return staff.value.map {
                derivation.admins($0, lastUse: seats.value.lastUse, drills: drills)
            }
        }
    }

    /// The tables and relations by name.
    var factSet: FactSet {
        FactSet(
            now: derivation.moment.now,
            today: derivation.moment.today,
            zone: derivation.zone,
            tables: tables,
            relations: relations,
            namings: namings,
            presence: PresenceByKey(derivation.presence, derivation.people)
        )
    }

    private var tables: [String: Deferred<Table>] {
        let (derivation, staff, seats) = (derivation, staff, seats)
        let (subscriptions, balances, admins) = (subscriptions, balances, admins)
        let (roster, uses, pools) = (roster, uses, pools)
        return [
            "seat": Deferred { seats.value.table },
            "pool": Deferred {
                Pool.table(
                    derivation.pools(
                        pools.value,
                        roster.value,
                        uses.value,
                        seats.value.table,
                        subscriptions.value
                    )
                )
            },
            "subscription": Deferred { Subscription.table(subscriptions.value.map(\.row)) },
            "balance": Deferred { Balance.table(balances.value) },
            "team": Deferred {
                Team.table(
                    staff.value.map {
                        derivation.team($0, seated: seats.value.seated[$0.team] ?? [])
                    }
                )
            },
            "admin": Deferred { Admin.table(admins.value.joined()) },
            "dataset": Deferred { DatasetFacts.table(derivation.datasets()) },
        ]
    }

    private var relations: [String: Deferred<Links>] {
        let (derivation, staff) = (derivation, staff)
        let (subscriptions, balances, admins) = (subscriptions, balances, admins)
        let pools = pools
        return [
            "seat.pool": Deferred { Links(one: pools.value.ofSeat) },
            "pool.seats": Deferred { pools.value.seats },
            "pool.subscriptions": Deferred { pools.value.subscriptions },
            "subscription.pool": Deferred { Links(one: pools.value.ofSubscription) },
            "team.pools": Deferred { pools.value.pools },
            "team.admins": Deferred { adminRows(staff.value, admins.value) },
            "team.subscriptions": Deferred {
                subscriptionRows(staff.value.map(\.team), subscriptions.value, derivation)
            },
            "team.balance": Deferred {
                balanceRows(staff.value.map { derivation.teamName($0.team) }, balances.value)
            },
        ]
    }

    private var namings: Deferred<FactSet.Namings> {
        let (derivation, roster, staff) = (derivation, roster, staff)
        let (subscriptions, balances, admins) = (subscriptions, balances, admins)
        let pools = pools
        return Deferred {
            var namings = Facts.namings(
                derivation,
                roster.value,
                staff.value,
                admins.value,
                balances.value,
                subscriptions.value
            )
            namings["pool"] = pools.value.naming(derivation)
            return namings
        }
    }
}

/// The table `seat`, and what other tables take from it.
struct SeatResult {
    let table: Table
    /// The persons in the seats of each team, each once.
    private(set) var seated: [String: [Int32]] = [:]
    /// The last use of each admin, by a seat or not.
    let lastUse: [Int32: Day]

    init(
        _ derivation: Derivation,
        _ roster: SeatRoster,
        _ uses: [TeamUse],
        _ staff: [TeamAdmins]
    ) {
        var builder = SeatBuilder(derivation, roster)
        let users = Dictionary(staff.map { ($0.team, $0.users) }) { first, _ in first }
        // Only of admins it is asked when they used a product, and they are few.
        let admins = Set(staff.flatMap(\.persons))
        var asOf: [SeatKey: Day] = [:]
        for (team, use) in zip(roster.teams, uses) {
            builder.add(team, use, users[team.name] ?? [:])
            seated[team.name] = team.persons
            for seat in team.seats where admins.contains(seat.key.person) {
                asOf[seat.key] = use.asOf
            }
        }
        table = builder.table
        lastUse = derivation.use.lastUse(asOf: asOf)
    }
}

/// For each team the rows of its admins; not known where roles are not, which is never "no admin".
private func adminRows(_ staff: [TeamAdmins], _ admins: [[Admin]]) -> Links {
    var start = 0
    return Links(
        many: zip(staff, admins).map { team, rows in
            defer { start += rows.count }
            return team.areRolesKnown ? Array(start..<start + rows.count) : nil
        }
    )
}

/// For each team the rows of its subscriptions; not known without a Subscriptions file that speaks of
/// it.
private func subscriptionRows(
    _ teams: [String],
    _ subscriptions: [NamedSubscription],
    _ derivation: Derivation
) -> Links {
    let rows = Dictionary(grouping: subscriptions.indices) { subscriptions[$0].team }
    return Links(
        many: teams.map { team in
            derivation.moment.newest(.subscriptions, team) == nil ? nil : rows[team] ?? []
        }
    )
}

/// For each team the row of its balance.
private func balanceRows(_ teams: [String], _ balances: [Balance]) -> Links {
    let rows = Dictionary(
        balances.enumerated().map { ($0.element.team, Int32(truncatingIfNeeded: $0.offset)) },
        uniquingKeysWith: { first, _ in first }
    )
    return Links(one: teams.map { rows[$0] ?? Links.nowhere })
}
