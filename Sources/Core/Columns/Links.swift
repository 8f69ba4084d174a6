/// Where the rows of one table lead to in another: a relation, as numbers of rows.
package struct Links: Hashable, Sendable {
    private enum Form: Hashable, Sendable {
        /// For each row the one that it leads to, or `nowhere`.
        case one([Int32])
        /// For each row the range of its rows in a list, the rows one after the other; a row of `unknown`
        /// has none.
        case many(starts: [Int32], rows: [Int32], unknown: RowSet)
    }

    private let form: Form

    /// What stands for the row of a relation that leads nowhere.
    package static let nowhere: Int32 = -1

    /// A relation to at most one row.
    ///
    /// - Parameter rows: for each row the one that it leads to, or `nowhere`.
    package init(one rows: [Int32]) { form = .one(rows) }

    /// A relation to any number of rows.
    ///
    /// - Parameter rows: for each row those that it leads to; `nil` where that is not known.
    package init(many rows: [[Int]?]) {
        var starts: [Int32] = [0]
        var all: [Int32] = []
        var unknown = RowSet(rowCount: rows.count)
        for (row, found) in rows.enumerated() {
            if found == nil { unknown.insert(row) }
            all.append(contentsOf: (found ?? []).map { Int32(truncatingIfNeeded: $0) })
            starts.append(Int32(truncatingIfNeeded: all.count))
        }
        form = .many(starts: starts, rows: all, unknown: unknown)
    }

    /// A relation to any number of rows, the other way round: each target says from which row it is reached.
    ///
    /// - Parameters:
    ///   - owners: for each row of the target the row that leads to it, or `nowhere`.
    ///   - unknown: the rows of which it is not known where they lead; they lead nowhere.
    package init(reversing owners: [Int32], unknown: RowSet) {
        let count = unknown.rowCount
        var starts = [Int32](repeating: 0, count: count + 1)
        func leads(_ owner: Int32) -> Bool { owner >= 0 && !unknown.contains(Int(owner)) }
        for owner in owners where leads(owner) { starts[Int(owner) + 1] += 1 }
        for row in 0..<count { starts[row + 1] += starts[row] }
        var next = starts
        var rows = [Int32](repeating: 0, count: Int(starts[count]))
        for (target, owner) in owners.enumerated() where leads(owner) {
            rows[Int(next[Int(owner)])] = Int32(truncatingIfNeeded: target)
            next[Int(owner)] += 1
        }
        form = .many(starts: starts, rows: rows, unknown: unknown)
    }

    /// How many rows it speaks of.
    package var count: Int {
        switch form {
        case .one(let rows): rows.count
        case .many(_, _, let unknown): unknown.rowCount
        }
    }

    /// For each row the one that it leads to, or `nowhere`; `nil` where it may lead to several.
    package var one: [Int32]? {
        if case .one(let rows) = form { rows } else { nil }
    }

    /// The rows that a row leads to; `nil` where that is not known, and where a relation to one row leads
    /// nowhere: both are null to a policy.
    package subscript(row: Int) -> [Int]? {
        switch form {
        case .one(let rows): return rows[row] < 0 ? nil : [Int(rows[row])]
        case .many(let starts, let rows, let unknown):
            guard !unknown.contains(row) else { return nil }
            return rows[Int(starts[row])..<Int(starts[row + 1])].map(Int.init)
        }
    }

    /// The rows that lead to one of some rows.
    package func rows(leadingTo targets: RowSet) -> RowSet {
        var found = RowSet(rowCount: count)
        switch form {
        case .one(let rows):
            for (row, target) in rows.enumerated()
            where target >= 0 && targets.contains(Int(target)) {
                found.insert(row)
            }
        case .many(let starts, let rows, _):
            for row in 0..<count {
                let reached = rows[Int(starts[row])..<Int(starts[row + 1])]
                if reached.contains(where: { targets.contains(Int($0)) }) { found.insert(row) }
            }
        }
        return found
    }
}
