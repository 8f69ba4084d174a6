/// How many steps, elements or octets there are at least and at most, known before the evaluation.
///
/// Sums and products stop at the largest number instead of overflowing: a bound that large is none.
package struct CostEstimate: Hashable, Sendable {
    /// What is needed even in the best case, where no part fails.
    package let minimum: Int
    /// What can be needed when every value is as large as it was declared.
    package let maximum: Int

    /// From one number to another; neither is negative.
    package init(_ minimum: Int, _ maximum: Int) {
        self.minimum = minimum
        self.maximum = Swift.max(minimum, maximum)
    }

    /// A number that is known.
    package init(_ exactly: Int) { self.init(exactly, exactly) }

    static let zero = CostEstimate(0)
    static let one = CostEstimate(1)

    static func + (a: CostEstimate, b: CostEstimate) -> CostEstimate {
        CostEstimate(saturated(a.minimum, plus: b.minimum), saturated(a.maximum, plus: b.maximum))
    }

    static func += (a: inout CostEstimate, b: CostEstimate) { a = a + b }

    static func * (a: CostEstimate, b: CostEstimate) -> CostEstimate {
        CostEstimate(
            saturated(a.minimum, times: b.minimum),
            saturated(a.maximum, times: b.maximum)
        )
    }

    static func / (a: CostEstimate, b: Int) -> CostEstimate {
        CostEstimate(a.minimum / b, a.maximum / b)
    }

    /// One or the other.
    func union(_ other: CostEstimate) -> CostEstimate {
        CostEstimate(Swift.min(minimum, other.minimum), Swift.max(maximum, other.maximum))
    }

    /// The same, which may also be nothing at all.
    var orNothing: CostEstimate { CostEstimate(0, maximum) }

    /// The same, but never more than a limit.
    func atMost(_ limit: Int) -> CostEstimate {
        CostEstimate(Swift.min(minimum, limit), Swift.min(maximum, limit))
    }
}

/// A sum that ends at the largest number.
func saturated(_ a: Int, plus b: Int) -> Int {
    let (sum, overflows) = a.addingReportingOverflow(b)
    return overflows ? .max : sum
}

/// A product that ends at the largest number.
func saturated(_ a: Int, times b: Int) -> Int {
    let (product, overflows) = a.multipliedReportingOverflow(by: b)
    return overflows ? .max : product
}
