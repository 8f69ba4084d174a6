import Columns
import Exports
import TestSupport
import Testing

/// One export with random rows, written in a random form.
private struct RandomExport {
    let dataset: Dataset
    /// The canonical values, column by column, as `shown` prints them.
    private(set) var expected: [(key: String, values: [String])] = []
    private(set) var bytes: [UInt8] = []
    private var random: SeededGenerator
    private let dateStyle: Int
    private let eol: String
    private let delimiter: String

    /// The columns of each data set that has a vendor, as its files have them.
    private static let columns: [(dataset: Dataset, keys: String)] = [
        (
            .usageReport,
            "hashed_user_id first_name last_name email user_id team group offering version seat_assignment "
                + "assigned_at unassigned_at user_activity days_inactive access_option days_used "
                + "monthly_average tokens_used last_accessed"
        ),
        (.users, "user_id email first_name last_name role account_status offering product team"),
        (
            .subscriptions,
            "subscription_id contract_number offering seat_quantity start_date end_date autorenew_date "
                + "subscription_status term reseller_name reseller_email team"
        ),
        (.groups, "group group_type email role"),
        (.seatUsage, "day_used email first_name last_name offering version team"),
        (
            .usage,
            "day_used email first_name last_name user_id hashed_user_id offering product version access_option "
                + "team"
        ),
        (.tokenUsage, "day_used email first_name last_name offering product team tokens_used"),
    ]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        let columns = Self.columns[Int.random(in: 0..<Self.columns.count, using: &random)]
        dataset = columns.dataset
        dateStyle = Int.random(in: 0..<6, using: &random)
        eol = ["\n", "\r\n", "\r"][Int.random(in: 0..<3, using: &random)]
        delimiter = [",", ";", "\t"][Int.random(in: 0..<3, using: &random)]
        var keys = columns.keys.split(separator: " ").map(String.init)
        keys.shuffle(using: &random)
        write(keys.compactMap(CanonicalColumn.named), rows: Int.random(in: 0..<30, using: &random))
    }

    private mutating func write(_ columns: [CanonicalColumn], rows: Int) {
        let hasIndex = chance(5)
        let hasTail = chance(3)
        let quotesAll = chance(2)
        var lines = [columns.map { header($0) }]
        expected = columns.map { ($0.key, []) }
        for _ in 0..<rows {
            var cells: [String] = []
            for (place, column) in columns.enumerated() {
                let (written, value) = cell(column)
                cells.append(written)
                expected[place].values.append(value)
            }
            lines.append(cells)
        }
        var text = ["", "", "sep=;" + eol, "#TYPE Some.Object" + eol, eol][pick(5)]
        for (number, cells) in lines.enumerated() {
            let all =
                (hasIndex ? [number == 0 ? "" : "\(number)"] : []) + cells + (hasTail ? [""] : [])
            let quoted = all.map { needsQuotes($0) || quotesAll ? quote($0) : $0 }
            text +=
                quoted.joined(separator: delimiter)
                + (number == lines.count - 1 && chance(3) ? "" : eol)
            if chance(12) {
                text += eol + String(repeating: delimiter, count: all.count - 1) + eol
            }
        }
        encode(text)
    }

    /// A spelling of any generation, in any case; those that make another data set of a header apart.
    private mutating func header(_ column: CanonicalColumn) -> String {
        let usable = column.spellings.filter {
            $0.only?.contains(dataset) ?? true && !($0.folded == "feature" && dataset == .usage)
        }
        let folded = usable[pick(usable.count)].folded
        switch pick(5) {
        case 0: return folded.prefix(1).uppercased() + folded.dropFirst().replacing("_", with: " ")
        case 1: return folded.uppercased().replacing("_", with: "-")
        case 2: return " \(folded)\u{A0}"
        default: return folded
        }
    }

    private mutating func cell(_ column: CanonicalColumn) -> (written: String, value: String) {
        let mustBe = ["day_used", "tokens_used"].contains(column.key) && dataset.hasDayRows
        if !mustBe, chance(5) {
            return (["", "-", "N/A", "n/a", "*****", " ", "#N/A", "=\"\""][pick(8)], "null")
        }
        switch column.type {
        case .num:
            let isWhole = ["days_inactive", "days_used", "seat_quantity"].contains(column.key)
            let number = isWhole ? Double(pick(2000)) : Double(pick(4000)) / 8
            let form = ["\(number)", number == number.rounded() ? "\(Int(number))" : "\(number)"]
            return (form[pick(2)], "\(number)")
        case .day, .instant:
            return time(column.type == .day)
        default:
            let text = [
                "x", "a, b; c\td", "say \"so\"", "two\nlines", "Zoë", "例子", "007", "0", "=1", "'y",
                "#1",
                "*a*", "--", "\"", "4E5EKHKGWVH9", "O'Example & Söhne", "2026",
            ][pick(17)]
            return ([text, text, " \(text) "][pick(3)], text)
        }
    }

    private mutating func time(_ isDay: Bool) -> (written: String, value: String) {
        let (year, month, day) = (2020 + pick(8), 1 + pick(12), 13 + pick(16))
        let (m, d) = (two(month), two(day))
        let hour = isDay ? 0 : pick(24)
        let clock = isDay ? "" : "\(two(hour)):07:05"
        let written =
            switch dateStyle {
            case 0: "\(year)-\(m)-\(d)" + (isDay ? "" : "T\(clock)Z")
            case 1: "\(year)-\(m)-\(d)" + (isDay ? " 00:00:00" : " \(clock)")
            case 2: "\(m)/\(d)/\(year)" + (isDay ? "" : " \(clock)")
            case 3:
                "\(month)/\(day)/\(year)"
                    + (isDay
                        ? " 12:00:00 AM"
                        : " \(hour % 12 == 0 ? 12 : hour % 12):07:05 \(hour < 12 ? "AM" : "PM")")
            case 4: "\(d).\(m).\(year)" + (isDay ? "" : " \(clock)")
            default: "\(year)/\(month)/\(day)" + (isDay ? "" : " \(clock)")
            }
        let value = "\(year)-\(m)-\(d)"
        return (written, isDay ? value : "\(value)T\(clock)Z")
    }

    private mutating func encode(_ text: String) {
        switch pick(4) {
        case 0: bytes = Array(text.utf8)
        case 1: bytes = Array("\u{FEFF}\(text)".utf8)
        case 2: bytes = "\u{FEFF}\(text)".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        default: bytes = "\u{FEFF}\(text)".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        }
    }

    private func needsQuotes(_ cell: String) -> Bool {
        cell.contains { ",;\t\"\n\r".contains($0) }
    }

    private func quote(_ cell: String) -> String {
        "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    private mutating func chance(_ count: Int) -> Bool { pick(count) == 0 }
}

@Suite struct RandomExportTests {
    @Test func `rows come back from every generation, dialect and date style`() throws {
        for seed in 1...600 {
            let file = RandomExport(seed: UInt64(seed))
            do {
                let export = try readExport(file.bytes)
                #expect(export.dataset == file.dataset, "seed \(seed)")
                #expect(export.unknownColumns == [], "seed \(seed)")
                #expect(export.refusedRows == [], "seed \(seed)")
                for column in file.expected {
                    #expect(
                        export.column(column.key) == column.values,
                        "seed \(seed), \(column.key)"
                    )
                }
            } catch {
                Issue.record("seed \(seed): \(error)")
            }
        }
    }
}
