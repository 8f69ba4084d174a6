import CEL
import Columns

/// What the resolver found about all rows of a policy's table: each row is in exactly one place, or in
/// none where the policy is disabled for it.
struct Resolution {
    /// The rows that have the same terms.
    struct Part {
        /// What the policy asks of them.
        let terms: Terms
        /// All of them.
        let rows: RowSet
        /// The rows that each ruling is about, in the order in which they were made.
        fileprivate(set) var rulings: [(ruling: Ruling, rows: RowSet)] = []
        /// The values of the steps of the rows that came so far; `nil` without steps.
        var steps: ColumnarResult?
        /// The rows that have another severity than the standard one.
        var severities: [(severity: Severity, rows: RowSet)] = []

        init(terms: Terms, rows: RowSet) {
            self.terms = terms
            self.rows = rows
        }

        /// How much a row matters.
        func severity(of row: Int) -> Severity {
            severities.first { $0.rows.contains(row) }?.severity ?? terms.severity.standard
        }

        /// Notes what decided some rows.
        mutating func note(_ ruling: Ruling, _ rows: RowSet) {
            if !rows.isEmpty { rulings.append((ruling, rows)) }
        }
    }

    /// A row of the table with what decided it.
    struct Place {
        let row: Int
        let part: Int
        let ruling: Ruling
    }

    /// The rows by their terms.
    private(set) var parts: [Part] = []

    /// Adds rows that are decided.
    mutating func add(_ part: Part) { parts.append(part) }

    /// What decided a row; `nil` where the policy is disabled for it.
    func place(of row: Int) -> Place? {
        for (number, part) in parts.enumerated() where part.rows.contains(row) {
            return part.rulings.first { $0.rows.contains(row) }.map {
                Place(row: row, part: number, ruling: $0.ruling)
            }
        }
        return nil
    }

    /// The rows on which an alert may stand and those that are kept in any case, in the order of the
    /// table; of all others how many there are.
    func places(keeping kept: RowSet?) -> (places: [Place], counts: [(ruling: Ruling, count: Int)])
    {
        var places: [Place] = []
        var counts: [(ruling: Ruling, count: Int)] = []
        for (number, part) in parts.enumerated() {
            for (ruling, rows) in part.rulings {
                var shown = rows
                if let kept, !ruling.mayStand { shown.formIntersection(kept) }
                for row in shown { places.append(Place(row: row, part: number, ruling: ruling)) }
                counts.append((ruling, rows.count - shown.count))
            }
        }
        return (places.sorted { $0.row < $1.row }, counts)
    }
}
