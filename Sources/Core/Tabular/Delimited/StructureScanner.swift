import CScan

/// Finds the next byte that ends a stretch of ordinary bytes.
struct StructureScanner {
    static let quote = UInt8(ascii: "\"")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")

    let delimiter: UInt8

    /// The index of the first delimiter, line end or NUL at or after `start`; `bytes.count` without any.
    func endOfBareStretch(_ bytes: Span<UInt8>, from start: Int) -> Int {
        end(of: bytes, from: start, delimiter)
    }

    /// The index of the first quote, line end or NUL at or after `start`; `bytes.count` without any.
    func endOfQuotedStretch(_ bytes: Span<UInt8>, from start: Int) -> Int {
        end(of: bytes, from: start, Self.quote)
    }

    private func end(of bytes: Span<UInt8>, from start: Int, _ stop: UInt8) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress, start < bytes.count else { return bytes.count }
            return start + scan_stretch(base + start, bytes.count - start, stop)
        }
    }
}
