import Columns
import Exports

/// Which roles persons have, and in which state their accounts are, over all teams (facts §3.2).
struct PersonAccounts {
    /// For each person a bit for each role, by its place among all roles.
    private var roles: [UInt8]
    /// For each person whether there is a row of theirs in the table `admin`.
    private(set) var isAdmin: [Bool]
    /// For each person the status of the newest Users row that has one.
    private(set) var statuses: [AccountStatus?]

    /// Reads what the Users files in force and the configuration say.
    ///
    /// The newest row is the last one of the newest file; where two teams stand in one file, its rows count
    /// in the order of the file.
    init(_ staff: [TeamAdmins], _ moment: Moment, personCount: Int) {
        roles = Array(repeating: 0, count: personCount)
        isAdmin = Array(repeating: false, count: personCount)
        statuses = Array(repeating: nil, count: personCount)
        var newest = [SIMD2<Int32>](repeating: SIMD2(-1, -1), count: personCount)
        for team in staff {
            for holder in team.holders { roles[Int(holder.person)] |= holder.role.bit }
            for manager in team.managers { roles[Int(manager)] |= Role.contractManager.bit }
            for person in team.persons { isAdmin[Int(person)] = true }
            let rank = team.file.flatMap { moment.rank[$0.intake.id] } ?? -1
            for row in team.rows {
                let person = Int(row.person)
                roles[person] |= row.role?.bit ?? 0
                guard let status = row.status else { continue }
                let place = SIMD2(Int32(clamping: rank), row.place)
                guard (newest[person].x, newest[person].y) <= (place.x, place.y) else { continue }
                newest[person] = place
                statuses[person] = status
            }
        }
    }

    /// The places of the roles of a person among all roles in the order of their names.
    func rolePlaces(_ person: Int) -> [Int32] {
        roles[person] == 0
            ? []
            : Self.byName.indices.filter { roles[person] & Self.byName[$0].bit != 0 }.map(
                Int32.init
            )
    }

    /// All roles in the order of their names.
    static let byName = Role.allCases.sorted { precedes($0.rawValue, $1.rawValue) }
}

extension Role {
    /// A bit of its own.
    fileprivate var bit: UInt8 { 1 << UInt8(Role.allCases.firstIndex(of: self) ?? 0) }
}
