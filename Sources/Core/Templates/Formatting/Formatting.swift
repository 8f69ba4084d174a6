package import CEL

/// How values are written in mails: the functions of policy-language.md §7.
package struct Formatting: Hashable, Sendable {
    /// `money.currency`, written behind amounts.
    package let currency: String
    /// `mail.language`.
    package let language: Language

    /// Amounts in a currency, numbers and days in a language.
    package init(currency: String, language: Language = .english) {
        self.currency = currency
        self.language = language
    }
}

extension Environment {
    /// Declares `money(x)`, `percent(share)`, `number(x)`, `date(d)`, `days(n)` and
    /// `plural(n, one, many)`, which gives one of the two words, without the number.
    package mutating func declareFormatting(_ formatting: Formatting) {
        let (language, currency) = (formatting.language, formatting.currency)
        declare(ofNumber("money") { language.money($0, currency: currency) })
        declare(ofNumber("percent") { language.percent($0) })
        declare(ofNumber("number") { language.number($0) })
        declare(ofNumber("days") { language.days($0) })
        declare(
            FunctionDeclaration(
                "date",
                [ValueType.day, .timestamp].map { type in
                    Overload(isMember: false, parameters: [type], result: .string) {
                        (arguments) throws(EvaluationError) in
                        guard let value = arguments.first, let text = language.text(of: value)
                        else {
                            throw noOverload("date")
                        }
                        return .string(text)
                    }
                }
            )
        )
        declare(
            FunctionDeclaration(
                "plural",
                [ValueType.int, .double].map { type in
                    Overload(
                        isMember: false,
                        parameters: [type, .string, .string],
                        result: .string
                    ) {
                        (arguments) throws(EvaluationError) in
                        guard arguments.count == 3, let count = number(arguments[0]),
                            case .string(let one) = arguments[1],
                            case .string(let many) = arguments[2]
                        else { throw noOverload("plural") }
                        return .string(language.plural(count, one: one, many: many))
                    }
                }
            )
        )
    }
}

/// A function of one number, whole or not.
private func ofNumber(
    _ name: String,
    _ write: @escaping @Sendable (Double) -> String
) -> FunctionDeclaration {
    FunctionDeclaration(
        name,
        [ValueType.int, .double].map { type in
            Overload(isMember: false, parameters: [type], result: .string) {
                (arguments) throws(EvaluationError) in
                guard let value = arguments.first.flatMap(number) else { throw noOverload(name) }
                return .string(write(value))
            }
        }
    )
}

private func number(_ value: Value) -> Double? {
    switch value {
    case .int(let number): Double(number)
    case .uint(let number): Double(number)
    case .double(let number): number
    default: nil
    }
}

private func noOverload(_ name: String) -> EvaluationError {
    EvaluationError(.noOverload, "\(name) has no such form")
}

extension Language {
    /// A value as it stands in a text; `nil` for one that has several parts.
    func text(of value: Value) -> String? {
        switch value {
        case .null: return unknown
        case .bool(let value): return value ? yes : no
        case .int(let value): return String(value)
        case .uint(let value): return String(value)
        case .double(let value):
            return value == value.rounded() && abs(value) < 1e15
                ? String(Int64(value)) : number(value)
        case .string(let text): return text
        case .day(let day): return date(day)
        case .timestamp(let moment): return date(moment.instant)
        case .duration(let length): return length.description
        case .list(let elements):
            let texts = elements.map(text(of:))
            return texts.contains(nil) ? nil : texts.compactMap { $0 }.joined(separator: ", ")
        default: return nil
        }
    }
}
