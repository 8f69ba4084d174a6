import CEL
import Columns
import Facts

/// Rows of a table that a policy's rules look up by their key: `team(seat.team)`,
/// `pool(seat.team, 'Maya')`.
struct Lookup: Hashable, Sendable {
    /// The table; the function bears its name.
    let table: String
    /// The texts of its key, as the rules give them.
    let names: [Program.Part]
}

extension Program {
    /// What the expression looks up.
    var lookups: [Lookup] {
        lookupTables.flatMap { table in calls(of: table).map { Lookup(table: table, names: $0) } }
    }
}

/// What a lookup finds from each row of a policy's table.
struct LookupRows {
    /// A text that is the same for all rows, or a column of texts.
    private enum Name {
        case text(String)
        case column(CodedText)
    }

    let table: String
    private let source: FactSource
    /// `nil` where the names cannot be told without evaluating the rules.
    private let names: [Name]?

    init(_ lookup: Lookup, _ policy: Policy, _ source: FactSource) {
        table = lookup.table
        self.source = source
        let names = lookup.names.compactMap { part in
            LookupRows.name(part, policy, source)
        }
        self.names = names.count == lookup.names.count ? names : nil
    }

    private static func name(_ part: Program.Part, _ policy: Policy, _ source: FactSource) -> Name?
    {
        switch part {
        case .text(let text): return .text(text)
        case .field(let column, of: policy.resource.name):
            let values = source[policy.resource.name]?.table[column]?.values
            if case .text(let texts)? = values { return .column(texts) }
            return nil
        case .variable(let name):
            // A variable sees only those above it, so this ends.
            return policy.place(ofVariable: name).flatMap { place in
                LookupRows.name(policy.variables[place].program.part, policy, source)
            }
        case .field, .other: return nil
        }
    }

    /// The rows that a row looks up: one at most, or all where the names cannot be told.
    func rows(from row: Int) -> [Int] {
        guard let names else { return Array(0..<(source[table]?.table.rowCount ?? 0)) }
        var texts: [String] = []
        for name in names {
            switch name {
            case .text(let text): texts.append(text)
            case .column(let column):
                guard let text = column[row] else { return [] }
                texts.append(text)
            }
        }
        return source.row(table, named: texts).map { [$0] } ?? []
    }

    /// Adds the rows that look up one of some rows.
    func spread(_ targets: RowSet, into rows: inout RowSet) {
        guard !targets.isEmpty else { return }
        guard let names else {
            rows = RowSet(all: rows.rowCount)
            return
        }
        // Rows with the same codes look up the same row.
        var known: [[UInt32]: Bool] = [:]
        for row in 0..<rows.rowCount {
            let codes = names.map { name in
                if case .column(let column) = name { column.codes[row] } else { 0 as UInt32 }
            }
            let leads =
                known[codes] ?? self.rows(from: row).contains(where: targets.contains)
            known[codes] = leads
            if leads { rows.insert(row) }
        }
    }
}
