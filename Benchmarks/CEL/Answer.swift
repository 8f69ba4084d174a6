import CEL
import Columns

/// What a condition comes to in all rows, in a form that other programs can make too.
struct Answer {
    /// In how many rows it is true.
    private(set) var count = 0
    /// In how many it is an error.
    private(set) var failed = 0
    /// CRC-32 (as zlib has it) over one octet a row: 0 false, 1 true, 2 an error.
    private var sum: UInt32 = ~0

    /// The answer of a condition over a number of rows.
    init(_ result: ColumnarResult, rowCount: Int) {
        var outcomes = [UInt8](repeating: 0, count: rowCount)
        for row in result.holds { outcomes[row] = 1 }
        for row in result.failed { outcomes[row] = 2 }
        count = result.holds.count
        failed = result.failed.count
        for outcome in outcomes { add(outcome) }
    }

    /// Nothing yet.
    init() {}

    /// Adds what it comes to in the next row.
    mutating func add(_ outcome: Result<Value, EvaluationError>) {
        switch outcome {
        case .success(.bool(true)):
            count += 1
            add(1)
        case .success: add(0)
        case .failure:
            failed += 1
            add(2)
        }
    }

    private mutating func add(_ octet: UInt8) {
        sum = Self.table[Int(UInt8(truncatingIfNeeded: sum) ^ octet)] ^ sum >> 8
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { sum, _ in sum & 1 == 0 ? sum >> 1 : 0xEDB8_8320 ^ sum >> 1 }
    }

    /// Members of a JSON object.
    var json: String {
        let digits = String(~sum, radix: 16)
        let hash = String(repeating: "0", count: 8 - digits.utf8.count) + digits
        return "\"true\": \(count), \"errors\": \(failed), \"hash\": \"\(hash)\""
    }
}
