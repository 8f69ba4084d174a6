/// The rows of which a result is wanted whatever the verdict is.
package enum KeptRows: Sendable {
    /// Every row.
    case all
    /// Some rows, such as those that alerts stand on.
    case only(Set<Int>)

    func contains(_ row: Int) -> Bool {
        switch self {
        case .all: true
        case .only(let rows): rows.contains(row)
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

    /// Notes a row of which nothing more is kept.
    mutating func count(_ verdict: Verdict) {
        switch verdict {
        case .notMatched: notMatched += 1
        case .excepted: excepted += 1
        case .notReady: notReady += 1
        case .clear: clear += 1
        case .unknown, .held, .holds: break
        }
    }
}
