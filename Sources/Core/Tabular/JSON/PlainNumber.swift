/// The shortest decimal that reads back as the same number, whole numbers without a point.
///
/// - Returns: `12`, `0.1`, `1e+21`; `nan` and `inf` for what is no number.
package func plainNumber(_ number: Double) -> String {
    // Beyond 2^53 a double no longer tells neighbouring whole numbers apart.
    if number == number.rounded(), number.magnitude < 9_007_199_254_740_992 {
        return String(Int64(number))
    }
    return number.description
}
