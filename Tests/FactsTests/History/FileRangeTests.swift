import CivilTime
import Exports
import Facts
import TestSupport
import Testing

@Suite struct FileRangeTests {
    private func intake(
        _ text: String,
        exported: String = "2026-11-24T06:00:00Z",
        sidecar: Sidecar? = nil
    ) throws -> Intake {
        var account = try Account()
        return try #require(try account.take(text, exported: exported, sidecar: sidecar)).intake
    }

    private func range(_ first: String, _ last: String) throws -> DayRange {
        try #require(DayRange(try day(first), try day(last)))
    }

    @Test func `the sidecar's range goes before everything`() throws {
        let intake = try intake(
            Layout.report.csv([["email": "ada@example.com", "days_inactive": "300"]]),
            sidecar: Sidecar(from: try day("2026-10-25"), to: try day("2026-11-23"))
        )
        #expect(intake.range == (try range("2026-10-25", "2026-11-23")))
        #expect(!intake.isRangeAssumed)
    }

    @Test func `the filter block of a workbook goes before what the rows say`() throws {
        let workbook = HandMadeWorkbook(
            [
                .init(
                    "Filters",
                    texts: [["Date range", "2026-06-01 - 2026-11-20"], ["Status", "Active"]]
                ),
                .init(
                    "Rows",
                    texts: [
                        ["email", "offering_name", "seat_assignment", "user_activity"],
                        ["ada@example.com", "Revit", "assigned", "inactive"],
                    ]
                ),
            ]
        )
        func intake(_ sidecar: Sidecar?) throws -> Intake {
            var account = try Account()
            let file = IncomingFile(
                name: "report.xlsx",
                digest: "",
                exportedAt: try instant("2026-11-24T06:00:00Z"),
                takenAt: try instant(november24),
                sidecar: sidecar
            )
            return try #require(
                try account.history.absorb(try readExport(workbook.bytes), file)
            ).intake
        }
        #expect(try intake(nil).range == (try range("2026-06-01", "2026-11-20")))
        #expect(try !intake(nil).isRangeAssumed)
        // The row of an inactive person does not outweigh that others were left out.
        #expect(try intake(nil).isFiltered == true)
        let sidecar = Sidecar(from: try day("2026-07-01"))
        #expect(try intake(sidecar).range == (try range("2026-07-01", "2026-11-20")))
    }

    struct Assumed: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let cells: [String: String]
        let first: String
    }

    @Test(arguments: [
        Assumed(
            testDescription: "a last access",
            cells: ["last_accessed": "2026-10-01"],
            first: "2026-10-01"
        ),
        Assumed(
            testDescription: "days inactive",
            cells: ["days_inactive": "30"],
            first: "2026-10-25"
        ),
        Assumed(testDescription: "days used", cells: ["days_used": "100"], first: "2026-08-16"),
        Assumed(
            testDescription: "the earliest of all",
            cells: ["days_used": "12", "days_inactive": "40", "last_accessed": "2026-10-20"],
            first: "2026-10-15"
        ),
        Assumed(
            testDescription: "at most 365 days back",
            cells: ["days_inactive": "9999"],
            first: "2025-11-24"
        ),
        Assumed(
            testDescription: "at most 365 days back by a last access",
            cells: ["last_accessed": "2020-02-29"],
            first: "2025-11-24"
        ),
        Assumed(testDescription: "nothing said", cells: [:], first: "2026-11-24"),
        Assumed(
            testDescription: "zeros",
            cells: ["days_used": "0", "days_inactive": "0"],
            first: "2026-11-24"
        ),
    ])
    func `without a sidecar the range of a Usage report is assumed from its rows`(
        assumed: Assumed
    ) throws {
        let row = ["email": "ada@example.com"].merging(assumed.cells) { $1 }
        let intake = try intake(Layout.report.csv([["email": "bob@example.com"], row]))
        #expect(intake.range == (try range(assumed.first, "2026-11-24")))
        #expect(intake.isRangeAssumed)
    }

    @Test func `day rows reach from the smallest to the largest day`() throws {
        let text = Layout.seatUsage.csv(
            seatUsage("ada@example.com", on: ["2026-10-03", "2026-09-01", "2026-11-20"])
        )
        #expect(try intake(text).range == (try range("2026-09-01", "2026-11-20")))
        #expect(try !intake(text).isRangeAssumed)
        let sidecar = Sidecar(from: try day("2026-08-01"))
        #expect(try intake(text, sidecar: sidecar).range == (try range("2026-08-01", "2026-11-20")))
    }

    @Test func `rosters have no range`() throws {
        #expect(try intake(Layout.users.csv([["email": "ada@example.com"]])).range == nil)
        #expect(try intake(Layout.leavers.csv([["email": "ada@example.com"]])).range == nil)
    }

    @Test(
        arguments: [
            ([["user_activity": "active"], ["user_activity": "inactive"]], false),
            ([["user_activity": "active"], ["user_activity": "Active"]], true),
            ([["user_activity": "", "days_inactive": "12"]], false),
            ([["user_activity": "", "days_inactive": ""]], true),
        ] as [([[String: String]], Bool)]
    )
    func `a Usage report without any inactive row is filtered`(
        rows: [[String: String]],
        isFiltered: Bool
    ) throws {
        let text = Layout.report.csv(rows.map { $0.merging(["email": "ada@example.com"]) { $1 } })
        #expect(try intake(text).isFiltered == isFiltered)
        #expect(try intake(Layout.users.csv([["email": "a@example.com"]])).isFiltered == nil)
    }
}
