import CEL
import CivilTime
import Columns
import Facts

/// Finds stale data among the rows that a policy reads for one row of its table.
struct Freshness {
    private let source: FactSource
    private let resource: String
    /// Of each table that may be met the columns that say how old a row is.
    private let ages: [String: (asOf: Column?, fresh: Column?)]
    /// For each table the relations that the policy's rules follow.
    private let relations: [String: [RelationSchema]]

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
        let tables = relations.values.joined().map(\.target) + [resource]
        ages = Dictionary(
            tables.map { ($0, (source[$0]?.table["as_of"], source[$0]?.table["fresh"])) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// A sentence about the first stale row; `nil` when all are fresh.
    ///
    /// The age is in days; without one that of the data set counts, by the column `fresh`.
    func staleData(of row: Int, maximumAge: Int?) -> String? {
        let own = Place(table: resource, row: row)
        guard !relations.isEmpty else { return staleRow(own, maximumAge) }
        var waiting = [own]
        var seen = Set(waiting)
        while let place = waiting.popLast() {
            if let stale = staleRow(place, maximumAge) { return stale }
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

    private func staleRow(_ place: Place, _ maximumAge: Int?) -> String? {
        guard let age = ages[place.table] else { return nil }
        let asOf = age.asOf?[place.row].day
        let isStale =
            if let maximumAge, let asOf {
                asOf.days(until: source.facts.today) > maximumAge
            } else {
                age.fresh?[place.row].bool == false
            }
        guard isStale else { return nil }
        let end = asOf.map { ": it ends on \($0)" } ?? ""
        return "the \(place.table) data is too old\(end)"
    }
}
