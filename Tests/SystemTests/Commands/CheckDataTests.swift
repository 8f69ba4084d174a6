import TestSupport
import Testing

/// `seatwarden check` once exports have come.
@Suite struct CheckDataTests {
    private let entry =
        "prices: [{ offering: Revti, price: 10 }, { offering: Revit, price: 10, since: 2026-01-01 }]\n"

    private func company() throws -> Company {
        let company = try Company(Company.smallConfiguration + entry)
        try company.write(
            "email,offering_name,seat_assignment,team_alias\nada@example.com,Revit,assigned,North\n",
            to: "inbox/report_2026-11-20.csv"
        )
        return company
    }

    @Test func `entries that no export knows are warnings, with place and hint`() throws {
        let company = try company()
        #expect(try company.seatwarden("check").output.contains("unknown-offering") == false)
        try company.once()
        let before = try company.quietTree()
        let check = try company.seatwarden("check")
        #expect(check.status == 0)
        #expect(
            check.output.contains(
                """
                config.yaml:7:10: warning: no export names the offering 'Revti'; did you mean 'Revit'? \
                [unknown-offering]
                    7 | prices: [{ offering: Revti, price: 10 }
                """
            ),
            "\(check.output)"
        )
        #expect(try company.seatwarden("check", "--strict").status == 1)
        #expect(try company.seatwarden("check", "--brief").output.contains("Revti") == false)
        let report = try company.seatwarden("check", "--json").output
        #expect(report.contains("\"unknown-offering\""))
        try company.expectQuiet(since: before)
    }

    @Test func `a state that cannot be read keeps nothing from being checked`() throws {
        let company = try company()
        try company.makeFolder("state")
        try company.write("no database", to: "state/state.db")
        let check = try company.seatwarden("check")
        #expect(check.status == 0)
        #expect(check.output.contains("[state-unread]"), "\(check.output)")
    }
}
