import CivilTime
import Columns
import Exports
import Facts
import Testing

private let staff = [
    ["email": "ada@example.com", "role": "Primary admin", "offering_name": "AutoCAD"],
    ["email": "bob@example.com", "role": "Secondary admin"],
    ["email": "cid@example.com", "role": "SSO admin"],
    ["email": "eve@example.com", "role": "User"],
]

@Suite struct TeamTests {
    private func facts(_ users: [[String: String]]?, yaml: String = "") throws -> FactSet {
        var account = try Account(yaml)
        if let users { try account.take(Layout.users.csv(users), exported: "2026-11-20T06:00:00Z") }
        return try account.facts()
    }

    private let people = ["ada", "bob", "cid"].map { "\($0)@example.com" }

    @Test func `every column of a team whose admins are known`() throws {
        let facts = try facts(
            staff,
            yaml: """
                contacts: { contract_managers: [{ team: all, email: buyer@example.com }] }
                fetch: { owner: Bob@example.com }
                """
        )
        let expected: [(String, Cell)] = [
            ("name", .text("North")), ("primary_admin", .text(people[0])),
            ("secondary_admins", .list([people[1]])), ("sso_admins", .list([people[2]])),
            ("backups", .list([people[1], people[2]])), ("has_backup", .bool(true)),
            ("admins_able", .list(people)), ("backups_able", .list([people[1], people[2]])),
            ("bus_factor", .int(3)), ("primary_absent", .bool(false)), ("people", .int(4)),
            ("contract_manager", .text("buyer@example.com")),
            ("contract_manager_able", .bool(true)),
            ("api_owner_is_admin", .bool(true)), ("roles_known", .bool(true)),
            ("as_of", iso("2026-11-20")), ("fresh", .bool(true)),
        ]
        for (column, value) in expected {
            #expect(try facts.value("team", "North", column) == value, "\(column)")
        }
    }

    struct Ability: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var status = "Active"
        var yaml = ""
        let isBackup: Bool
        let isAble: Bool
    }

    @Test(arguments: [
        Ability(testDescription: "active", isBackup: true, isAble: true),
        Ability(testDescription: "without a status", status: "", isBackup: true, isAble: true),
        Ability(
            testDescription: "pending",
            status: "Pending invite",
            isBackup: false,
            isAble: false
        ),
        Ability(testDescription: "invited", status: "Invited", isBackup: false, isAble: false),
        Ability(testDescription: "inactive", status: "Inactive", isBackup: true, isAble: false),
        Ability(
            testDescription: "of an unknown status",
            status: "Gesperrt",
            isBackup: true,
            isAble: false
        ),
        Ability(
            testDescription: "absent today",
            yaml: "absences: [{ email: bob@example.com, from: 2026-11-24, until: 2026-11-24 }]",
            isBackup: true,
            isAble: false
        ),
        Ability(
            testDescription: "absent tomorrow",
            yaml: "absences: [{ email: bob@example.com, from: 2026-11-25, until: 2026-11-26 }]",
            isBackup: true,
            isAble: true
        ),
        Ability(
            testDescription: "left",
            yaml: "people: { left: [{ email: bob@example.com }] }",
            isBackup: false,
            isAble: false
        ),
    ])
    func
        `a backup is neither pending nor left, and can act when active and present`(
            ability: Ability
        ) throws
    {
        var users = staff.filter { $0["email"] != people[2] }
        users[1]["account_status"] = ability.status
        let facts = try facts(users, yaml: ability.yaml)
        #expect(try facts.value("team", "North", "has_backup") == .bool(ability.isBackup))
        #expect(
            try facts.value("team", "North", "backups_able")
                == .list(ability.isAble ? [people[1]] : [])
        )
        #expect(try facts.value("team", "North", "bus_factor") == .int(ability.isAble ? 2 : 1))
    }

    private static let adminColumns = [
        "primary_admin", "secondary_admins", "sso_admins", "backups", "has_backup", "admins_able",
        "backups_able", "bus_factor", "primary_absent", "api_owner_is_admin",
    ]

    struct Unknown: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let users: [[String: String]]?
    }

    @Test(arguments: [
        Unknown(testDescription: "the file lists seats only", users: [staff[3]]),
        Unknown(
            testDescription: "a role in another language",
            users: staff + [["email": "x@example.com", "role": "Sekundärer Administrator"]]
        ),
        Unknown(testDescription: "no primary admin", users: [staff[1], staff[3]]),
        Unknown(
            testDescription: "roles are empty",
            users: [["email": "ada@example.com", "role": ""]]
        ),
        Unknown(testDescription: "no Users file", users: nil),
    ])
    func `missing data about roles is never "no backup"`(unknown: Unknown) throws {
        let facts = try facts(
            unknown.users,
            yaml: """
                prices: [{ team: North, offering: AutoCAD, price: 1 }]
                fetch: { owner: bob@example.com }
                """
        )
        #expect(try facts.value("team", "North", "roles_known") == .bool(false))
        for column in Self.adminColumns {
            #expect(try facts.value("team", "North", column) == .null, "\(column)")
        }
        #expect(facts.related("team", row: 0, "admins") == nil)
    }

    @Test func `the configuration names admins where no Users file does`() throws {
        let facts = try facts(
            [["email": "bob@example.com", "role": "User", "account_status": "Pending"]],
            yaml: """
                contacts:
                  admins:
                    - { team: north, email: ada@example.com, role: primary }
                    - { team: North, email: bob@example.com, role: secondary }
                    - { team: South, email: zoe@example.com, role: primary }
                """
        )
        #expect(facts.subjects("team") == ["North", "South"])
        #expect(try facts.value("team", "North", "primary_admin") == .text(people[0]))
        #expect(
            try facts.value("team", "North", "has_backup") == .bool(false),
            "the status comes from the Users rows"
        )
        #expect(try facts.value("team", "South", "roles_known") == .bool(true))
        #expect(try facts.value("team", "South", "as_of") == .null)
        #expect(
            try facts.value("team", "South", "fresh") == .bool(true),
            "what is stated does not age"
        )
        #expect(facts.related("team", row: 0, "admins") == [0, 1])
        #expect(facts.related("team", row: 1, "admins") == [2])
    }

    @Test func `a primary admin with a second role is not their own backup`() throws {
        let facts = try facts([staff[0], ["email": "ada@example.com", "role": "Secondary admin"]])
        #expect(try facts.value("team", "North", "secondary_admins") == .list([people[0]]))
        #expect(try facts.value("team", "North", "has_backup") == .bool(false))
        #expect(try facts.value("team", "North", "bus_factor") == .int(1))
        #expect(facts.subjects("admin").count == 2)
    }

    @Test func `the manager of the team goes before that of all, and may be unable`() throws {
        func manager(_ extra: String) throws -> (Cell, Cell) {
            let facts = try facts(
                staff,
                yaml: """
                    contacts:
                      contract_managers:
                        - { team: all, email: all@example.com }
                        - { team: NORTH, email: north@example.com }
                        - { contract: "7", email: seven@example.com }
                    \(extra)
                    """
            )
            return (
                try facts.value("team", "North", "contract_manager"),
                try facts.value("team", "North", "contract_manager_able")
            )
        }
        #expect(try manager("") == (.text("north@example.com"), .bool(true)))
        #expect(
            try manager("people: { left: [{ email: north@example.com }] }")
                == (.text("north@example.com"), .bool(false))
        )
        #expect(
            try manager(
                "absences: [{ email: north@example.com, from: 2026-11-01, until: 2026-12-01 }]"
            )
                == (.text("north@example.com"), .bool(false))
        )
        // Who buys stands in the configuration alone, not in the Users file's roles, and the manager
        // of one contract is not the team's.
        let none = try facts(
            staff + [["email": "cid@example.com", "role": "Contract manager"]],
            yaml: "contacts: { contract_managers: [{ contract: \"7\", email: seven@example.com }] }"
        )
        #expect(try none.value("team", "North", "contract_manager") == .null)
        #expect(try none.value("team", "North", "contract_manager_able") == .null)
    }

    @Test func `people are those with a seat or in the newest Users file`() throws {
        var account = try Account()
        try account.take(Layout.users.csv(staff))
        try account.take(
            Layout.report.csv([
                ["email": "ada@example.com"],
                ["email": "new@example.com", "seat_assignment": "unassigned"],
            ]),
            name: "r.csv"
        )
        #expect(try account.value("team", "North", "people") == .int(5))
    }
}
