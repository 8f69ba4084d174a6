import CivilTime
import Columns
import Diagnostics
import Exports
import Facts
import Settings
import Testing

/// The moment at which most tests read the facts: a Tuesday.
let november24 = "2026-11-24T08:00:00Z"

/// An account of which exports come, through the real reader, and whose facts are read.
struct Account {
    var history = History()
    var configuration = Configuration.standard

    init(_ yaml: String = "") throws {
        guard !yaml.isEmpty else { return }
        let reporter = Reporter(SourceText(name: "config.yaml", text: yaml))
        configuration = readConfiguration(reporter.source, reporter: reporter)
        let problems = reporter.list.sorted.map { "\($0)" }
        try #require(problems.isEmpty, "\(problems)")
    }

    /// Takes a file in; each call is another file unless name and text are the same.
    @discardableResult
    mutating func take(
        _ text: String,
        name: String = "export.csv",
        exported: String = "2026-11-24T06:00:00Z",
        taken: String = november24,
        sidecar: Sidecar? = nil,
        isTrusted: Bool = true
    ) throws -> HistoryChange? {
        let export = try readExport(Array(text.utf8))
        let file = IncomingFile(
            name: name,
            digest: "\(name) \(text)",
            exportedAt: try instant(exported),
            takenAt: try instant(taken),
            sidecar: sidecar,
            isTrusted: isTrusted
        )
        return try history.absorb(export, file)
    }

    /// The facts at a moment.
    func facts(_ now: String = november24) throws -> FactSet {
        deriveFacts(history, configuration, now: try instant(now), zone: .utc)
    }

    /// One value: the row is found by its subject, or by its only part that fits.
    func value(
        _ table: String,
        _ subject: String,
        _ column: String,
        at now: String = november24
    ) throws -> Cell {
        try facts(now).value(table, subject, column)
    }
}

extension FactSet {
    /// The subjects of a table's rows.
    func subjects(_ name: String) -> [String] {
        (0..<(table(name)?.rowCount ?? 0)).map { subject(name, row: $0) }
    }

    /// One value of the row with a subject.
    func value(_ name: String, _ subject: String, _ column: String) throws -> Cell {
        let row = try #require(
            subjects(name).firstIndex(of: subject),
            "\(subject) is none of \(subjects(name))"
        )
        let table = self.table(name)
        let values = try #require(table?[column], "no column \(column)")
        return values[row]
    }

    /// The tables as one text.
    var printed: String {
        FactSchema.all.tables.compactMap { table($0.name)?.json() }.joined(separator: "\n")
    }
}

func instant(_ text: String) throws -> Instant { try #require(Instant(text), "\(text)") }
func day(_ text: String) throws -> Day { try #require(Day(text), "\(text)") }

/// The value that a cell should have, written as in the tables.
func iso(_ text: String) -> Cell { Day(text).map(Cell.day) ?? .null }

/// The days from one to another, both included.
func days(_ first: String, _ last: String) throws -> [Day] {
    let (first, last) = (try day(first), try day(last))
    return (0...first.days(until: last)).map { first.adding($0) }
}
