import Diagnostics

extension MappingReader {
    /// The text of a key; `nil` when absent or, reported, no text.
    package mutating func text(_ key: String) -> Located<String>? {
        guard let node = node(key) else { return nil }
        guard let scalar = node.scalar else {
            reportType(key, node, expected: "a text")
            return nil
        }
        return Located(scalar.text, at: node.range, node: node)
    }

    /// A value that a text stands for.
    ///
    /// - Parameters:
    ///   - key: the key to read.
    ///   - expected: what it must be, for the message, such as "a day like 2026-11-24".
    ///   - code: the code of the mistake.
    ///   - parse: `nil` for a text that is no such value.
    /// - Returns: the value with its place; `nil` when absent or, reported, no such value.
    package mutating func value<Value>(
        _ key: String,
        expected: String,
        code: String = "type",
        parse: (String) -> Value?
    ) -> Located<Value>? {
        guard let text = text(key) else { return nil }
        guard let value = parse(text.value) else {
            if let node = text.node {
                reporter.error(
                    code,
                    "'\(shown(key, node))' must be \(expected)",
                    at: text.range
                )
            }
            return nil
        }
        return text.map { _ in value }
    }

    /// A whole number within bounds.
    package mutating func int(
        _ key: String,
        in bounds: ClosedRange<Int> = Int.min...Int.max
    ) -> Located<Int>? {
        let isBounded = bounds != Int.min...Int.max
        let limits = isBounded ? " from \(bounds.lowerBound) to \(bounds.upperBound)" : ""
        return value(key, expected: "a whole number\(limits)") { text in
            decimalInteger(text).flatMap { bounds.contains($0) ? $0 : nil }
        }
    }

    /// A finite number, such as `3`, `2.50` or `-1`; without separators of thousands.
    package mutating func number(
        _ key: String,
        in bounds: PartialRangeFrom<Double> = (-Double.infinity)...
    ) -> Located<Double>? {
        let least = bounds.lowerBound
        let limits = least == 0 ? " of at least 0" : least.isFinite ? " of at least \(least)" : ""
        return value(key, expected: "a number\(limits), like 1250 or 2.50") { text in
            decimalNumber(text).flatMap { bounds.contains($0) ? $0 : nil }
        }
    }

    /// `true` or `false`; YAML's other spellings are refused, since `no` is also a country.
    package mutating func bool(_ key: String) -> Located<Bool>? {
        value(key, expected: "true or false") { text in
            ["true": true, "false": false][text]
        }
    }

    /// A share written as `40%`, from 0 to 1.
    package mutating func percent(_ key: String) -> Located<Double>? {
        guard let text = text(key), let node = text.node else { return nil }
        if let number = decimalNumber(text.value) {
            reporter.error(
                "unit",
                "'\(shown(key, node))' needs a percent sign, like \(percentHint(number))%",
                at: text.range
            )
            return nil
        }
        guard text.value.last == "%", let number = decimalNumber(String(text.value.dropLast())),
            (0...100).contains(number)
        else {
            reporter.error(
                "type",
                "'\(shown(key, node))' must be a share from 0% to 100%",
                at: text.range
            )
            return nil
        }
        return text.map { _ in number / 100 }
    }

    /// One of the names of an enumeration.
    package mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String,
        _ type: Choice.Type = Choice.self
    ) -> Located<Choice>? where Choice.RawValue == String {
        guard let text = text(key), let node = text.node else { return nil }
        if let choice = Choice(rawValue: text.value) { return text.map { _ in choice } }
        let names = Choice.allCases.map(\.rawValue)
        var message = "'\(shown(key, node))' must be \(alternatives(names))"
        if let nearest = nearestName(to: text.value, among: names) {
            message += "; did you mean '\(nearest)'?"
        }
        reporter.error("choice", message, at: text.range)
        return nil
    }

    /// The items of a list; `nil` when absent or, reported, no list.
    package mutating func list(_ key: String) -> [Node]? {
        guard let node = node(key) else { return nil }
        guard let items = node.items else {
            reportType(key, node, expected: "a list, like [first, second]")
            return nil
        }
        return items
    }

    /// A list of texts; `nil` when absent.
    package mutating func texts(_ key: String) -> [Located<String>]? {
        list(key)?.compactMap { item in
            guard let scalar = item.scalar, !item.isAbsent else {
                reporter.error(
                    "type",
                    "'\(key)' in \(what) must hold texts, not \(item.kind)",
                    at: item.range
                )
                return nil
            }
            return Located(scalar.text, at: item.range, node: item)
        }
    }

    /// The mapping under a key, to be read in its turn; `nil` when absent.
    package mutating func mapping(_ key: String, what: String) -> MappingReader? {
        node(key).map { MappingReader($0, what: what, reporter: reporter) }
    }

    /// The mappings of the list under a key, each read by `read` and then finished; empty when the
    /// key is absent.
    package mutating func each<Value>(
        _ key: String,
        what: String,
        read: (inout MappingReader) -> Value?
    ) -> [Value] {
        (list(key) ?? []).compactMap { item in
            var reader = MappingReader(item, what: what, reporter: reporter)
            let value = read(&reader)
            reader.finish()
            return value
        }
    }
}

/// The whole number that a text writes in decimal digits, with an optional `-`.
package func decimalInteger(_ text: String) -> Int? {
    let digits = text.first == "-" ? text.dropFirst() : Substring(text)
    guard !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    return Int(text)
}

/// The number that a text writes in decimal digits, with an optional `-` and fraction.
package func decimalNumber(_ text: String) -> Double? {
    let digits = text.first == "-" ? text.dropFirst() : Substring(text)
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), digits.utf8.count <= 40,
        parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } })
    else { return nil }
    return Double(text)
}

/// Names as a choice: "'a', 'b' or 'c'".
package func alternatives(_ names: [String]) -> String {
    let quoted = names.map { "'\($0)'" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
}

private func percentHint(_ number: Double) -> String {
    let percent = number > 0 && number < 1 ? number * 100 : number
    return percent == percent.rounded() && percent.magnitude < 1e6
        ? String(Int(percent)) : String(percent)
}
