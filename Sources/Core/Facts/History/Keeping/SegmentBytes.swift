// Segments are written as whole numbers of seven bits a byte, the least significant first, the highest
// bit of a byte saying that another follows (LEB128), beside words of eight bytes, the least significant
// first. The first byte of a segment is its format.

/// Why bytes are no segment; the state that holds them is damaged.
package struct SegmentError: Error, Hashable, Sendable {
    /// Which segment.
    package let segment: Segment.ID
}

/// Writes a segment.
struct SegmentWriter {
    /// The format of all segments so far.
    static let format: UInt8 = 1

    private(set) var bytes: [UInt8] = [Self.format]

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    mutating func number(_ value: Int) {
        var rest = UInt64(bitPattern: Int64(value))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A number that may be negative: the sign goes to the lowest bit.
    mutating func signed(_ value: Int) { number(value << 1 ^ (value >> 63)) }

    mutating func word(_ value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// A text, or none.
    mutating func text(_ text: String?) {
        guard let text else { return number(0) }
        number(text.utf8.count + 1)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func raw(_ raw: [UInt8]) {
        number(raw.count)
        bytes.append(contentsOf: raw)
    }
}

/// Reads a segment; whatever the bytes are, it ends in values or in an error.
struct SegmentReader {
    private let segment: Segment.ID
    private let bytes: [UInt8]
    private var position = 0

    init(_ segment: Segment) throws(SegmentError) {
        self.segment = segment.id
        bytes = segment.body
        guard bytes.first == SegmentWriter.format else { throw damaged }
        position = 1
    }

    var damaged: SegmentError { SegmentError(segment: segment) }
    var isAtEnd: Bool { position == bytes.count }

    mutating func number() throws(SegmentError) -> Int {
        var (value, shift): (UInt64, UInt64) = (0, 0)
        while position < bytes.count, shift < 64 {
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 {
                return Int(Int64(bitPattern: value))
            }
            shift += 7
        }
        throw damaged
    }

    /// A number from 0 to below a limit.
    mutating func number(below limit: Int) throws(SegmentError) -> Int {
        let value = try number()
        guard value >= 0, value < limit else { throw damaged }
        return value
    }

    /// A number of four bytes.
    mutating func small() throws(SegmentError) -> Int32 {
        Int32(try number(below: 1 << 31))
    }

    /// A number of four bytes that may be negative.
    mutating func signed() throws(SegmentError) -> Int32 {
        let value = try number()
        guard let small = Int32(exactly: value >> 1 ^ -(value & 1)) else { throw damaged }
        return small
    }

    mutating func word() throws(SegmentError) -> UInt64 {
        guard bytes.count - position >= 8 else { throw damaged }
        let value = bytes.withUnsafeBytes {
            $0.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        }
        position += 8
        return UInt64(littleEndian: value)
    }

    mutating func text() throws(SegmentError) -> String? {
        let count = try number(below: bytes.count - position + 2)
        guard count > 0 else { return nil }
        guard let text = String(validating: bytes[try slice(count - 1)], as: UTF8.self) else {
            throw damaged
        }
        return text
    }

    mutating func raw() throws(SegmentError) -> [UInt8] {
        Array(bytes[try slice(try number(below: bytes.count - position + 1))])
    }

    private mutating func slice(_ count: Int) throws(SegmentError) -> Range<Int> {
        guard count >= 0, count <= bytes.count - position else { throw damaged }
        defer { position += count }
        return position..<position + count
    }

    /// Requires that nothing follows.
    func finish() throws(SegmentError) {
        guard isAtEnd else { throw damaged }
    }
}
