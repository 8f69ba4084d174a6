/// The type of an expression, as far as it is known before it is evaluated.
package indirect enum ValueType: Hashable, Sendable {
    /// Known only when evaluated; goes with every other type.
    case dyn
    /// The type of the literal `null`.
    case null
    /// A truth value.
    case bool
    /// A whole number of 64 bits.
    case int
    /// A whole number of 64 bits without a sign.
    case uint
    /// A number of IEEE 754's double precision.
    case double
    /// A text, as a sequence of code points.
    case string
    /// A sequence of octets.
    case bytes
    /// A moment, to the nanosecond.
    case timestamp
    /// A length of time, to the nanosecond.
    case duration
    /// A calendar day.
    case day
    /// A list, by the type of its elements.
    case list(ValueType)
    /// A map, by the types of its keys and values.
    case map(ValueType, ValueType)
    /// A value that may be absent (`null`).
    case wrapper(ValueType)
    /// A structure that the host declares, by its name; a value of it may be `null`.
    case structure(String)
    /// A type as a value, by the type that it names; whichever it is, it goes with every other.
    case type(ValueType)
    /// A type that the host names and that only its functions make and read.
    case abstract(String, [ValueType])
    /// In the declaration of a function: any type, the same wherever the name stands.
    case parameter(String)

    /// The types that have names of their own in expressions; of what is inside them nothing is said.
    static let standard: [String: ValueType] = [
        "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string,
        "bytes": .bytes, "list": .list(.dyn), "map": .map(.dyn, .dyn), "null_type": .null,
        "type": .type(.dyn), "dyn": .dyn, "google.protobuf.Timestamp": .timestamp,
        "google.protobuf.Duration": .duration, "day": .day, "optional_type": .optional(.dyn),
    ]

    /// The type of a value that may be left out.
    package static func optional(_ type: ValueType) -> ValueType {
        .abstract("optional_type", [type])
    }

    /// What an optional value holds; `nil` for every other type.
    var insideOptional: ValueType? {
        if case .abstract("optional_type", let parts) = self { parts.first } else { nil }
    }

    /// The type without the permission to be absent.
    package var unwrapped: ValueType {
        if case .wrapper(let inner) = self { inner } else { self }
    }

    /// Whether the declaration says that a value may be absent.
    package var isNullable: Bool {
        if case .wrapper = self { true } else { false }
    }

    /// The type that also permits `null`; `dyn` and `null` do so already.
    package var nullable: ValueType {
        switch self {
        case .dyn, .null, .wrapper, .parameter: self
        default: .wrapper(self)
        }
    }

    /// Whether a value may be null for all that is known: structures and lists are relations of the
    /// host, which may be missing.
    var mayBeNull: Bool {
        switch self {
        case .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .day, .type: false
        default: true
        }
    }

    var isNumeric: Bool {
        switch self {
        case .int, .uint, .double: true
        default: false
        }
    }

    /// Whether values of it are smaller or greater than others.
    var isOrdered: Bool {
        switch self {
        case .dyn, .parameter, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration,
            .day:
            true
        default: false
        }
    }

    /// The types inside it, in the order in which they are written.
    var parts: [ValueType] {
        switch self {
        case .list(let element), .wrapper(let element), .type(let element): [element]
        case .map(let key, let value): [key, value]
        case .abstract(_, let parts): parts
        default: []
        }
    }

    /// Whether it is made of more than so many types, found without a look at all of them.
    func hasMoreParts(than limit: Int) -> Bool {
        var count = 0
        var pending = [self]
        while let type = pending.popLast() {
            count += 1
            if count > limit { return true }
            pending += type.parts
        }
        return false
    }

    /// The same type with other types inside.
    func mapParts(_ transform: (ValueType) -> ValueType) -> ValueType {
        switch self {
        case .list(let element): .list(transform(element))
        case .type(let named): .type(transform(named))
        case .wrapper(let inner): transform(inner).nullable
        case .map(let key, let value): .map(transform(key), transform(value))
        case .abstract(let name, let parts): .abstract(name, parts.map(transform))
        default: self
        }
    }
}

extension ValueType: CustomStringConvertible {
    /// The type as messages show it: `list(int)`, `string?` where it may be null.
    package var description: String {
        switch self {
        case .dyn: "dyn"
        case .null: "null"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .day: "day"
        case .list(let element): "list(\(element))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .wrapper(let inner): "\(inner)?"
        case .structure(let name): name
        case .type: "type"
        case .abstract(let name, let parts):
            parts.isEmpty ? name : "\(name)(\(parts.map(\.description).joined(separator: ", ")))"
        // The checker's own parameters stand for what is not known.
        case .parameter(let name): name.hasPrefix("%") ? "dyn" : name
        }
    }
}
