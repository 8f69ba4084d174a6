import CEL
import CivilTime
import Columns
import Facts

/// Finds stale data among the rows that a policy reads for one row of its table.
struct Freshness {
    private let source: FactSource
    private let resource: String
    /// For each table the relations that the policy's rules follow.
    private let relations: [String: [RelationSchema]]

    init(_ policy: Policy, _ source: FactSource) {
        self.source = source
        resource = policy.resource.name
        var relations: [String: [RelationSchema]] = [:]
        for table in Set(policy.reads.map(\.structure)) {
            relations[table] = source[table]?.schema.relations.filter { relation in
                policy.reads.contains(FieldReference(structure: table, field: relation.name))
            }
        }
        self.relations = relations
    }

    /// A sentence about the first stale row; `nil` when all are fresh.
    ///
    /// - Parameter maximumAge: in days; `nil` takes the data set's own, by the column `fresh`.
    func staleData(of row: Int, maximumAge: Int?) -> String? {
        var waiting = [Place(table: resource, row: row)]
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
        guard let table = source[place.table]?.table else { return nil }
        let asOf = table[place.row, "as_of"].day
        let isStale =
            if let maximumAge, let asOf {
                asOf.days(until: source.facts.today) > maximumAge
            } else {
                table[place.row, "fresh"].bool == false
            }
        guard isStale else { return nil }
        let end = asOf.map { ": it ends on \($0)" } ?? ""
        return "the \(place.table) data is too old\(end)"
    }
}
