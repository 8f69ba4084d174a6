/// A zip archive whose entries are not packed.
struct StoredArchive {
    private var entries: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// Adds a file.
    mutating func add(_ name: String, _ content: [UInt8]) {
        let name = Array(name.utf8)
        let sum = checksum(content)
        // What the entry and its line in the directory have in common: version, flags, method, time.
        var common = little(20, 2) + little(0, 2) + little(0, 2) + little(0, 2) + little(33, 2)
        common += little(sum, 4) + little(content.count, 4) + little(content.count, 4)
        common += little(name.count, 2) + little(0, 2)
        directory += little(0x0201_4B50, 4) + little(20, 2) + common
        directory += little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4)
        directory += little(entries.count, 4) + name
        entries += little(0x0403_4B50, 4) + common + name + content
        count += 1
    }

    /// The archive.
    var bytes: [UInt8] {
        entries + directory + little(0x0605_4B50, 4) + little(0, 4) + little(count, 2)
            + little(count, 2) + little(directory.count, 4) + little(entries.count, 4)
            + little(0, 2)
    }
}

private func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}

/// CRC-32 as zip has it.
private func checksum(_ bytes: [UInt8]) -> Int {
    var sum: UInt32 = .max
    for byte in bytes { sum = table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ (sum >> 8) }
    return Int(~sum)
}

private let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { sum, _ in sum & 1 == 0 ? sum >> 1 : 0xEDB8_8320 ^ (sum >> 1) }
}
