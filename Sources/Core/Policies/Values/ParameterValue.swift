import CEL
import CivilTime
import Diagnostics
import YAML

/// What kind of value a parameter takes; its default gives it.
package enum ParameterType: Hashable, Sendable {
    /// A truth value, a whole number, a number, a day, a text, a list of texts.
    case bool, int, num, day, text, list
    /// A number of days, written `45` or `45d`.
    case days

    /// The type that a default shows.
    init(of node: Node, unit: String?) {
        guard let scalar = node.scalar else {
            self = .list
            return
        }
        let text = scalar.text
        if unit == "days" {
            self = .days
        } else if scalar.style != .plain {
            self = .text
        } else if text == "true" || text == "false" {
            self = .bool
        } else if Int64(text) != nil {
            self = .int
        } else if number(text) != nil {
            self = .num
        } else if Day(text) != nil {
            self = .day
        } else {
            self = .text
        }
    }

    /// What a value of it looks like, for messages.
    var description: String {
        switch self {
        case .bool: "true or false"
        case .int: "a whole number"
        case .num: "a number"
        case .day: "a day like 2027-01-31"
        case .text: "a text"
        case .list: "a list of texts"
        case .days: "a number of days, 45 or 45d"
        }
    }

    /// The type in expressions.
    var valueType: ValueType {
        switch self {
        case .bool: .bool
        case .int, .days: .int
        case .num: .double
        case .day: .day
        case .text: .string
        case .list: .list(.string)
        }
    }

    /// The value that a node writes; `nil` when it is of another type.
    func value(of node: Node) -> Value? {
        if self == .list {
            guard let items = node.items else { return nil }
            let texts = items.compactMap { $0.isAbsent ? nil : $0.scalar?.text }
            return texts.count == items.count ? .list(texts.map(Value.string)) : nil
        }
        guard let text = node.scalar?.text, !node.isAbsent else { return nil }
        switch self {
        case .bool: return text == "true" ? .bool(true) : text == "false" ? .bool(false) : nil
        case .int: return Int64(text).map(Value.int)
        case .num: return number(text).map(Value.double)
        case .day: return Day(text).map(Value.day)
        case .text: return .string(text)
        case .days: return wholeDays(text).map { .int(Int64($0)) }
        case .list: return nil
        }
    }
}

/// The finite number that a text writes in decimal.
func number(_ text: String) -> Double? {
    guard let value = Double(text), value.isFinite,
        text.unicodeScalars.allSatisfy({ "+-.0123456789eE".unicodeScalars.contains($0) })
    else { return nil }
    return value
}

/// The days that `45`, `45d` or `6w` write.
private func wholeDays(_ text: String) -> Int? {
    if let number = Int(text) { return number }
    guard let span = TimeSpan(text), span.seconds % 86_400 == 0 else { return nil }
    return span.days
}
