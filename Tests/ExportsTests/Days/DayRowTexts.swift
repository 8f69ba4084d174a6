import TestSupport

/// Files of day rows as chance makes them: good ones, and such as no program should have written.
struct DayRowTexts {
    private var generator: SeededGenerator
    private let delimiter: String
    private let lineEnd: String
    private let columns: [String]
    private let quotes: Int
    private let mischief: Int
    private let dates: [String]

    /// A sequence of files.
    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        delimiter = [",", ",", ";", "\t"].randomElement(using: &generator) ?? ","
        lineEnd = ["\n", "\n", "\r\n", "\r\n", "\r"].randomElement(using: &generator) ?? "\n"
        quotes = [0, 3, 30, 100].randomElement(using: &generator) ?? 0
        mischief = [0, 0, 2, 10].randomElement(using: &generator) ?? 0
        var columns = [
            "day_used", "email", "first_name", "hashed_autodesk_id", "offering_name",
            "product_name", "version", "team_alias",
        ]
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: columns.append("access_option")
        case 1: columns = columns.filter { $0 != "version" } + ["tokens_used"]
        case 2: columns += ["access_option", "tokens_used", "comment"]
        default: break
        }
        if Bool.random(using: &generator) { columns.shuffle(using: &generator) }
        if Int.random(in: 0..<6, using: &generator) == 0 { columns.append("") }
        self.columns = columns
        dates =
            [
                ["2026-01-02", "2026-01-03", "2026-02-28", "2026-12-31"],
                ["2025-11-30", "2026-01-03T23:30:00-02:00", "2026-01-04 00:00:00", "2027-08-09"],
                ["01/02/2026", "1/13/2026", "12/31/2026"],
                ["01/02/2026", "13/02/2026", "02/03/2026"],
                ["2026-01-02", "03/04/2026", "2026-05-06"],
                ["1999-01-02", "2026-01-03", "2012-02-29"],
            ].randomElement(using: &generator) ?? []
    }

    private mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &generator) < percent
    }

    /// A file.
    mutating func next() -> [UInt8] {
        let rows = Int.random(in: 0..<60, using: &generator)
        var text = chance(10) ? "\u{FEFF}" : ""
        text += columns.joined(separator: delimiter) + lineEnd
        for _ in 0..<rows { text += row() + lineEnd }
        if chance(20), text.hasSuffix(lineEnd) { text.removeLast() }
        var bytes = Array(text.utf8)
        if mischief > 0, chance(20) { damage(&bytes) }
        return bytes
    }

    private mutating func row() -> String {
        if chance(mischief) { return ["", " ", "\"\""].randomElement(using: &generator) ?? "" }
        var cells = columns.map { cell($0) }
        if chance(mischief) { cells.removeLast() }
        if chance(mischief) { cells.append(chance(50) ? "" : "more") }
        if chance(mischief) { cells = cells.map { _ in "" } }
        return cells.joined(separator: delimiter)
    }

    private mutating func cell(_ column: String) -> String {
        let options: [String] =
            switch column {
            case "day_used": dates + (chance(mischief) ? ["", "soon", "2026-13-01", "*****"] : [])
            case "email": ["ada@example.com", "zoë@example.com", "b@example.com", "*****", "-", ""]
            case "first_name":
                ["Ada", "Zoë", "O\"Neill", "Anna, Maria", "two\(lineEnd)lines", "例子"]
            case "hashed_autodesk_id":
                [String(repeating: "f0", count: 20), String(repeating: "a7", count: 20), "n/a"]
            case "offering_name": ["AutoCAD", "Revit; LT", "AEC, Collection", "  Maya "]
            case "product_name": ["AutoCAD", "Civil 3D", ""]
            case "tokens_used":
                ["7", "0.1", "0.2", "1e3"] + (chance(mischief) ? ["x", "-1", ""] : [])
            case "team_alias": ["Harbour North", "South"]
            default: ["2026", "2025.1", "", "perpetual"]
            }
        let text = options.randomElement(using: &generator) ?? ""
        let mustQuote = text.contains { "\"\r\n".contains($0) || "\(delimiter)".contains($0) }
        // Now and then a quote inside a bare cell, which no writer should leave bare.
        let isBare = mustQuote && text.contains("\"") && chance(mischief)
        guard mustQuote && !isBare || chance(quotes) else { return text }
        return "\""
            + text.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\"" + (chance(mischief) ? " " : "")
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        let marks: [UInt8] = [0, 0x0A, 0x0D, 0x22, 0x2C, 0x3B, 0x09, 0x20, 0xFF, 0xC3, 0x41]
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let index = Int.random(in: 0..<bytes.count, using: &generator)
            let mark = marks.randomElement(using: &generator) ?? 0
            if chance(50) { bytes[index] = mark } else { bytes.insert(mark, at: index) }
        }
        if chance(30) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
    }
}
