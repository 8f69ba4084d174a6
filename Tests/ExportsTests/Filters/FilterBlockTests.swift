import CivilTime
import Testing

@testable import Exports

@Suite struct FilterBlockTests {
    private struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let rows: [[String]]
        let range: String?
        var order: DateOrder?
    }

    private static let ranges: [Case] = [
        Case(
            testDescription: "one cell with two days",
            rows: [["Filter", "Value"], ["Date range", "2025-11-01 - 2026-10-31"]],
            range: "2025-11-01…2026-10-31"
        ),
        Case(
            testDescription: "two cells, with a moment beside them",
            rows: [
                ["Zeitraum", "2025-11-01T00:00:00", "2026-10-31"], ["Created", "2026-11-01"],
                ["Team", "All teams"],
            ],
            range: "2025-11-01…2026-10-31"
        ),
        Case(
            testDescription: "the vendor's other form, whose order one day proves",
            rows: [["Date range", "11/01/2025 – 10/31/2026"]],
            range: "2025-11-01…2026-10-31"
        ),
        Case(
            testDescription: "English months",
            rows: [["Date range:", "Nov 1, 2025 to Oct. 31, 2026"]],
            range: "2025-11-01…2026-10-31"
        ),
        Case(
            testDescription: "English months behind the days",
            rows: [["Date range", "1 November 2025 - 31 October 2026"]],
            range: "2025-11-01…2026-10-31"
        ),
        Case(
            testDescription: "a row for each end",
            rows: [
                ["Start date", "2025-11-01"], ["End date", "2026-10-31"], ["On", "2026-11-02"],
            ],
            range: "2025-11-01…2026-10-31"
        ),
        Case(
            testDescription: "an order that nothing proves",
            rows: [["Date range", "11/01/2025 - 10/03/2026"]],
            range: nil
        ),
        Case(
            testDescription: "an order that the configuration states",
            rows: [["Date range", "11/01/2025 - 10/03/2026"]],
            range: "2025-01-11…2026-03-10",
            order: .dmy
        ),
        Case(
            testDescription: "two ranges that differ",
            rows: [["Range", "2025-11-01 - 2026-10-31"], ["Other", "2025-11-02 - 2026-10-31"]],
            range: nil
        ),
        Case(
            testDescription: "an end before the beginning",
            rows: [["Range", "2026-10-31 - 2025-11-01"]],
            range: nil
        ),
        Case(
            testDescription: "days that no month has",
            rows: [["Range", "2026-02-30 - 2026-03-31"]],
            range: nil
        ),
        Case(
            testDescription: "words alone",
            rows: [["Date range", "Last 90 days"], ["Created", "2026-11-02"]],
            range: nil
        ),
    ]

    @Test(arguments: ranges) private func `the range is found by its form`(_ form: Case) {
        let range = FilterBlock(form.rows, dateOrder: form.order)?.range
        #expect(range.map { "\($0.first)…\($0.last)" } == form.range)
    }

    @Test(
        arguments: [
            (["User activity", "Active"], true), (["Status", "Inactive"], true),
            (["Status", "All"], false), (["Status", "All statuses"], false),
            (["Status", "Active, Inactive"], false), (["Status", "Active", "Inactive"], false),
            (["Usage status", "None"], false), (["Seat assignment", "Assigned"], false),
            (["Seat assignment", "Unassigned"], true),
            (["Seat assignment", "Assigned; Unassigned"], false),
            (["Status"], nil), (["Status", ""], nil), (["Team", "Acme"], nil), ([], nil),
        ])
    func `a status by which people are left out is found`(_ row: [String], _ expected: Bool?) {
        let range = ["Range", "2025-11-01 - 2026-10-31"]
        #expect(FilterBlock([range, row], dateOrder: nil)?.isFiltered == expected)
    }

    @Test func `a block that says neither is none`() {
        #expect(FilterBlock([["Filter", "Value"], ["Team", "All teams"]], dateOrder: nil) == nil)
    }
}
