/// What a condition came to in all rows.
struct Answer {
    private var holds = 0
    private var failed = 0
    private var sum: UInt32 = .max

    /// What a condition comes to in a row.
    enum Outcome: UInt8 {
        case isFalse, isTrue, isError
    }

    /// Takes in the next row.
    mutating func add(_ outcome: Outcome) {
        switch outcome {
        case .isFalse: break
        case .isTrue: holds += 1
        case .isError: failed += 1
        }
        let place = UInt8(truncatingIfNeeded: sum) ^ outcome.rawValue
        sum = sum >> 8 ^ Answer.table[Int(place)]
    }

    /// Members of a JSON object; the hash is the CRC-32 of an octet for each row.
    var json: String {
        let hash = String(~sum, radix: 16)
        let zeros = String(repeating: "0", count: 8 - hash.count)
        return "\"true\": \(holds), \"errors\": \(failed), \"hash\": \"\(zeros)\(hash)\""
    }

    private static let table = (0..<256).map { place -> UInt32 in
        (0..<8).reduce(UInt32(place)) { sum, _ in
            sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1
        }
    }
}
