import CivilTime
import Columns
import Exports

// The columns of an export as the history needs them: names as codes, identities as numbers of this
// file, days and numbers as they stand. Hot loops run over these and never over cells.

/// A column of texts: for each row the number of a distinct text.
struct TextColumn: Sendable {
    /// For each row an index into `shown`, or `CodedText.null`.
    let codes: [UInt32]
    /// The distinct texts as written.
    let shown: [String]
    /// The distinct texts folded.
    let folded: [String]
    /// Whether one of them is empty.
    private let hasBlanks: Bool

    init?(_ column: Column?) {
        guard let column, case .text(let text) = column.values else { return nil }
        codes = text.codes
        // A text that needs neither stays the one that the reader made: of a hundred thousand
        // addresses there is one copy.
        shown = text.dictionary.map { isTrimmed($0) ? $0 : trim($0) }
        folded = text.dictionary.map { foldQuickly($0) }
        hasBlanks = folded.contains(where: \.isEmpty)
    }

    /// The index of a row's text; `nil` where it has none.
    func index(_ row: Int) -> Int? {
        let code = codes[row]
        if code == CodedText.null || hasBlanks && folded[Int(code)].isEmpty { return nil }
        return Int(code)
    }

    /// The indices of all rows' texts; −1 where a row has none.
    var indices: [Int32] {
        codes.map { code in
            code == CodedText.null || hasBlanks && folded[Int(code)].isEmpty
                ? -1 : Int32(truncatingIfNeeded: code)
        }
    }

    /// A row's text as written.
    func text(_ row: Int) -> String? { index(row).map { shown[$0] } }

    /// A row's text folded.
    func foldedText(_ row: Int) -> String? { index(row).map { folded[$0] } }
}

/// Whether trimming changes nothing, as far as the ends tell at once.
private func isTrimmed(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return true }
    return (0x21..<0x7F).contains(first) && (0x21..<0x7F).contains(last)
}

/// A text folded; most need little, which their bytes tell at once.
func foldQuickly(_ text: String) -> String {
    guard isTrimmed(text) else { return fold(text) }
    var isLower = true
    for byte in text.utf8 {
        if byte >= 0x80 { return fold(text) }
        if (0x41...0x5A).contains(byte) { isLower = false }
    }
    return isLower ? text : text.lowercased()
}

/// A column of days.
struct DayColumn: Sendable {
    private let column: Column
    private let days: [Day]

    init?(_ column: Column?) {
        guard let column, case .day(let days) = column.values else { return nil }
        self.column = column
        self.days = days
    }

    subscript(row: Int) -> Day? { column.validity[row] ? days[row] : nil }

    /// The smallest and the largest day.
    var extent: DayRange? {
        var (first, last): (Day?, Day?) = (nil, nil)
        for row in days.indices {
            guard let day = self[row] else { continue }
            first = Swift.min(first ?? day, day)
            last = Swift.max(last ?? day, day)
        }
        guard let first, let last else { return nil }
        return DayRange(first, last)
    }
}

/// A column of numbers, whole or not.
struct NumberColumn: Sendable {
    private let column: Column
    private let numbers: [Double]

    init?(_ column: Column?) {
        guard let column else { return nil }
        switch column.values {
        case .num(let numbers): self.numbers = numbers
        case .int(let numbers): self.numbers = numbers.map(Double.init)
        default: return nil
        }
        self.column = column
    }

    subscript(row: Int) -> Double? { column.validity[row] ? numbers[row] : nil }

    /// The largest number.
    var largest: Double? { numbers.indices.lazy.compactMap { self[$0] }.max() }
}

/// The teams of a file's lines.
struct RowTeams: Sendable {
    /// The folded names, in the order in which they first come.
    private(set) var folded: [String] = []
    /// The names as the file spells them, the last row counting.
    private(set) var shown: [String] = []
    /// For each team its last row in the file; -1 where it has none.
    private(set) var lastRows: [Int] = []
    /// For each line the index of its team.
    private(set) var ofLine: [Int32] = []
    private var index: [String: Int] = [:]

    /// Reads the teams; rows without one belong to the team that the sidecar names.
    init(_ rows: FileRows, sidecar: String?) {
        guard rows.dataset.hasTeams else {
            ofLine = Array(repeating: 0, count: rows.lineCount)
            _ = place(folded: "", shown: "", row: -1)
            return
        }
        // Token Flex rows carry no team of their own: the contract is the team (facts §1).
        let column = rows.dataset == .tokenFlex ? nil : TextColumn(rows.table["team"])
        let named = sidecar.map { (folded: fold($0), shown: trim($0)) } ?? (folded: "", shown: "")
        // A text of the column is looked up once, whatever the lines that have it.
        var known = Array(repeating: -1, count: column?.shown.count ?? 0)
        ofLine.reserveCapacity(rows.lineCount)
        for line in 0..<rows.lineCount {
            let row = rows.lastRow(line)
            let text = column?.index(line) ?? -1
            if text >= 0, known[text] >= 0 {
                note(known[text], shown: column?.shown[text] ?? "", row: row)
                ofLine.append(Int32(known[text]))
                continue
            }
            let team = place(
                folded: text < 0 ? named.folded : column?.folded[text] ?? "",
                shown: text < 0 ? named.shown : column?.shown[text] ?? "",
                row: row
            )
            if text >= 0 { known[text] = team }
            ofLine.append(Int32(team))
        }
        if !named.folded.isEmpty, index[named.folded] == nil {
            _ = place(folded: named.folded, shown: named.shown, row: -1)
        }
    }

    private mutating func note(_ team: Int, shown spelling: String, row: Int) {
        guard row > lastRows[team] else { return }
        shown[team] = spelling
        lastRows[team] = row
    }

    private mutating func place(folded name: String, shown spelling: String, row: Int) -> Int {
        if let known = index[name] {
            note(known, shown: spelling, row: row)
            return known
        }
        index[name] = folded.count
        folded.append(name)
        shown.append(spelling)
        lastRows.append(row)
        return folded.count - 1
    }
}

extension Dataset {
    /// Whether its rows belong to teams; the others count for the team `all` (facts §3.9).
    package var hasTeams: Bool { self != .groups && self != .leavers && self != .absences }
    /// Whether its rows name people whose ids make persons (facts §2: addresses of leavers and
    /// absences find a person, they never give the key).
    var namesPeople: Bool {
        switch self {
        case .usageReport, .usage, .seatUsage, .tokenUsage, .tokenFlex, .users, .groups: true
        case .subscriptions, .balances, .leavers, .absences: false
        }
    }
    /// Whether its rows are kept as they came.
    var keepsRows: Bool {
        switch self {
        case .usage, .seatUsage, .tokenUsage, .tokenFlex: false
        default: true
        }
    }
    /// Whether its files cover days of seat use.
    var coversSeatUse: Bool { self == .usage || self == .seatUsage }
    /// Whether its files have a range of days.
    var hasRange: Bool { self == .usageReport || !keepsRows }
    /// Whether its owner must be trusted.
    package var needsTrust: Bool { self == .leavers || self == .absences || self == .balances }
}

/// Whether a text is an address that mail can be sent to: one `@`, something on both sides, no
/// white space or control character.
func isAddress(_ text: String) -> Bool {
    var ats = 0
    var before: UInt8 = 0x40
    for byte in text.utf8 {
        guard byte > 0x20, byte != 0x7F else { return false }
        if byte == 0x40 {
            guard before != 0x40 else { return false }
            ats += 1
        }
        before = byte
    }
    guard ats == 1, before != 0x40 else { return false }
    // Only texts beyond ASCII can hide white space from the bytes.
    return text.utf8.allSatisfy { $0 < 0x80 }
        || !text.unicodeScalars.contains { $0.properties.isWhitespace }
}

/// Whether a text is a hashed id: 40 hexadecimal digits.
func isHashedID(_ text: String) -> Bool {
    text.utf8.count == 40
        && text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0)
        }
}
