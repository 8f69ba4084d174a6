// The inner loop of reading: everything else looks only at the few bytes found here. A scanner that
// compares many bytes at once takes the place of these two functions and of nothing else.

/// Finds the next byte that ends a stretch of ordinary bytes.
struct StructureScanner {
    static let quote = UInt8(ascii: "\"")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")

    let delimiter: UInt8

    /// The index of the first delimiter, line end or NUL at or after `start`; `bytes.count` without any.
    func endOfBareStretch(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            // The line ends and NUL are all below 0x0E, so ordinary text costs two comparisons.
            if byte == delimiter || byte < 0x0E && isBreak(byte) { break }
            index += 1
        }
        return index
    }

    /// The index of the first quote, line end or NUL at or after `start`; `bytes.count` without any.
    func endOfQuotedStretch(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte == Self.quote || byte < 0x0E && isBreak(byte) { break }
            index += 1
        }
        return index
    }

    private func isBreak(_ byte: UInt8) -> Bool {
        byte == Self.lineFeed || byte == Self.carriageReturn || byte == 0
    }
}
