/// The name that was probably meant, for messages that end in "did you mean …?".
///
/// - Parameters:
///   - written: what stands in the input.
///   - names: what could stand there.
/// - Returns: the nearest name by edit distance (Damerau, adjacent letters swapped count once); `nil`
///   when none is within a third of the length; of equally near ones the first by code point.
package func nearestName(to written: String, among names: some Sequence<String>) -> String? {
    let target = Array(written.lowercased().unicodeScalars)
    guard !target.isEmpty, target.count <= 64 else { return nil }
    let limit = max(1, (target.count + 1) / 3)
    var best: (distance: Int, name: String)?
    for name in names {
        let candidate = Array(name.lowercased().unicodeScalars)
        guard abs(candidate.count - target.count) <= limit else { continue }
        let distance = editDistance(target, candidate)
        guard distance <= limit else { continue }
        if let known = best, (known.distance, known.name) <= (distance, name) { continue }
        best = (distance, name)
    }
    return best?.name
}

private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 1...a.count {
        var row = [i]
        for j in 1...b.count {
            var cost = min(
                last[j] + 1,
                row[j - 1] + 1,
                last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
            )
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                cost = min(cost, beforeLast[j - 2] + 1)
            }
            row.append(cost)
        }
        beforeLast = last
        last = row
    }
    return last[b.count]
}
