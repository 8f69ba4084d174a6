import Columns
import Exports
import Facts
import Testing

/// Whether it is known who administers a team, word by word (facts §3.6, `roles_known`).
@Suite struct TeamAdminsTests {
    private let primary = ["email": "ada@example.com", "role": "Primary admin"]

    struct Users: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let rows: [[String: String]]
        var hasRoles = true
        var yaml = ""
        let isKnown: Bool
        let primary: String?
    }

    private static let stated =
        "contacts: { admins: [{ team: north, email: zoe@example.com, role: primary }] }"

    @Test(arguments: [
        Users(
            testDescription: "the file names its primary admin",
            rows: [["email": "bob@example.com"]],
            isKnown: true,
            primary: "ada@example.com"
        ),
        Users(
            testDescription: "a row without a role",
            rows: [["email": "bob@example.com", "role": ""]],
            isKnown: true,
            primary: "ada@example.com"
        ),
        Users(
            testDescription: "an unknown role",
            rows: [["email": "bob@example.com", "role": "Chef"]],
            isKnown: false,
            primary: nil
        ),
        Users(
            testDescription: "an unknown role in a row of nobody",
            rows: [["email": "*****", "role": "Chef"]],
            isKnown: false,
            primary: nil
        ),
        Users(
            testDescription: "an unknown role in another team",
            rows: [["email": "bob@example.com", "role": "Chef", "team_alias": "South"]],
            isKnown: true,
            primary: "ada@example.com"
        ),
        Users(
            testDescription: "no column of roles",
            rows: [],
            hasRoles: false,
            isKnown: false,
            primary: nil
        ),
        Users(
            testDescription: "no column of roles, and the configuration names the primary",
            rows: [],
            hasRoles: false,
            yaml: stated,
            isKnown: true,
            primary: "zoe@example.com"
        ),
        Users(
            testDescription: "an unknown role, and the configuration names the primary",
            rows: [["email": "bob@example.com", "role": "Chef"]],
            yaml: stated,
            isKnown: true,
            primary: "zoe@example.com"
        ),
        Users(
            testDescription: "the file is complete, whatever the configuration says",
            rows: [],
            yaml: stated,
            isKnown: true,
            primary: "ada@example.com"
        ),
        Users(
            testDescription: "the configuration names a secondary admin only",
            rows: [["email": "bob@example.com", "role": "Chef"]],
            yaml: stated.replacing("primary", with: "secondary"),
            isKnown: false,
            primary: nil
        ),
    ])
    func `roles are known where all are recognised and the primary is named`(users: Users) throws {
        var account = try Account(users.yaml)
        let text = Layout.users.csv([primary] + users.rows)
        try account.take(users.hasRoles ? text : text.replacing("role", with: "remark"))
        let facts = try account.facts()
        #expect(try facts.value("team", "North", "roles_known") == .bool(users.isKnown))
        #expect(
            try facts.value("team", "North", "primary_admin")
                == (users.primary.map { .text($0) } ?? .null)
        )
        #expect(try facts.value("team", "North", "has_backup").isNull == !users.isKnown)
    }

    @Test func `a row of nobody does not name the primary admin, and counts as no person`() throws {
        var account = try Account()
        try account.take(
            Layout.users.csv([
                ["email": "*****", "role": "Primary admin"], ["email": "bob@example.com"],
            ])
        )
        #expect(try account.value("team", "North", "roles_known") == .bool(false))
        #expect(try account.value("team", "North", "people") == .int(1))
        #expect(try account.facts().subjects("admin").isEmpty)
        #expect(try account.facts().subjects("person") == ["bob@example.com"])
    }

    @Test func `every team that the configuration names has a row`() throws {
        let account = try Account(
            """
            inputs: { expect: [{ dataset: users, teams: [Expected, all] }] }
            contacts:
              admins: [{ team: Stated, email: a@example.com, role: primary }]
              contract_managers: [{ team: Bought, email: b@example.com }, { team: all, email: c@example.com }]
            prices: [{ offering: Revit, price: 1, team: Priced }]
            groups: { defaults: [{ team: Given, offerings: [Revit] }] }
            flex:
              rates: [{ product: Revit, tokens: 1, team: Rated }]
              packs: [{ team: Packed, id: P, tokens: 1, bought: 2026-01-01, ends: 2026-12-31 }]
              balances: [{ team: Weighed, tokens: 1, as_of: 2026-01-01 }]
              budgets: [{ team: Budgeted, month: 1 }]
            fetch: { teams: [Fetched] }
            """
        )
        #expect(
            try account.facts().subjects("team") == [
                "Bought", "Budgeted", "Expected", "Fetched", "Given", "Packed", "Priced", "Rated",
                "Stated", "Weighed",
            ]
        )
    }
}
