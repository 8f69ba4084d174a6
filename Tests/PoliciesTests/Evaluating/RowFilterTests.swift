import Columns
import Diagnostics
import Facts
import Policies
import Settings
import Testing

/// The condition of `facts --where`.
@Suite struct RowFilterTests {
    private func filter(_ text: String, _ configuration: Configuration = .standard) throws -> (
        filter: RowFilter?, messages: [String]
    ) {
        let source = SourceText(name: "--where", text: text)
        let reporter = Reporter(source)
        let filter = RowFilter(
            source,
            over: try #require(FactSchema.all["seat"]),
            configuration: configuration,
            reporter: reporter
        )
        return (filter, reporter.list.sorted.map { String($0.description.prefix { $0 != "\n" }) })
    }

    @Test func `it selects rows, and counts those that it cannot decide`() throws {
        var configuration = Configuration.standard
        configuration.lists = ["keep": ["ada"]]
        let seats = [
            seat("ada"), seat("bob", ["price": .num(20)]), seat("eve", ["price": .num(5)]),
            seat("kim", ["price": .num(30)]), seat("lea"),
        ]
        let facts = facts(["seat": seats])
        for (text, selected, undecided) in [
            ("seat.price > 10.0", [1, 3], 2),
            ("seat.person in lists.keep || seat.price > 10.0", [0, 1, 3], 1),
            ("!has(seat.price)", [0, 4], 0), ("false", [], 0),
            ("as_of < today && seat.person.startsWith('l')", [4], 0),
            ("team(seat.team).people > 3", [], 5),
        ] {
            let rows = try #require(try filter(text, configuration).filter).rows(of: facts)
            #expect(rows.selected == selected, "\(text)")
            #expect(rows.undecided == undecided, "\(text)")
        }
    }

    @Test(arguments: [
        (
            "seat.prise > 3.0",
            "--where:1:6: error: seat has no field 'prise'; did you mean 'price' (what a seat costs a year, by prices in the configuration)? [no-such-field]"
        ),
        (
            "seat.person",
            "--where:1:1: error: this must be true or false (bool), and it is string [not-bool]"
        ),
        (
            "dyn(seat.person)",
            "--where:1:1: error: this must be true or false (bool), and what it is shows only when it is evaluated (dyn) [not-bool]"
        ),
        ("params.x > 3", "--where:1:1: error: there is no 'params' here [unknown-name]"),
    ])
    func `a mistake is told at its place`(_ text: String, _ message: String) throws {
        let (filter, messages) = try filter(text)
        #expect(filter == nil)
        #expect(messages == [message])
    }
}
