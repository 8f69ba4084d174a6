import Columns
import Exports
import Facts
import Testing

@Suite struct PersonAccountsTests {
    private let ada = "ada@example.com"

    private func row(_ team: String, _ status: String, role: String = "User") -> [String: String] {
        ["email": ada, "team_alias": team, "account_status": status, "role": role]
    }

    @Test func `the status is that of the newest Users row that has one`() throws {
        var account = try Account()
        try account.take(
            Layout.users.csv([row("North", "Inactive")]),
            name: "north",
            exported: "2026-11-10T06:00:00Z"
        )
        try account.take(
            Layout.users.csv([row("South", "Active")]),
            name: "south",
            exported: "2026-11-09T06:00:00Z"
        )
        #expect(try account.value("person", ada, "account_status") == .text("inactive"))
        #expect(try account.value("person", ada, "pending") == .bool(false))
        // A newer row without a status does not hide it.
        try account.take(Layout.users.csv([row("West", "")]), name: "west")
        #expect(try account.value("person", ada, "account_status") == .text("inactive"))
        // What no longer stands does not count.
        try account.take(
            Layout.users.csv([row("North", "")]),
            name: "north 2",
            exported: "2026-11-11T06:00:00Z"
        )
        #expect(try account.value("person", ada, "account_status") == .text("active"))
    }

    @Test(arguments: [["South", "North"], ["North", "South"], ["South", "West", "North"]])
    func `of two teams in one file the last row is the newest`(_ teams: [String]) throws {
        var account = try Account()
        let last = teams.count - 1
        let rows = teams.enumerated().map { row($1, $0 == last ? "Pending" : "Active") }
        try account.take(Layout.users.csv(rows + [["email": "bob@example.com"]]))
        #expect(try account.value("person", ada, "account_status") == .text("pending"))
        #expect(try account.value("person", ada, "pending") == .bool(true))
    }

    @Test func `without any status nothing is known of it`() throws {
        var account = try Account()
        try account.take(Layout.users.csv([row("North", "")]))
        #expect(try account.value("person", ada, "account_status") == .null)
        #expect(try account.value("person", ada, "pending") == .null)
    }

    @Test(arguments: [
        (["User"], [], "", ["user"], false),
        (["External user", "User"], [], "", ["external", "user"], false),
        (["User", "Primary admin"], [], "", ["primary", "user"], true),
        (["User"], ["SSO admin", "User"], "", ["sso", "user"], true),
        (["Chef"], [], "", ["other"], false),
        ([""], [], "", [], false),
        (
            [""], [], "contacts: { admins: [{ team: East, email: ada@example.com, role: sso }] }",
            ["sso"], true
        ),
        (
            ["User"], [],
            "contacts: { contract_managers: [{ team: all, email: ada@example.com }] }",
            ["contract-manager", "user"], true
        ),
    ])
    func `roles are those of all teams and of the configuration`(
        north: [String],
        south: [String],
        yaml: String,
        roles: [String],
        isAdmin: Bool
    ) throws {
        var account = try Account(yaml)
        try account.take(
            Layout.users.csv(
                north.map { row("North", "Active", role: $0) }
                    + south.map { row("South", "Active", role: $0) }
            )
        )
        #expect(try account.value("person", ada, "roles") == .list(roles))
        #expect(try account.value("person", ada, "is_admin") == .bool(isAdmin))
    }
}
