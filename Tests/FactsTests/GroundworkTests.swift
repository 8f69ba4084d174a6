import CivilTime
import Exports
import Testing

@testable import Facts

@Suite struct GroundworkTests {
    private func account() throws -> Account {
        var account = try Account()
        try account.take(
            Layout.report.csv([
                ["email": "ada@example.com", "last_accessed": "2026-11-20"],
                ["email": "bob@example.com", "days_inactive": "90"],
            ])
        )
        try account.take(
            Layout.users.csv([["email": "ada@example.com", "role": "Primary Admin"]]),
            name: "users.csv"
        )
        return account
    }

    private func printed(
        _ account: Account,
        _ now: String,
        reusing groundwork: inout Groundwork?
    ) throws -> String {
        deriveFacts(
            account.history,
            account.configuration,
            now: try instant(now),
            zone: .utc,
            reusing: &groundwork
        ).printed
    }

    @Test func `facts of later days are the same with what an earlier day has left`() throws {
        let account = try account()
        var groundwork: Groundwork?
        for now in [november24, "2026-11-25T08:00:00Z", "2027-02-03T00:00:00Z"] {
            #expect(try printed(account, now, reusing: &groundwork) == account.facts(now).printed)
        }
    }

    @Test func `a file that was taken in, or has come to be there, is seen`() throws {
        var account = try account()
        var groundwork: Groundwork?
        _ = try printed(account, november24, reusing: &groundwork)
        try account.take(
            Layout.report.csv([["email": "eve@example.com"]]),
            name: "later.csv",
            exported: "2026-11-24T20:00:00Z"
        )
        // Exported in the evening: not there yet in the morning, there on the next day.
        for now in [november24, "2026-11-25T08:00:00Z"] {
            let eager = try account.facts(now)
            #expect(try printed(account, now, reusing: &groundwork) == eager.printed)
            #expect(
                eager.subjects("seat").contains("North/eve@example.com/AutoCAD")
                    == (now != november24)
            )
        }
    }

    @Test func `another configuration is seen`() throws {
        var account = try account()
        var groundwork: Groundwork?
        _ = try printed(account, november24, reusing: &groundwork)
        account.configuration = try Account(
            """
            contacts:
              admins: [{ team: South, email: zoe@example.com, role: primary }]
            """
        ).configuration
        let facts = try account.facts()
        #expect(facts.subjects("team") == ["North", "South"])
        #expect(try printed(account, november24, reusing: &groundwork) == facts.printed)
    }
}
