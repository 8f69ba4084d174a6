/// Builds a text of JSON member by member: same calls, same bytes.
///
/// Members stand in the order in which they are given, numbers are the shortest that read back the same.
///
///     var json = JSONWriter()
///     json.object {
///         $0.member("rows") { $0.array { $0.value("a"); $0.value(2.5) } }
///     }
///     json.text  // {"rows":["a",2.5]}
package struct JSONWriter {
    /// How the text is laid out.
    package enum Layout: Hashable, Sendable {
        /// Without white space.
        case compact
        /// Each member and element on its own line, two spaces deeper than what holds it.
        case indented
    }

    /// What was written.
    package private(set) var text = ""
    private let layout: Layout
    private var depth = 0
    /// Whether the next value begins a list or an object, or follows a key.
    private var isFirst = true
    private var isAfterKey = false

    /// Nothing yet.
    package init(_ layout: Layout = .compact) {
        self.layout = layout
    }

    /// Writes an object, whose members `body` writes.
    package mutating func object<Failure: Error>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        try nest("{", "}", body)
    }

    /// Writes a list, whose elements `body` writes.
    package mutating func array<Failure: Error>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        try nest("[", "]", body)
    }

    /// Writes a key, and `body` its value.
    package mutating func member<Failure: Error>(
        _ key: String,
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        begin()
        text += JSONWriter.quoted(key)
        text += layout == .compact ? ":" : ": "
        isAfterKey = true
        try body(&self)
    }

    /// Writes a text, or `null`.
    package mutating func value(_ text: String?) { write(text.map(JSONWriter.quoted)) }
    /// Writes a whole number, or `null`.
    package mutating func value(_ number: Int?) { write(number.map { String($0) }) }
    /// Writes a number, or `null`, also for what is no number of JSON.
    package mutating func value(_ number: Double?) {
        write(number.flatMap { $0.isFinite ? plainNumber($0) : nil })
    }
    /// Writes a truth value, or `null`.
    package mutating func value(_ bool: Bool?) { write(bool.map { $0 ? "true" : "false" }) }
    /// Writes `null`.
    package mutating func null() { write(nil) }

    /// Writes a value that was read.
    package mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let bool): self.value(bool)
        case .number(let text): write(text)
        case .string(let text): self.value(text)
        case .array(let elements):
            array { json in for element in elements { json.value(element) } }
        case .object(let members):
            object { json in
                for member in members { json.member(member.key) { $0.value(member.value) } }
            }
        }
    }

    /// Writes a key and a text, or `null`.
    package mutating func member(_ key: String, _ text: String?) { member(key) { $0.value(text) } }
    /// Writes a key and a whole number, or `null`.
    package mutating func member(_ key: String, _ number: Int?) { member(key) { $0.value(number) } }
    /// Writes a key and a number, or `null`.
    package mutating func member(_ key: String, _ number: Double?) {
        member(key) { $0.value(number) }
    }
    /// Writes a key and a truth value, or `null`.
    package mutating func member(_ key: String, _ bool: Bool?) { member(key) { $0.value(bool) } }
    /// Writes a key and a list of texts.
    package mutating func member(_ key: String, _ texts: [String]) {
        member(key) { $0.array { json in for text in texts { json.value(text) } } }
    }

    /// A text as JSON writes it.
    package static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension JSONWriter {
    private mutating func nest<Failure: Error>(
        _ open: String,
        _ close: String,
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        begin()
        text += open
        depth += 1
        isFirst = true
        try body(&self)
        depth -= 1
        // An empty list or object stays on its line.
        if !isFirst { breakLine() }
        isFirst = false
        text += close
    }

    private mutating func write(_ literal: String?) {
        begin()
        text += literal ?? "null"
    }

    /// What stands before a value or a key.
    private mutating func begin() {
        if isAfterKey {
            isAfterKey = false
            return
        }
        if !isFirst { text += "," }
        if depth > 0 { breakLine() }
        isFirst = false
    }

    private mutating func breakLine() {
        guard layout == .indented else { return }
        text += "\n" + String(repeating: "  ", count: depth)
    }
}
