import CEL
import Columns
package import Facts

/// The fact tables of one moment, as expressions read them; made once and shared by all policies.
package final class FactSource: Sendable {
    /// One table: its rows are made into structures when an expression asks for them.
    final class Rows: Sendable {
        let schema: TableSchema
        let table: Table
        /// For each column of the schema its place in the table.
        let positions: [Int?]

        init(_ schema: TableSchema, _ table: Table) {
            self.schema = schema
            self.table = table
            positions = schema.columns.map { table.position(of: $0.name) }
        }
    }

    let facts: FactSet
    private let tables: [String: Deferred<Rows?>]
    /// By table in which functions look something up the place of each row, by the texts of its key.
    private let places: [String: Deferred<[[String]: Int]>]

    /// The tables of some facts.
    package init(_ facts: FactSet) {
        self.facts = facts
        let tables = FactSchema.all.tables.map { schema in
            (schema.name, Deferred { facts.table(schema.name).map { Rows(schema, $0) } })
        }
        self.tables = Dictionary(tables) { first, _ in first }
        let all = self.tables
        let places = lookupTables.map { name in
            (name, Deferred { Self.places(all[name]?.value) })
        }
        self.places = Dictionary(places) { first, _ in first }
    }

    /// For each row of a table the row that a relation leads to, or -1; `nil` where it may lead to
    /// several.
    func connection(_ table: String, _ relation: String) -> [Int32]? {
        facts.links(table, relation)?.one
    }

    /// A table; `nil` where the facts have none of that name.
    subscript(name: String) -> Rows? { tables[name]?.value }

    /// A row as a structure.
    func structure(_ table: String, row: Int) -> FactStructure? {
        self[table].map { FactStructure(source: self, rows: $0, row: row) }
    }

    /// The row of a table in which functions look something up, by the texts of its key.
    func row(_ table: String, named names: [String]) -> Int? { places[table]?.value[names] }

    /// The same row as a structure.
    func structure(_ table: String, named names: [String]) -> FactStructure? {
        row(table, named: names).flatMap { structure(table, row: $0) }
    }

    /// The place of each row, by the texts of its key.
    private static func places(_ rows: Rows?) -> [[String]: Int] {
        guard let rows else { return [:] }
        let named = (0..<rows.table.rowCount).map { row in
            (rows.schema.key.compactMap { rows.table[row, $0].text }, row)
        }
        return Dictionary(named, uniquingKeysWith: { first, _ in first })
    }
}

/// The facts as functions are handed them to look something up; it has no fields that could be named.
struct FactHandle: StructureValue {
    let source: FactSource

    var typeName: String { "facts" }
    var identity: String { "" }
    func value(of field: String) throws(EvaluationError) -> Value? { nil }
}

/// A row of a fact table as a structure: its columns, then its relations.
struct FactStructure: StructureValue {
    let source: FactSource
    let rows: FactSource.Rows
    let row: Int

    var typeName: String { rows.schema.name }
    var identity: String { source.facts.subject(rows.schema.name, row: row) }

    func value(of field: String) throws(EvaluationError) -> Value? {
        let schema = rows.schema
        if let position = schema.columns.firstIndex(where: { $0.name == field }) {
            return column(at: position)
        }
        return schema.relations.first { $0.name == field }.map(related)
    }

    func value(of field: String, at position: Int) throws(EvaluationError) -> Value? {
        let count = rows.schema.columns.count
        return position < count
            ? column(at: position) : related(rows.schema.relations[position - count])
    }

    private func column(at position: Int) -> Value {
        rows.positions[position].map { Value(rows.table[row, at: $0]) } ?? .null
    }

    private func related(_ relation: RelationSchema) -> Value {
        guard let found = source.facts.related(rows.schema.name, row: row, relation.name),
            let target = source[relation.target]
        else { return .null }
        let structures = found.map { FactStructure(source: source, rows: target, row: $0) }
        guard !relation.isMany else { return .list(structures.map { .structure($0) }) }
        return structures.first.map { .structure($0) } ?? .null
    }
}

/// Values by name, such as the parameters of a policy.
struct NamedValues: StructureValue {
    let typeName: String
    let identity: String
    private let values: [String: Value]

    init(_ typeName: String, _ values: [String: Value], identity: String = "") {
        self.typeName = typeName
        self.identity = identity
        self.values = values
    }

    func value(of field: String) throws(EvaluationError) -> Value? { values[field] }

    subscript(name: String) -> Value? { values[name] }
}

extension NamedValues {
    /// The lists of the configuration.
    static func lists(_ lists: [String: [String]]) -> NamedValues {
        NamedValues("lists", lists.mapValues { .list($0.map(Value.string)) })
    }
}
