import CivilTime
import Columns

/// Writes rows as `StateColumns` reads them.
struct StateRowsWriter {
    private let names: [String]
    private var columns: [Column] = []
    private var identities: [Int64] = []
    private var rows: [Int32] = []

    /// No rows yet.
    ///
    /// - Parameter columns: the names; where rows have identities, `identity` is the first.
    init(columns: [String]) { names = columns }

    /// How many rows there are.
    var count: Int { rows.count }

    /// Adds a row of some columns, which are the same for every row.
    mutating func append(identity: Int?, _ columns: [Column], row: Int) {
        if rows.isEmpty { self.columns = columns }
        if let identity { identities.append(Int64(identity)) }
        rows.append(Int32(truncatingIfNeeded: row))
    }

    /// The body.
    var bytes: [UInt8] {
        var bytes = [StateColumns.format]
        Facts.append(UInt32(rows.count), to: &bytes)
        Facts.append(UInt16(truncatingIfNeeded: names.count), to: &bytes)
        let hasIdentities = names.first == "identity" && names.count == columns.count + 1
        if hasIdentities || columns.isEmpty, let name = names.first {
            // Identity 0 is that of nobody.
            write(name, .whole, identities.map { $0 == 0 ? PackedNumbers.absent : $0 }, &bytes)
        }
        for (name, column) in zip(names.dropFirst(hasIdentities ? 1 : 0), columns) {
            write(name, column, &bytes)
        }
        return bytes
    }

    private func write(
        _ name: String,
        _ kind: StateColumns.Kind,
        _ numbers: [Int64],
        _ bytes: inout [UInt8]
    ) {
        Facts.append(name, to: &bytes)
        bytes.append(kind.rawValue)
        PackedNumbers.write(numbers, to: &bytes, isFirst: name == names.first)
    }

    private func write(_ name: String, _ column: Column, _ bytes: inout [UInt8]) {
        func numbers(_ number: (Int) -> Int64) -> [Int64] {
            rows.map { column.validity[Int($0)] ? number(Int($0)) : PackedNumbers.absent }
        }
        switch column.values {
        case .text(let texts): write(name, texts, &bytes)
        case .day(let days):
            write(name, .day, numbers { Int64(days[$0].daysSince1970) }, &bytes)
        case .instant(let instants):
            write(name, .instant, numbers { instants[$0].secondsSince1970 }, &bytes)
        case .int(let ints):
            write(name, .whole, numbers { Int64(ints[$0]) }, &bytes)
        case .num(let nums):
            let isWhole = rows.allSatisfy {
                !column.validity[Int($0)] || isWholeNumber(nums[Int($0)])
            }
            let stored = numbers {
                isWhole ? Int64(nums[$0]) : StateColumns.stored(nums[$0])
            }
            write(name, isWhole ? .whole : .number, stored, &bytes)
        case .bool, .list, .days, .daysOnDemand:
            var texts = CodedText()
            for row in rows {
                let cell = column[Int(row)]
                texts.append(cell.isNull ? nil : cellText(cell))
            }
            write(name, texts, Array(0..<Int32(texts.codes.count)), &bytes)
        }
    }

    private func write(_ name: String, _ texts: CodedText, _ bytes: inout [UInt8]) {
        write(name, texts, rows, &bytes)
    }

    /// Texts of some rows: only those that a row has, in the order in which they first come.
    private func write(
        _ name: String,
        _ texts: CodedText,
        _ rows: [Int32],
        _ bytes: inout [UInt8]
    ) {
        var places = texts.dictionary.map { $0.isEmpty ? PackedNumbers.absent : -1 }
        var used: [Int] = []
        let codes = rows.map { row -> Int64 in
            let code = texts.codes[Int(row)]
            guard code != CodedText.null else { return PackedNumbers.absent }
            if places[Int(code)] == -1 {
                places[Int(code)] = Int64(used.count)
                used.append(Int(code))
            }
            return places[Int(code)]
        }
        Facts.append(name, to: &bytes)
        bytes.append(StateColumns.Kind.text.rawValue)
        Facts.append(UInt32(used.count), to: &bytes)
        for code in used { Facts.append(texts.dictionary[code], to: &bytes) }
        PackedNumbers.write(codes, to: &bytes, isFirst: name == names.first)
    }
}

/// Whether a number can be kept as a whole one.
private func isWholeNumber(_ number: Double) -> Bool {
    Int64(exactly: number).map { abs($0) < 1 << 53 } ?? false
}
