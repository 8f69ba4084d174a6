package import CivilTime

/// When an export was made (facts.md, section 2).
///
/// - Parameters:
///   - sidecar: what is stated; counts before everything else.
///   - fileName: a date `YYYY-MM-DD` in it means midnight UTC after that day; of several the latest, since
///     names like `usage_2026-01-01_2026-06-30.csv` state a range.
///   - modified: when the file was last changed.
/// - Returns: the moment, from the first of these that is there.
package func exportedAt(sidecar: Sidecar?, fileName: String, modified: Instant) -> Instant {
    if let stated = sidecar?.exportedAt { return stated }
    guard let day = days(in: fileName).max() else { return modified }
    return Instant(day.adding(1))
}

private func days(in name: String) -> [Day] {
    let bytes = Array(name.utf8)
    let width = 10
    guard bytes.count >= width else { return [] }
    func isDigit(_ index: Int) -> Bool {
        bytes.indices.contains(index) && (0x30...0x39).contains(bytes[index])
    }
    return (0...bytes.count - width).compactMap { start in
        // Digits around it belong to a longer number.
        guard !isDigit(start - 1), !isDigit(start + width) else { return nil }
        return Day(String(decoding: bytes[start..<start + width], as: UTF8.self))
    }
}
