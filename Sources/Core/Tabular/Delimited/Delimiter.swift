/// What stands between the cells of a row.
package enum Delimiter: UInt8, CaseIterable, Hashable, Sendable {
    /// The delimiters that a list separator of some regional setting makes; of equally frequent ones
    /// the first counts.
    case comma = 0x2C
    case semicolon = 0x3B
    case tab = 0x09

    /// Decides from a header line: the delimiter that occurs most often outside quotes.
    ///
    /// - Parameters:
    ///   - bytes: a text.
    ///   - start: where the header line, or empty lines before it, begin.
    ///   - isLast: whether the text ends with `bytes`.
    ///   - stated: the delimiter that a line before the header states; counts where the header has it.
    /// - Returns: the delimiter; `nil` when the line does not end in `bytes`, so that more is needed.
    static func detect(
        _ bytes: Span<UInt8>,
        from start: Int,
        isLast: Bool,
        stated: Delimiter? = nil
    ) -> Delimiter? {
        var counts = [Int](repeating: 0, count: allCases.count)
        var isQuoted = false
        var hasBegun = false
        var isComplete = isLast
        for index in start..<bytes.count {
            let byte = bytes[index]
            let isLineEnd =
                byte == StructureScanner.lineFeed || byte == StructureScanner.carriageReturn
            if isLineEnd && !isQuoted {
                if !hasBegun { continue }
                isComplete = true
                break
            }
            hasBegun = true
            if byte == StructureScanner.quote {
                isQuoted.toggle()
            } else if !isQuoted, let position = allCases.firstIndex(where: { $0.rawValue == byte })
            {
                counts[position] += 1
            }
        }
        guard isComplete else { return nil }
        if let stated, let position = allCases.firstIndex(of: stated), counts[position] > 0 {
            return stated
        }
        let most = counts.max() ?? 0
        return counts.firstIndex(of: most).map { allCases[$0] }
    }
}
