import CivilTime
package import Columns

/// A cell as text for machines: null empty, `true` and `false`, days ISO, the shortest number that
/// reads back the same, lists joined by `;` (architecture §4).
package func cellText(_ cell: Cell) -> String {
    switch cell {
    case .null: ""
    case .text(let text): text
    case .int(let number): String(number)
    case .num(let number): numberText(number)
    case .bool(let value): value ? "true" : "false"
    case .day(let day): day.description
    case .instant(let instant): instant.description
    case .list(let texts): texts.joined(separator: ";")
    case .days(let days): days.map(\.description).joined(separator: ";")
    }
}

/// The shortest text that reads back as the same number; whole numbers without a point.
package func numberText(_ number: Double) -> String {
    guard number.isFinite else { return "" }
    if let int = Int(exactly: number), abs(int) < 1 << 53 { return String(int) }
    return number.description
}
