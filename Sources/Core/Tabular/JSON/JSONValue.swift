/// A value of JSON (RFC 8259).
package indirect enum JSONValue: Hashable, Sendable {
    /// The kinds of values.
    case null
    case bool(Bool)
    /// A number as it is written, so that no digit of an id is lost.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// The members in the order of the text, each key once.
    case object([JSONMember])

    /// The value of a member; `nil` where there is none, or this is no object.
    package subscript(key: String) -> JSONValue? {
        object?.first { $0.key == key }?.value
    }

    /// Whether it is `null`.
    package var isNull: Bool { self == .null }
    /// The truth value, where it is one.
    package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    /// The text, where it is one.
    package var string: String? { if case .string(let value) = self { value } else { nil } }
    /// The number, where it is one.
    package var double: Double? { if case .number(let text) = self { Double(text) } else { nil } }
    /// The number, where it is a whole one in the range of `Int`.
    package var int: Int? { double.flatMap(Int.init(exactly:)) }
    /// The elements, where it is a list.
    package var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
    /// The members, where it is an object.
    package var object: [JSONMember]? { if case .object(let value) = self { value } else { nil } }
}

/// A key and its value.
package struct JSONMember: Hashable, Sendable {
    /// The key.
    package let key: String
    /// The value.
    package let value: JSONValue

    /// A key and its value.
    package init(_ key: String, _ value: JSONValue) {
        self.key = key
        self.value = value
    }
}
