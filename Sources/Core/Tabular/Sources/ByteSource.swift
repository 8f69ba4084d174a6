/// Bytes that can be read at any place: those of an open file, or of memory.
///
/// Readers take blocks in turn and hold no more than they need, so that the size of a file is no size of
/// memory.
package protocol ByteSource: Sendable {
    /// How many bytes there are.
    var count: Int { get }

    /// Reads from a place on.
    ///
    /// Several threads may read at the same time.
    ///
    /// - Parameters:
    ///   - offset: from 0 to `count`.
    ///   - buffer: where the bytes go.
    /// - Returns: how many were read: fewer than the buffer holds only at the end.
    /// - Throws: `unreadable` where the disk fails; that says nothing of the text.
    func read(
        at offset: Int,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(TabularError) -> Int
}

extension ByteSource {
    /// All bytes, for files that are small by their nature.
    ///
    /// - Throws: `unreadable`.
    package func contents() throws(TabularError) -> [UInt8] { try bytes(in: 0..<count) }

    /// Some of the bytes; fewer where the range goes beyond the end.
    ///
    /// - Throws: `unreadable`.
    package func bytes(in range: Range<Int>) throws(TabularError) -> [UInt8] {
        let range = range.clamped(to: 0..<count)
        var failure: TabularError?
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            let room = UnsafeMutableRawBufferPointer(
                rebasing: UnsafeMutableRawBufferPointer(buffer)[..<range.count]
            )
            do throws(TabularError) {
                filled = try fill(room, at: range.lowerBound)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Reads until a buffer is full or the bytes end.
    ///
    /// - Parameters:
    ///   - buffer: where the bytes go.
    ///   - offset: where they begin.
    /// - Returns: how many were read.
    /// - Throws: `unreadable`.
    package func fill(
        _ buffer: UnsafeMutableRawBufferPointer,
        at offset: Int
    ) throws(TabularError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let read = try read(at: offset + filled, into: rest)
            if read == 0 { break }
            filled += read
        }
        return filled
    }
}

/// The bytes of an array.
package struct MemorySource: ByteSource {
    private let bytes: [UInt8]

    /// The bytes of an array.
    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// How many bytes there are.
    package var count: Int { bytes.count }

    /// Copies from a place on; nothing can fail.
    package func read(
        at offset: Int,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(TabularError) -> Int {
        let count = Swift.min(buffer.count, bytes.count - offset)
        guard count > 0 else { return 0 }
        bytes.withUnsafeBytes { source in
            buffer.copyMemory(
                from: UnsafeRawBufferPointer(rebasing: source[offset..<offset + count])
            )
        }
        return count
    }
}
