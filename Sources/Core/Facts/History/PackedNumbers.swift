// Whole numbers of a column, some absent, in as few bytes each as their span needs. In a kept body:
// the smallest number (8 bytes), the width (0, 1, 2, 4 or 8), then one number of that width a row:
// 0 where the row has none, else its distance from the smallest and 1. All is little-endian.

/// Whole numbers, one a row, as they lie in a body.
struct PackedNumbers: Sendable {
    /// What stands for an absent number before packing.
    static let absent = Int64.min

    private let bytes: [UInt8]
    private let smallest: Int64
    private let width: Int
    private let start: Int
    /// How many rows there are.
    let count: Int

    /// Reads the numbers at a place; `nil` where the bytes end before them.
    init?(_ reader: inout BodyReader, count: Int) {
        guard let smallest = reader.number(Int64.self), let width = reader.number(UInt8.self),
            [0, 1, 2, 4, 8].contains(width), let range = reader.skip(count, by: Int(width))
        else { return nil }
        bytes = reader.bytes
        self.smallest = smallest
        self.width = Int(width)
        start = range.lowerBound
        self.count = count
    }

    /// Adds numbers to a body; those of the first column have a byte a row at least, so that a body is
    /// never smaller than its count of rows.
    static func write(_ numbers: [Int64], to bytes: inout [UInt8], isFirst: Bool) {
        var (low, high) = (Int64.max, absent)
        for number in numbers where number != absent {
            low = Swift.min(low, number)
            high = Swift.max(high, number)
        }
        guard low <= high else {
            append(Int64(0), to: &bytes)
            bytes.append(isFirst ? 1 : 0)
            if isFirst { bytes.append(contentsOf: repeatElement(0, count: numbers.count)) }
            return
        }
        let span = UInt64(bitPattern: high &- low) + 1
        append(low, to: &bytes)
        func write<Word: FixedWidthInteger>(_ type: Word.Type) {
            bytes.append(UInt8(Word.bitWidth / 8))
            bytes.reserveCapacity(bytes.count + numbers.count * Word.bitWidth / 8)
            for number in numbers {
                let distance = number == absent ? 0 : UInt64(bitPattern: number &- low) + 1
                append(Word(truncatingIfNeeded: distance), to: &bytes)
            }
        }
        switch span {
        case ...UInt64(UInt8.max): write(UInt8.self)
        case ...UInt64(UInt16.max): write(UInt16.self)
        case ...UInt64(UInt32.max): write(UInt32.self)
        default: write(UInt64.self)
        }
    }

    /// All rows, each made of its number; `nil` stands for one that is absent.
    func map<Value>(_ make: (Int64?) -> Value) -> [Value] {
        switch width {
        case 1: map(UInt8.self, make)
        case 2: map(UInt16.self, make)
        case 4: map(UInt32.self, make)
        case 8: map(UInt64.self, make)
        default: Array(repeating: make(nil), count: count)
        }
    }

    private func map<Word: FixedWidthInteger, Value>(
        _ type: Word.Type,
        _ make: (Int64?) -> Value
    ) -> [Value] {
        bytes.withUnsafeBytes { bytes in
            (0..<count).map { row in
                let place = start + row * (Word.bitWidth / 8)
                let word = Word(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: type))
                guard word != 0 else { return make(nil) }
                // Wrong bytes give wrong numbers and never a trap.
                return make(smallest &+ Int64(bitPattern: UInt64(truncatingIfNeeded: word) &- 1))
            }
        }
    }
}

/// Reads a body from its beginning.
struct BodyReader {
    /// The whole body.
    let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next number; `nil` where the bytes end before it.
    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        guard let range = skip(1, by: Number.bitWidth / 8) else { return nil }
        return bytes.withUnsafeBytes {
            Number(littleEndian: $0.loadUnaligned(fromByteOffset: range.lowerBound, as: type))
        }
    }

    /// The next text with its length before it; `nil` where the bytes end before it.
    mutating func text() -> String? {
        guard let length = number(UInt32.self), let range = skip(Int(length), by: 1) else {
            return nil
        }
        return String(decoding: bytes[range], as: UTF8.self)
    }

    /// Passes over some elements of a width; `nil` where the bytes end before them.
    mutating func skip(_ count: Int, by width: Int) -> Range<Int>? {
        let (length, isTooLong) = count.multipliedReportingOverflow(by: width)
        guard !isTooLong, length <= bytes.count - position else { return nil }
        defer { position += length }
        return position..<position + length
    }
}

/// Adds a number to a body.
func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
}

/// Adds a text to a body, its length before it.
func append(_ text: String, to bytes: inout [UInt8]) {
    append(UInt32(text.utf8.count), to: &bytes)
    bytes.append(contentsOf: text.utf8)
}
