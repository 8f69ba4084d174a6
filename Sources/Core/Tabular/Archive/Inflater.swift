import CZlib

/// Unpacks one stream of the deflate method (RFC 1951).
final class Inflater {
    // On the heap: zlib refuses a stream that has moved.
    private let stream: UnsafeMutablePointer<z_stream>

    /// What one step has done.
    struct Step {
        /// Bytes taken from the input.
        let taken: Int
        /// Bytes written to the output.
        let made: Int
        /// Whether the stream says that it ends here.
        let isAtEnd: Bool
    }

    /// - Throws: `tooLarge` where there is no memory for it.
    init() throws(TabularError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // Negative: no zlib header, as in archives.
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(stream, -MAX_WBITS, ZLIB_VERSION, size) == Z_OK else {
            stream.deallocate()
            throw TabularError(.tooLarge, line: nil, "there is no memory to unpack the archive")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Unpacks as much as fits.
    ///
    /// - Returns: what was done; `nil` for damaged bytes.
    func step(
        _ input: UnsafeMutableRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer
    ) -> Step? {
        stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(output.count)
        let status = inflate(stream, Z_NO_FLUSH)
        // No progress is no damage: there was no input, or no room.
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { return nil }
        return Step(
            taken: input.count - Int(stream.pointee.avail_in),
            made: output.count - Int(stream.pointee.avail_out),
            isAtEnd: status == Z_STREAM_END
        )
    }
}

/// How large some bytes are, and their CRC-32: those of equal files are equal.
package struct Fingerprint: Hashable, Sendable {
    private let count: Int
    private let sum: UInt32

    /// Reads all bytes of a source.
    ///
    /// - Throws: what the source throws.
    package init(_ source: any ByteSource) throws(TabularError) {
        let block = 1 << 20
        var sum: UInt32 = 0
        for start in stride(from: 0, to: source.count, by: block) {
            var bytes = try source.bytes(in: start..<start + block)
            bytes.withUnsafeMutableBytes { sum = checksum(sum, $0) }
        }
        count = source.count
        self.sum = sum
    }
}

/// The CRC-32 of bytes that follow others.
///
/// - Parameters:
///   - checksum: that of the bytes before; 0 at the beginning.
///   - bytes: what follows.
/// - Returns: the checksum of all.
func checksum(_ checksum: UInt32, _ bytes: UnsafeMutableRawBufferPointer) -> UInt32 {
    guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else {
        return checksum
    }
    return UInt32(truncatingIfNeeded: crc32(UInt(checksum), start, UInt32(bytes.count)))
}
