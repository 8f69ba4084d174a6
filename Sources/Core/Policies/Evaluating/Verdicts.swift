import Columns

/// The rows of which a result is wanted whatever the verdict is.
package enum KeptRows: Sendable {
    /// Every row.
    case all
    /// Some rows, such as those that alerts stand on.
    case only(Set<Int>)

    /// Where evidence is wanted: who asks for every row shows them to a person.
    var evidence: EvidenceReach {
        switch self {
        case .all: .standing
        case .only: .proposals
        }
    }

    /// The rows as a set; `nil` for every row.
    func set(of rowCount: Int) -> RowSet? {
        switch self {
        case .all: nil
        case .only(let rows):
            RowSet(rowCount: rowCount, rows.filter { (0..<rowCount).contains($0) })
        }
    }
}

/// What a policy says of the rows of its table.
package struct Verdicts: Sendable {
    /// The results that were kept, in the order of the table.
    package internal(set) var results: [RowResult] = []
    /// How many other rows are no subject of the policy.
    package private(set) var notMatched = 0
    /// How many other rows an exception leaves alone.
    package private(set) var excepted = 0
    /// How many other rows lack history.
    package private(set) var notReady = 0
    /// How many other rows are clear.
    package private(set) var clear = 0

    /// Of how many rows there is no result.
    package var passedOver: Int { notMatched + excepted + notReady + clear }

    init() {}

    /// Notes rows of which nothing more is kept.
    mutating func count(_ ruling: Ruling, _ rows: Int) {
        switch ruling {
        case .notMatched, .disabled: notMatched += rows
        case .excepted: excepted += rows
        case .notReady: notReady += rows
        case .clear: clear += rows
        case .undecidedOverride, .contradiction, .undecidedMatch, .stale, .undecided, .holds: break
        }
    }
}
