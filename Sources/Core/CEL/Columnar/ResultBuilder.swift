import CivilTime
import Columns

/// Collects the values of a plan's root, batch by batch.
struct ResultBuilder {
    private let kind: Node.Kind
    private let rowCount: Int
    /// Rows where it is true, where it is null and where it is an error.
    private(set) var holds: [UInt64]
    private var absent: [UInt64]
    private(set) var failed: [UInt64]
    private var wide: [Int64] = []
    private var narrow: [UInt32] = []
    private var values: [Value] = []

    init(_ kind: Node.Kind, rowCount: Int) {
        self.kind = kind
        self.rowCount = rowCount
        let words = Array<UInt64>(repeating: 0, count: (rowCount + 63) / 64)
        (holds, absent, failed) = (words, words, words)
        switch kind {
        case .bool: break
        case .text: narrow = Array(repeating: TextDomain.null, count: rowCount)
        case .day: narrow = Array(repeating: 0, count: rowCount)
        case .any: values = Array(repeating: .null, count: rowCount)
        default: wide = Array(repeating: 0, count: rowCount)
        }
    }

    // MARK: Taking in

    /// Takes in the values of a batch.
    mutating func add(_ vector: Vector, _ batch: Batch) {
        if case .text = kind {
            addCodes(vector.of(UInt32.self), batch)
        } else {
            switch kind.width {
            case 1: addTruth(vector, batch)
            case 4: copy(vector.of(UInt32.self), &narrow, batch)
            default: copy(vector.of(Int64.self), &wide, batch)
            }
            if let flags = vector.flags {
                collect(flags, shift: 0, &absent, batch)
                collect(flags, shift: 1, &failed, batch)
            }
        }
    }

    private mutating func addTruth(_ vector: Vector, _ batch: Batch) {
        collect(vector.bytes, shift: 0, &holds, batch)
    }

    private mutating func addCodes(_ codes: UnsafePointer<UInt32>, _ batch: Batch) {
        copy(codes, &narrow, batch)
        for place in 0..<batch.count where codes[place] >= TextDomain.failed {
            let row = batch.row(at: place)
            narrow[row] = TextDomain.null
            if codes[place] == TextDomain.null { set(&absent, row) } else { set(&failed, row) }
        }
    }

    /// Sets the bits of rows whose octet has a bit.
    private func collect(
        _ octets: UnsafePointer<UInt8>,
        shift: UInt64,
        _ words: inout [UInt64],
        _ batch: Batch
    ) {
        var start = 0
        if batch.list == nil {
            while start + 64 <= batch.count {
                words[(batch.base + start) / 64] = Kernel.pack(octets + start, shift: shift)
                start += 64
            }
        }
        for place in start..<batch.count where octets[place] >> UInt8(shift) & 1 == 1 {
            set(&words, batch.row(at: place))
        }
    }

    private func set(_ words: inout [UInt64], _ row: Int) {
        words[row >> 6] |= 1 << UInt64(row & 63)
    }

    private func copy<Element>(
        _ from: UnsafePointer<Element>,
        _ to: inout [Element],
        _ batch: Batch
    ) {
        to.withUnsafeMutableBufferPointer { to in
            guard let target = to.baseAddress else { return }
            if let list = batch.list {
                for place in 0..<batch.count { target[Int(list[place])] = from[place] }
            } else {
                (target + batch.base).update(from: from, count: batch.count)
            }
        }
    }

    /// Takes in a value of any kind; `nil` where it is an error.
    mutating func add(_ value: Value?, row: Int) {
        guard let value else { return set(&failed, row) }
        if case .bool(true) = value { set(&holds, row) }
        values[row] = value
    }

    // MARK: The result

    /// Values by row, of the rows that have one.
    func storage(_ rows: RowSet) -> ColumnarResult.Storage {
        let null = RowSet(rowCount: rowCount, words: absent)
        if kind == .bool { return .truth(absent: null.intersection(rows)) }
        let validity = Validity(words: rows.subtracting(null).words, count: rowCount)
        func column(_ values: Column.Values) -> ColumnarResult.Storage {
            .column(Column("", values, validity))
        }
        switch kind {
        case .bool, .any: return .values(values)
        case .int: return column(.int(wide.map(Int.init)))
        case .double: return column(.num(wide.map { Double(bitPattern: UInt64(bitPattern: $0)) }))
        case .day:
            return column(.day(narrow.map { Day(daysSince1970: Int32(bitPattern: $0)) }))
        case .moment:
            return column(.instant(wide.map { Instant(secondsSince1970: $0) }))
        case .text(let domain):
            return column(.text(texts(domain, of: rows.subtracting(null))))
        case .uint: return .values(wide.map { .uint(UInt64(bitPattern: $0)) }, nulls: null)
        case .length:
            return .values(wide.map { .duration(TimeLength(nanoseconds: $0)) }, nulls: null)
        }
    }

    private func texts(_ domain: TextDomain, of rows: RowSet) -> CodedText {
        var codes = narrow
        // What stands in other rows is no code of a text.
        for row in RowSet(all: rowCount).subtracting(rows) { codes[row] = TextDomain.null }
        if domain.isDistinct { return CodedText(codes: codes, dictionary: domain.texts) }
        let distinct = TextDomain()
        let others = domain.texts.map { distinct.code(of: $0) }
        return CodedText(
            codes: codes.map { $0 == TextDomain.null ? $0 : others[Int($0)] },
            dictionary: distinct.texts
        )
    }
}

extension ColumnarResult.Storage {
    fileprivate static func values(_ values: [Value], nulls: RowSet) -> ColumnarResult.Storage {
        var values = values
        for row in nulls { values[row] = .null }
        return .values(values)
    }
}
