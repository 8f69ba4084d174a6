/// The content of a TZif file (RFC 8536 §3), version 1 to 4.
struct ZoneFile {
    /// More than any real zone has.
    static let maximumTransitions = 10_000

    private(set) var transitions: [Int64] = []
    private(set) var offsets: [Int] = []
    private(set) var firstOffset = 0
    private(set) var rule: ZoneRule?

    init?(_ bytes: [UInt8]) {
        var reader = Reader(bytes: bytes)
        guard let first = Header(&reader) else { return nil }
        guard first.version >= 2 else {
            guard readBody(&reader, first, wordSize: 4) else { return nil }
            return
        }
        // Version 2 repeats everything with 64-bit times; the first block is there for old readers.
        reader.position += first.bodySize(wordSize: 4)
        guard let second = Header(&reader), readBody(&reader, second, wordSize: 8) else {
            return nil
        }
        rule = ZoneRule(posix: reader.footer())
    }

    private mutating func readBody(_ reader: inout Reader, _ header: Header, wordSize: Int) -> Bool
    {
        guard header.times <= Self.maximumTransitions, header.types >= 1,
            reader.has(header.bodySize(wordSize: wordSize))
        else { return false }
        transitions = (0..<header.times).map { _ in reader.integer(wordSize) }
        let indexes = (0..<header.times).map { _ in Int(reader.byte()) }
        var types: [Int] = []
        for _ in 0..<header.types {
            types.append(Int(reader.integer(4)))
            reader.position += 2
        }
        reader.position +=
            header.characters + header.leaps * (wordSize + 4) + header.standards + header.universals
        guard indexes.allSatisfy({ $0 < types.count }),
            zip(transitions, transitions.dropFirst()).allSatisfy({ $0 < $1 })
        else { return false }
        offsets = indexes.map { types[$0] }
        firstOffset = types[0]
        return true
    }

    private struct Header {
        let version: Int
        let universals, standards, leaps, times, types, characters: Int

        init?(_ reader: inout Reader) {
            guard reader.has(44), reader.text(4) == "TZif" else { return nil }
            let mark = reader.byte()
            version = mark == 0 ? 1 : Int(mark) - 0x30
            reader.position += 15
            let counts = (0..<6).map { _ in Int(reader.integer(4)) }
            guard counts.allSatisfy({ (0...1_000_000).contains($0) }) else { return nil }
            (universals, standards, leaps) = (counts[0], counts[1], counts[2])
            (times, types, characters) = (counts[3], counts[4], counts[5])
        }

        func bodySize(wordSize: Int) -> Int {
            times * (wordSize + 1) + types * 6 + characters + leaps * (wordSize + 4) + standards
                + universals
        }
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        func has(_ count: Int) -> Bool { count >= 0 && count <= bytes.count - position }

        mutating func byte() -> UInt8 {
            defer { position += 1 }
            return bytes[position]
        }

        mutating func text(_ count: Int) -> String {
            defer { position += count }
            return String(decoding: bytes[position..<position + count], as: UTF8.self)
        }

        /// A big-endian two's complement number.
        mutating func integer(_ size: Int) -> Int64 {
            var value: UInt64 = bytes[position] >= 0x80 ? .max : 0
            for _ in 0..<size { value = value << 8 | UInt64(byte()) }
            return Int64(bitPattern: value)
        }

        /// The text between the two line ends that close the file.
        func footer() -> String {
            guard position < bytes.count, bytes[position] == 0x0A else { return "" }
            let rest = bytes[(position + 1)...].prefix { $0 != 0x0A }
            return String(decoding: rest, as: UTF8.self)
        }
    }
}
