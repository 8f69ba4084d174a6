import CivilTime
import Glibc

/// Reads the cells of a text in turn; no cell has quotes.
struct CellReader {
    private let octets: UnsafeBufferPointer<UInt8>
    private var place = 0

    init(_ octets: UnsafeBufferPointer<UInt8>) { self.octets = octets }

    /// Whether another line follows.
    var isAtEnd: Bool { place >= octets.count }

    /// Goes behind the line that begins here.
    mutating func skipLine() { while !isAtEnd, next() != UInt8(ascii: "\n") {} }

    /// The octets of the next cell, which ends with a comma or the line.
    mutating func cell() -> UnsafeBufferPointer<UInt8> {
        let start = place
        while place < octets.count {
            let octet = octets[place]
            if octet == UInt8(ascii: ",") || octet == UInt8(ascii: "\n") { break }
            place += 1
        }
        let cell = UnsafeBufferPointer(rebasing: octets[start..<place])
        place += 1
        return cell
    }

    private mutating func next() -> UInt8 {
        place += 1
        return octets[place - 1]
    }

    // MARK: Values

    /// The next cell as a whole number that is not negative; `nil` for an empty one.
    mutating func number() -> Int? {
        let cell = cell()
        guard !cell.isEmpty else { return nil }
        return cell.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }

    /// The next cell as a number; `nil` for an empty one.
    mutating func decimal() -> Double? {
        let cell = cell()
        guard !cell.isEmpty else { return nil }
        var (digits, decimals, hasPoint) = (0, 0, false)
        for octet in cell {
            if octet == UInt8(ascii: ".") {
                hasPoint = true
            } else {
                digits = digits * 10 + Int(octet) - 0x30
                decimals += hasPoint ? 1 : 0
            }
        }
        // Both are doubles without loss, so that the quotient is the nearest one.
        guard cell.count <= 15 else { return Double(String(decoding: cell, as: UTF8.self)) }
        return Double(digits) / Self.powers[decimals]
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// The next cell as a truth value.
    mutating func bool() -> Bool { cell().first == UInt8(ascii: "t") }

    /// The next cell as a moment, which is a midnight.
    mutating func instant() -> Instant? {
        let cell = cell()
        guard cell.count == 20 else { return nil }
        func number(_ range: Range<Int>) -> Int {
            cell[range].reduce(0) { $0 * 10 + Int($1) - 0x30 }
        }
        return Day(year: number(0..<4), month: number(5..<7), day: number(8..<10)).map {
            Instant($0)
        }
    }
}
