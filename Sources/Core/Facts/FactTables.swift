import CivilTime
import Columns
import Exports
import Settings

/// What is derived for one moment, each part when it is first asked for: here all tables are wired.
struct FactTables {
    private let derivation: Derivation
    private let roster: Deferred<SeatRoster>
    private let staff: Deferred<[TeamAdmins]>
    private let seats: Deferred<Seats>
    private let seatTable: Deferred<Table>
    private let subscriptions: Deferred<[NamedSubscription]>
    private let pools: Deferred<PoolGroups>
    private let balances: Deferred<[Balance]>
    private let admins: Deferred<[[Admin]]>
    private let changes: Deferred<[NamedChange]>
    private let persons: Deferred<PersonTable>
    private let bundles: Deferred<[NamedBundle]>
    private let groups: Deferred<[Group]>
    private let datasets: Deferred<[DatasetFacts]>

    private let users: Deferred<[String: UsersRows]>

    /// - Parameter derivation: what all tables are made of.
    init(_ derivation: Derivation) {
        self.derivation = derivation
        let roster = Deferred { SeatRoster(derivation) }
        let users = Deferred { derivation.userRows() }
        self.users = users
        let staff = Deferred {
            derivation.allTeams().map { TeamAdmins($0, users.value[$0]?.rows ?? [], derivation) }
        }
        let seats = Deferred { Seats(derivation, roster.value, staff) }
        (self.roster, self.staff, self.seats) = (roster, staff, seats)
        let seatTable = Deferred { seats.value.table }
        self.seatTable = seatTable
        let subscriptions = Deferred { derivation.subscriptions() }
        self.subscriptions = subscriptions
        pools = Deferred { PoolGroups(roster.value, subscriptions.value, derivation) }
        changes = Deferred { derivation.changes() }
        balances = Deferred { derivation.balances(staff.value.map(\.team)) }
        admins = Deferred {
            let (drills, lastUse) = (derivation.drills(), seats.value.lastUseOfAdmins())
            return staff.value.map {
                derivation.admins($0, lastUse: lastUse, drills: drills)
            }
        }
        persons = Deferred {
            PersonTable(derivation, roster.value, staff.value, seatTable.value)
        }
        bundles = Deferred { BundleTable(derivation, roster.value, seatTable.value).rows }
        groups = Deferred { derivation.groups() }
        datasets = Deferred { derivation.datasets() }
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
            presence: PresenceByKey(
                derivation.presence,
                derivation.people,
                derivation.configuration.calendar
            )
        )
    }

    /// What was made by now and may hold longer than the moment.
    var kept: KeptFacts {
        var kept = KeptFacts(derivation)
        let made = derivation.madeIndexes
        (kept.keys, kept.tokens) = (made.use?.keys, made.tokens)
        kept.roster = roster.isMade ? roster.value : nil
        kept.users = users.isMade ? users.value : nil
        if seatTable.isMade { seats.value.leave(seatTable.value, in: &kept) }
        return kept
    }

    private var tables: [String: Deferred<Table>] {
        let (derivation, roster, staff) = (derivation, roster, staff)
        let (subscriptions, balances, admins) = (subscriptions, balances, admins)
        let (changes, pools) = (changes, pools)
        let (persons, bundles, groups, datasets) = (persons, bundles, groups, datasets)
        return [
            "seat": seatTable,
            "person": Deferred { persons.value.table },
            "pool": Deferred {
                PoolRows(
                    derivation,
                    pools.value,
                    seats.value,
                    seatTable.value,
                    subscriptions.value
                ).table
            },
            "bundle": Deferred { Bundle.table(bundles.value.lazy.map(\.row)) },
            "group": Deferred { Group.table(groups.value) },
            "subscription": Deferred { Subscription.table(subscriptions.value.map(\.row)) },
            "balance": Deferred { Balance.table(balances.value) },
            "team": Deferred {
                let seated = roster.value.persons
                return Team.table(
                    staff.value.map { derivation.team($0, seated: seated[$0.team] ?? []) }
                )
            },
            "admin": Deferred { Admin.table(admins.value.joined()) },
            "dataset": Deferred { DatasetFacts.table(datasets.value) },
            "change": Deferred { Change.table(changes.value.map(\.row)) },
        ]
    }

    private var relations: [String: Deferred<Links>] {
        let (derivation, staff) = (derivation, staff)
        let (subscriptions, balances, admins) = (subscriptions, balances, admins)
        let (changes, pools) = (changes, pools)
        let persons = persons
        return [
            "seat.holder": Deferred { persons.value.ofSeats },
            "person.seats": Deferred { persons.value.seats },
            "admin.holder": Deferred {
                persons.value.ofAdmins(admins.value.joined(), derivation.people)
            },
            "seat.pool": Deferred { Links(one: pools.value.ofSeat) },
            "pool.seats": Deferred { pools.value.seats },
            "pool.subscriptions": Deferred { pools.value.subscriptions },
            "subscription.pool": Deferred { Links(one: pools.value.ofSubscription) },
            "change.pool": Deferred { pools.value.links(of: changes.value, derivation) },
            "team.pools": Deferred { pools.value.pools },
            "team.admins": Deferred { adminRows(staff.value, admins.value) },
            "team.subscriptions": Deferred {
                subscriptionRows(staff.value.map(\.team), subscriptions.value, derivation)
            },
            "change.subscription": Deferred {
                subscriptionLinks(changes.value, subscriptions.value)
            },
            "team.balance": Deferred {
                balanceRows(staff.value.map { derivation.teamName($0.team) }, balances.value)
            },
        ]
    }

    private var namings: Deferred<FactSet.Namings> {
        let (derivation, roster, staff) = (derivation, roster, staff)
        let (subscriptions, balances, admins) = (subscriptions, balances, admins)
        let (changes, pools) = (changes, pools)
        let people = peopleNamings(derivation, persons, bundles, groups, datasets)
        return Deferred {
            var namings = Facts.namings(
                derivation,
                roster.value,
                staff.value,
                admins.value,
                balances.value,
                subscriptions.value,
                changes
            ).merging(people) { first, _ in first }
            namings["pool"] = pools.value.naming(derivation)
            return namings
        }
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
