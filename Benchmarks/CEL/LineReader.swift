import CivilTime
import Columns

/// Reads lines of cells with commas between them.
struct LineReader {
    private let octets: [UInt8]
    private var place = 0

    init(_ octets: [UInt8]) { self.octets = octets }

    /// One cell of a line.
    struct Part {
        let octets: ArraySlice<UInt8>

        var text: String { String(decoding: octets, as: UTF8.self) }

        /// The cell as a value; `nil` where it is none of the type.
        func cell(_ type: CellType) -> Cell? {
            guard !octets.isEmpty else { return .null }
            switch type {
            case .text: return .text(text)
            case .int: return number.map(Cell.int)
            case .num: return Double(text).map(Cell.num)
            case .bool: return .bool(octets.first == UInt8(ascii: "t"))
            case .instant: return instant.map(Cell.instant)
            case .day, .list, .days: return nil
            }
        }

        private var number: Int? {
            var value = 0
            for octet in octets {
                guard (0x30...0x39).contains(octet) else { return nil }
                value = value * 10 + Int(octet - 0x30)
            }
            return value
        }

        /// All instants of the table are midnights.
        private var instant: Instant? {
            func number(_ range: Range<Int>) -> Int {
                octets.dropFirst(range.lowerBound).prefix(range.count).reduce(0) {
                    $0 * 10 + Int($1) - 0x30
                }
            }
            guard octets.count == 20 else { return nil }
            return Day(year: number(0..<4), month: number(5..<7), day: number(8..<10))
                .map { Instant($0) }
        }
    }

    /// The cells of the next line; `nil` after the last.
    mutating func line() -> [Part]? {
        guard place < octets.count else { return nil }
        var cells: [Part] = []
        cells.reserveCapacity(16)
        var start = place
        while place < octets.count {
            let octet = octets[place]
            if octet == UInt8(ascii: ",") || octet == UInt8(ascii: "\n") {
                cells.append(Part(octets: octets[start..<place]))
                start = place + 1
            }
            place += 1
            if octet == UInt8(ascii: "\n") { break }
        }
        return cells
    }
}
