package import CivilTime
import Columns
import Diagnostics
package import Facts
import Platform
import Policies
import Settings
import Storage

/// What is known now, read from the state; changes nothing and does not touch the inbox.
package struct FactView: Sendable {
    /// The configuration and policies.
    package let workplace: Workplace
    /// The facts.
    package let facts: FactSet

    /// Reads the state and derives the facts.
    ///
    /// - Parameters:
    ///   - configuration: the path from the command line; `nil` looks in the usual places.
    ///   - moment: the *now* of the facts; `nil` is the clock's, or on a simulated state its last moment.
    /// - Throws: 66 where no cycle has run yet, 78 for mistakes in configuration or policies.
    package init(configuration: String?, at moment: Instant?) throws(Failure) {
        let clock = RealClock.now()
        let workplace = try Inspection(configuration: configuration, today: clock.utcDay)
            .workplace(forService: false)
        let store = try openState(of: workplace, for: .reading)
        let simulated = try store.simulatedMoment()
        let now = moment ?? simulated ?? clock
        self.workplace = workplace
        facts = deriveFacts(
            try stored { try store.loadHistory(neededFrom: now) },
            workplace.configuration,
            now: now,
            zone: workplace.zone
        )
    }

    /// Some rows and columns of a fact table.
    ///
    /// - Parameters:
    ///   - name: the table.
    ///   - condition: a CEL condition over its rows; `nil` for all.
    ///   - columns: the columns; `nil` for all.
    ///   - sort: the column to sort by, with `-` before it for the greatest first; `nil` by key.
    /// - Returns: the selection.
    /// - Throws: 64 for a name that is no table or column, 65 for a wrong condition.
    package func select(
        _ name: String,
        where condition: String?,
        columns: [String]?,
        sort: String?
    ) throws(Failure) -> Listing {
        let tables = FactSchema.all.tables
        guard let schema = FactSchema.all[name], let table = facts.table(name) else {
            throw unknown(name, "table", among: tables.map(\.name))
        }
        for column in columns ?? [] where schema[column] == nil {
            throw unknown(column, "column of \(name)", among: schema.columns.map(\.name))
        }
        var notes: [String] = []
        var rows = Array(0..<table.rowCount)
        if let condition {
            let source = SourceText(name: "--where", text: condition)
            let reporter = Reporter(source)
            guard
                let filter = RowFilter(
                    source,
                    over: schema,
                    configuration: workplace.configuration,
                    reporter: reporter
                )
            else {
                throw Failure(
                    .badData,
                    reporter.list.sorted.map(\.description).joined(separator: "\n")
                )
            }
            let found = filter.rows(of: facts)
            rows = found.selected
            if let reason = found.reason {
                let count = found.undecided == 1 ? "1 row is" : "\(found.undecided) rows are"
                notes.append("\(count) left out: --where has no value there (\(reason))")
            }
        }
        if let sort { rows = try sorted(rows, of: table, by: sort) }
        return Listing(table, columns: columns, rows: rows, notes: notes)
    }

    private func sorted(_ rows: [Int], of table: Table, by sort: String) throws(Failure) -> [Int] {
        let isDescending = sort.hasPrefix("-")
        let name = isDescending ? String(sort.dropFirst()) : sort
        guard let column = table[name] else {
            throw unknown(name, "column of \(table.name)", among: table.columnNames)
        }
        return rows.sorted { a, b in
            let (first, second) = (column[a], column[b])
            if first == second { return a < b }
            if first.isNull || second.isNull { return second.isNull }
            return isDescending ? second.precedes(first) : first.precedes(second)
        }
    }
}

/// A name that is none of those there are.
func unknown(_ name: String, _ what: String, among names: [String]) -> Failure {
    let near = nearestName(to: name, among: names).map { "; did you mean '\($0)'?" } ?? "."
    let all = names.isEmpty ? "There is none." : "There are: \(names.joined(separator: ", "))."
    return Failure(.usage, "'\(name)' is no \(what)\(near) \(all)")
}

extension Cell {
    /// Whether a value stands before another of the same type.
    fileprivate func precedes(_ other: Cell) -> Bool {
        switch (self, other) {
        case (.text(let a), .text(let b)): Columns.precedes(a, b)
        case (.bool(let a), .bool(let b)): !a && b
        case (.day(let a), .day(let b)): a < b
        case (.instant(let a), .instant(let b)): a < b
        case (.list(let a), .list(let b)):
            Columns.precedes(a.joined(separator: ";"), b.joined(separator: ";"))
        case (.days(let a), .days(let b)): a.count < b.count
        default: (num ?? 0) < (other.num ?? 0)
        }
    }
}
