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
    /// What they were made of.
    let history: History

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
        history = try stored { try store.loadHistory(neededFrom: now) }
        facts = deriveFacts(
            history,
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
    ///   - sort: columns to sort by, the first counts most, with `-` before one for the greatest first;
    ///     none sorts by key.
    /// - Returns: the selection.
    /// - Throws: 64 for a name that is no table or column, 65 for a wrong condition.
    package func select(
        _ name: String,
        where condition: String?,
        columns: [String]?,
        sort: [String] = []
    ) throws(Failure) -> Listing {
        guard let schema = FactSchema.all[name], let table = facts.table(name) else {
            throw unknown(name, "table", among: FactSchema.all.tables.map(\.name))
        }
        let order = try RowOrder(sort, of: table)
        try requireColumns(columns, of: table)
        let (rows, notes) = try rows(of: schema, where: condition)
        return Listing(
            table,
            columns: columns,
            rows: order.sorted(rows ?? Array(0..<table.rowCount)),
            notes: notes
        )
    }

    /// The rows of a table for which a condition holds, with what is to be said of others; `nil` for
    /// all.
    func rows(
        of schema: TableSchema,
        where condition: String?
    ) throws(Failure) -> (rows: [Int]?, notes: [String]) {
        guard let condition else { return (nil, []) }
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
        guard let reason = found.reason else { return (found.selected, []) }
        let count = found.undecided == 1 ? "1 row is" : "\(found.undecided) rows are"
        return (
            found.selected, ["\(count) left out: --where has no value there (\(reason))"]
        )
    }
}

/// Checks that a table has some columns, and that each is named once: a program reads them by name.
func requireColumns(_ columns: [String]?, of table: Table) throws(Failure) {
    var seen: Set<String> = []
    for column in columns ?? [] {
        if !table.columnNames.contains(column) {
            let name = column.prefix { $0 != "." }
            let relations = FactSchema.all[table.name]?.relations ?? []
            if let relation = relations.first(where: { $0.name == name }) {
                throw Failure(
                    .usage,
                    "'\(column)' is no column of \(table.name): '\(name)' leads to rows of the table "
                        + "\(relation.target). --where can follow it, --select and --sort cannot."
                )
            }
            throw unknown(column, "column of \(table.name)", among: table.columnNames)
        }
        if !seen.insert(column).inserted {
            throw Failure(.usage, "column '\(column)' is named twice")
        }
    }
}

/// A name that is none of those there are.
func unknown(_ name: String, _ what: String, among names: [String]) -> Failure {
    let near = nearestName(to: name, among: names).map { "; did you mean '\($0)'?" } ?? "."
    let all = names.isEmpty ? "There is none." : "There are: \(names.joined(separator: ", "))."
    return Failure(.usage, "'\(name)' is no \(what)\(near) \(all)")
}
