import CEL
import CivilTime
import Columns
import Facts

/// Finds stale data among the rows that a policy reads: those of its table, and those that its rules
/// reach from there.
struct Staleness {
    private let source: FactSource
    private let resource: String
    /// For each table the connections that the policy's rules follow.
    private let relations: [String: [RelationSchema]]
    /// What the rules look up by name from a row of the policy's table.
    private let lookups: [LookupRows]

    init(_ policy: Policy, _ source: FactSource) {
        self.source = source
        resource = policy.resource.name
        var relations: [String: [RelationSchema]] = [:]
        for table in Set(policy.reads.map(\.structure)) {
            let read = source[table]?.schema.relations.filter { relation in
                policy.reads.contains(FieldReference(structure: table, field: relation.name))
            }
            if let read, !read.isEmpty { relations[table] = read }
        }
        self.relations = relations
        var seen: Set<Lookup> = []
        lookups = policy.lookups.filter { seen.insert($0).inserted }
            .map { LookupRows($0, policy, source) }
    }

    // MARK: - All rows

    /// The rows of the policy's table that are stale or read what is.
    ///
    /// - Parameter maximumAge: in days; without one that of the data set counts, by the column `fresh`.
    /// - Returns: the rows.
    func rows(maximumAge: Int?) -> RowSet {
        var stale = [resource: ownRows(resource, maximumAge)]
        for table in relations.values.joined().map(\.target) + lookups.map(\.table)
        where stale[table] == nil {
            stale[table] = ownRows(table, maximumAge)
        }
        // Connections may lead in circles: the sets grow until nothing is added.
        var hasGrown = true
        while hasGrown {
            hasGrown = false
            for table in Set(relations.keys).union([resource]) {
                guard var rows = stale[table] else { continue }
                let before = rows.count
                for relation in relations[table] ?? [] {
                    guard let target = stale[relation.target] else { continue }
                    spread(target, over: relation, of: table, into: &rows)
                }
                for lookup in lookups where table == resource {
                    if let target = stale[lookup.table] { lookup.spread(target, into: &rows) }
                }
                if rows.count > before {
                    stale[table] = rows
                    hasGrown = true
                }
            }
        }
        return stale[resource] ?? RowSet(rowCount: 0)
    }

    private func spread(
        _ target: RowSet,
        over relation: RelationSchema,
        of table: String,
        into rows: inout RowSet
    ) {
        guard !target.isEmpty, let links = source.facts.links(table, relation.name) else { return }
        rows.formUnion(links.rows(leadingTo: target))
    }

    private func ownRows(_ table: String, _ maximumAge: Int?) -> RowSet {
        guard let rows = source[table] else { return RowSet(rowCount: 0) }
        let age = Age(rows.table, maximumAge, source.facts.today)
        return RowSet(all: rows.table.rowCount).filtered { age.isStale($0) }
    }

    // MARK: - One row

    /// A sentence about the first stale row that a row reads; `nil` when all are fresh.
    func sentence(of row: Int, maximumAge: Int?) -> String? {
        var waiting = [Place(table: resource, row: row)]
        for lookup in lookups {
            let found = lookup.rows(from: row).map { Place(table: lookup.table, row: $0) }
            waiting.insert(contentsOf: found, at: 0)
        }
        var seen = Set(waiting)
        while let place = waiting.popLast() {
            if let stale = sentence(place, maximumAge) { return stale }
            for relation in relations[place.table] ?? [] {
                let found = source.facts.related(place.table, row: place.row, relation.name) ?? []
                for other in found.map({ Place(table: relation.target, row: $0) })
                where seen.insert(other).inserted {
                    waiting.append(other)
                }
            }
        }
        return nil
    }

    private struct Place: Hashable {
        let table: String
        let row: Int
    }

    private func sentence(_ place: Place, _ maximumAge: Int?) -> String? {
        guard let rows = source[place.table] else { return nil }
        let age = Age(rows.table, maximumAge, source.facts.today)
        guard age.isStale(place.row) else { return nil }
        let end = age.asOf?[place.row].map { ": it ends on \($0)" } ?? ""
        return "the \(place.table) data is too old\(end)"
    }
}

/// Says how old the rows of a table are.
private struct Age {
    let asOf: TypedColumn<Day>?
    private let fresh: TypedColumn<Bool>?
    private let maximum: Int?
    private let today: Day

    init(_ table: Table, _ maximum: Int?, _ today: Day) {
        asOf = TypedColumn(days: table["as_of"])
        fresh = TypedColumn(bools: table["fresh"])
        self.maximum = maximum
        self.today = today
    }

    func isStale(_ row: Int) -> Bool {
        if let maximum, let end = asOf?[row] { return end.days(until: today) > maximum }
        return fresh?[row] == false
    }
}
