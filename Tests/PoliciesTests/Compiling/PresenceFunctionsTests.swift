import CivilTime
import Columns
import Diagnostics
import Facts
import Policies
import Settings
import Testing

/// The functions that look ahead in who is there when.
struct PresenceFunctionsTests {
    private func filter(_ text: String) throws -> (filter: RowFilter?, messages: [String]) {
        let source = SourceText(name: "--where", text: text)
        let reporter = Reporter(source)
        let schema = try #require(FactSchema.all["team"])
        let filter = RowFilter(source, over: schema, configuration: .standard, reporter: reporter)
        return (filter, reporter.list.sorted.map(\.message))
    }

    @Test(arguments: [
        ("present('ada', today, today.add(6)) == 5", 1, 0),
        ("present(team.name, day('2026-11-28'), day('2026-11-29')) == 0", 1, 0),
        ("present('ada', today, today.add(-1)) == 0", 1, 0),
        ("uncovered(['ada', 'bob'], today, today.add(30)) == 0", 1, 0),
        ("uncovered([], today, today.add(6)) == 5", 1, 0),
        ("uncovered(team.admins_able, today, today.add(6)) >= 0", 0, 1),
        ("present('ada', today, day('9999-12-31')) > 0", 0, 1),
    ])
    func `they count working days`(text: String, selected: Int, undecided: Int) throws {
        let facts = facts(["team": [["name": .text("North")]]])
        let (filter, messages) = try filter(text)
        #expect(messages == [])
        let rows = try #require(filter).rows(of: facts)
        #expect(rows.selected.count == selected)
        #expect(rows.undecided == undecided)
    }

    @Test(arguments: [
        "present('ada', today)", "present(3, today, today)", "uncovered('ada', today, today)",
        "present('ada', '2026-01-01', today)",
    ])
    func `other arguments are mistakes`(text: String) throws {
        #expect(try filter("\(text) > 0").messages.isEmpty == false)
    }
}
