import Columns

/// What the tables `admin`, `team`, `seat` and `person` say of those who may be written to.
struct KnownPeople: Sendable {
    /// The admins by team (folded).
    private(set) var admins: [String: [Directory.Admin]] = [:]
    /// The person key of who buys, by team (folded).
    private(set) var contractManagers: [String: String] = [:]
    /// The addresses of those who have left, lower-case.
    private(set) var leavers: Set<String>

    /// - Parameters:
    ///   - tables: the tables by name, as far as they are there.
    ///   - leavers: the addresses of those of whom the configuration says that they have left.
    init(_ tables: (String) -> Table?, leavers: [String]) {
        self.leavers = Set(leavers)
        for table in ["person", "seat", "admin"].compactMap(tables) { readLeavers(table) }
        if let table = tables("admin") { readAdmins(table) }
        if let table = tables("team") {
            for row in 0..<table.rowCount {
                guard let team = table[row, "name"].text else { continue }
                contractManagers[fold(team)] = table[row, "contract_manager"].text
            }
        }
    }

    private mutating func readLeavers(_ table: Table) {
        guard let column = table["left"], case .bool(let left) = column.values else { return }
        for row in left.indices where left[row] && column.validity[row] {
            if let email = table[row, "email"].text { leavers.insert(email.lowercased()) }
        }
    }

    private mutating func readAdmins(_ table: Table) {
        for row in 0..<table.rowCount {
            guard let team = table[row, "team"].text,
                let person = table[row, "person"].text,
                let role = table[row, "role"].text
            else { continue }
            let email = table[row, "email"].text ?? (person.contains("@") ? person : nil)
            let status = table[row, "account_status"].text
            let admin = Directory.Admin(
                person: person,
                email: email,
                name: table[row, "name"].text,
                role: role,
                isActive: status == nil || status == "active",
                isPending: table[row, "pending"].bool ?? false,
                isAbsent: table[row, "absent"].bool ?? false,
                absentUntil: table[row, "absent_until"].day,
                hasLeft: table[row, "left"].bool == true
                    || email.map { leavers.contains($0.lowercased()) } == true
            )
            admins[fold(team), default: []].append(admin)
        }
    }
}
