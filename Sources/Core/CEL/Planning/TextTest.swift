/// A condition on one text that needs no walk over an expression: where every row has another text,
/// it is asked as often as there are rows.
indirect enum TextTest {
    case equal([UInt8])
    case prefix([UInt8])
    case suffix([UInt8])
    case part([UInt8])
    case among(TextSet)
    /// Comparing the number of code points.
    case size(Expression.Comparison, Int64)
    /// A function of a text and a constant, as `matches`.
    case call(@Sendable (Value, Value) throws(EvaluationError) -> Value, Value)
    case not(TextTest)
    case all([TextTest])
    case any([TextTest])

    /// What an expression says of the text that is the local variable of a slot; `nil` where only
    /// the interpreter knows.
    init?(_ expression: Expression, slot: Int) {
        switch expression.form {
        case .not(let part):
            guard let test = TextTest(part, slot: slot) else { return nil }
            self = .not(test)
        case .and(let parts):
            guard let tests = parts.mapAll({ TextTest($0, slot: slot) }) else { return nil }
            self = .all(tests)
        case .or(let parts):
            guard let tests = parts.mapAll({ TextTest($0, slot: slot) }) else { return nil }
            self = .any(tests)
        case .equal(let a, let b, let isNegated):
            guard let other = TextTest.other(a, b, slot) else { return nil }
            let test: TextTest
            switch other {
            case .string(let text): test = .equal(Array(text.utf8))
            // No text is null.
            case .null: test = .any([])
            default: return nil
            }
            self = isNegated ? .not(test) : test
        case .compare(let comparison, let a, let b):
            guard case .literal(.int(let limit)) = b.form, case .call(let call, let parts) = a.form,
                call.name == "size", call.isBuiltIn, parts.count == 1, parts[0].isLocal(slot)
            else { return nil }
            self = .size(comparison, limit)
        case .contained(let a, let b):
            guard a.isLocal(slot), case .literal(.list(let values)) = b.form,
                let set = TextSet(values)
            else { return nil }
            self = .among(set)
        case .comprehension:
            guard let row = expression.unrolled, let test = TextTest(row, slot: slot) else {
                return nil
            }
            self = test
        case .call(let call, let parts):
            guard let test = TextTest(call, parts, slot) else { return nil }
            self = test
        default: return nil
        }
    }

    private init?(_ call: Expression.Call, _ parts: [Expression], _ slot: Int) {
        guard call.isBuiltIn, call.overloads.count == 1, parts.count == 2, parts[0].isLocal(slot),
            case .literal(let other) = parts[1].form,
            case .binary(let body) = call.overloads[0].body
        else { return nil }
        switch (call.name, other) {
        case ("startsWith", .string(let text)): self = .prefix(Array(text.utf8))
        case ("endsWith", .string(let text)): self = .suffix(Array(text.utf8))
        // A longer one is looked for in a way whose time does not multiply.
        case ("contains", .string(let text)) where text.utf8.count <= 16:
            self = .part(Array(text.utf8))
        default: self = .call(body, other)
        }
    }

    /// What the text is compared with.
    private static func other(_ a: Expression, _ b: Expression, _ slot: Int) -> Value? {
        if a.isLocal(slot), case .literal(let value) = b.form { return value }
        if b.isLocal(slot), case .literal(let value) = a.form { return value }
        return nil
    }

    // MARK: Asking

    /// Whether it holds; `nil` where the interpreter has to say.
    func holds(_ text: String) -> Bool? {
        var text = text
        return text.withUTF8 { [text] in holds($0, text) }
    }

    private func holds(_ octets: UnsafeBufferPointer<UInt8>, _ text: String) -> Bool? {
        switch self {
        case .equal(let other): octets.count == other.count && octets.has(other, at: 0)
        case .prefix(let other): octets.count >= other.count && octets.has(other, at: 0)
        case .suffix(let other):
            octets.count >= other.count && octets.has(other, at: octets.count - other.count)
        case .part(let other): octets.contains(other)
        case .among(let set): set.contains(octets)
        case .size(let comparison, let limit):
            comparison.holds(Order(octets.codePoints, limit))
        case .call(let body, let other):
            if case .bool(let result)? = try? body(.string(text), other) { result } else { nil }
        case .not(let test): test.holds(octets, text).map { !$0 }
        case .all(let tests): TextTest.row(tests, until: false, octets, text)
        case .any(let tests): TextTest.row(tests, until: true, octets, text)
        }
    }

    private static func row(
        _ tests: [TextTest],
        until decisive: Bool,
        _ octets: UnsafeBufferPointer<UInt8>,
        _ text: String
    ) -> Bool? {
        for test in tests {
            guard let result = test.holds(octets, text) else { return nil }
            if result == decisive { return decisive }
        }
        return !decisive
    }
}

/// Texts that are found by their octets.
struct TextSet {
    private var texts: [Int: [[UInt8]]] = [:]

    /// The texts of a list; `nil` where something else is in it.
    init?(_ values: [Value]) {
        for value in values {
            guard case .string(let text) = value else { return nil }
            let octets = Array(text.utf8)
            let hash = octets.withUnsafeBufferPointer { TextSet.hash($0) }
            texts[hash, default: []].append(octets)
        }
    }

    func contains(_ octets: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let candidates = texts[TextSet.hash(octets)] else { return false }
        return candidates.contains { octets.count == $0.count && octets.has($0, at: 0) }
    }

    private static func hash(_ octets: UnsafeBufferPointer<UInt8>) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(octets))
        return hasher.finalize()
    }
}

extension Expression {
    /// Whether it is the local variable of a slot, also as one that must not be null.
    fileprivate func isLocal(_ slot: Int) -> Bool {
        switch form {
        case .local(let other): other == slot
        case .present(let inner, _): inner.isLocal(slot)
        default: false
        }
    }
}

extension Expression.Call {
    /// Whether all that can be meant is the language's own.
    var isBuiltIn: Bool { overloads.allSatisfy(\.isBuiltIn) }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether it has others from a place on, up to which it is long enough.
    fileprivate func has(_ others: [UInt8], at place: Int) -> Bool {
        for index in others.indices where self[place + index] != others[index] { return false }
        return true
    }

    fileprivate func contains(_ others: [UInt8]) -> Bool {
        guard let first = others.first else { return true }
        var place = 0
        while place + others.count <= count {
            if self[place] == first, has(others, at: place) { return true }
            place += 1
        }
        return false
    }

    /// How many code points there are: octets that are no continuation of one.
    fileprivate var codePoints: Int64 {
        var total: Int64 = 0
        for octet in self where octet & 0xC0 != 0x80 { total += 1 }
        return total
    }
}
