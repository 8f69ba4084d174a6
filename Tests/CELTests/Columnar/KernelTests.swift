import Testing

@testable import CEL

@Suite struct KernelTests {
    /// Around the borders of what the fast loop takes: half of the bits, and the root of the largest.
    private static let factors: [Int64] = [
        0, 1, -1, 2_147_483_647, 2_147_483_648, -2_147_483_648, -2_147_483_649, 3_037_000_499,
        3_037_000_500, -3_037_000_500, 4_294_967_296, 6_074_001_000, .max, .min,
    ]

    @Test(arguments: factors, factors)
    func `a product is the one of the numbers, or an error`(a: Int64, b: Int64) {
        let (expected, overflows) = a.multipliedReportingOverflow(by: b)
        var (product, flag): (Int64, UInt8) = (0, 0)
        // One pair at a time: a large number beside it would lead into the slow loop.
        let hasErrors = Kernel.ints(.multiply, 1, [a], [b], &product, &flag)
        #expect(hasErrors == overflows)
        if overflows { #expect(flag == Flag.failed) } else { #expect(product == expected) }
    }
}
