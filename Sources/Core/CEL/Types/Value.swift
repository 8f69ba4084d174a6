package import CivilTime

/// What an expression evaluates to.
///
/// `==` and `hash` are strict: values of different types differ and NaN equals itself, as sets and
/// tests need it. The language's own equality is `isEqual(to:)`.
package enum Value: Sendable {
    /// Absent.
    case null
    /// A truth value.
    case bool(Bool)
    /// A whole number.
    case int(Int64)
    /// A whole number without a sign.
    case uint(UInt64)
    /// A number.
    case double(Double)
    /// A text; told apart by code points, never by canonical equivalence.
    case string(String)
    /// Octets.
    case bytes([UInt8])
    /// A list.
    case list([Value])
    /// A map.
    case map(MapValue)
    /// A moment.
    case timestamp(Timestamp)
    /// A length of time.
    case duration(TimeLength)
    /// A calendar day.
    case day(Day)
    /// A type, by its name in the language.
    case type(String)
    // Boxed: it is the one large payload, and the others would be copied at its size.
    /// A structure of the host.
    indirect case structure(AnyStructure)
    /// A value that may be left out; `nil` where it is.
    indirect case optional(Value?)
    /// A value of a type that only functions know.
    indirect case opaque(AnyOpaque)

    /// A structure of the host.
    package static func structure(_ base: some StructureValue) -> Value {
        .structure(AnyStructure(base))
    }

    /// A value of a type that only functions know.
    package static func opaque(_ base: some OpaqueValue) -> Value { .opaque(AnyOpaque(base)) }

    /// A moment of whole seconds.
    package static func instant(_ instant: Instant) -> Value { .timestamp(Timestamp(instant)) }

    /// The name of the type, as `type(x)` gives it.
    package var typeName: String {
        switch self {
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .list: "list"
        case .map: "map"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .day: "day"
        case .type: "type"
        case .structure(let structure): structure.base.typeName
        case .optional: "optional_type"
        case .opaque(let value): value.base.typeName
        }
    }

    /// Whether it is absent.
    package var isNull: Bool { if case .null = self { true } else { false } }

    /// Whether it may stand where a function's declaration has a type; what is inside lists and
    /// maps is not looked at, as overloads differ without it.
    func fits(_ type: ValueType) -> Bool {
        switch (type, self) {
        case (.dyn, _), (.parameter, _), (.null, .null), (.bool, .bool), (.int, .int),
            (.uint, .uint),
            (.double, .double), (.string, .string), (.bytes, .bytes), (.timestamp, .timestamp),
            (.duration, .duration), (.day, .day), (.list, .list), (.map, .map), (.type, .type),
            (.wrapper, .null):
            true
        case (.wrapper(let inner), _): fits(inner)
        case (.structure(let name), .structure(let value)): value.base.typeName == name
        case (.abstract(let name, _), .optional), (.abstract(let name, _), .opaque):
            name == typeName
        default: false
        }
    }

    /// The text as an error shows a value: short, and a text in quotes.
    var brief: String {
        switch self {
        case .null: return "null"
        case .bool(let value): return String(value)
        case .int(let value): return String(value)
        case .uint(let value): return "\(value)u"
        case .double(let value): return formatted(value)
        case .string(let value):
            let scalars = value.unicodeScalars
            let limit = 40
            guard scalars.count > limit else { return "'\(value)'" }
            return "'\(String(scalars.prefix(limit)))…'"
        case .timestamp(let value): return value.description
        case .duration(let value): return value.description
        case .day(let value): return value.description
        case .type(let name): return name
        case .optional(let value): return value.map { "optional(\($0.brief))" } ?? "optional()"
        case .opaque(let value): return value.base.shown
        case .bytes, .list, .map, .structure: return typeName
        }
    }
}

extension Value: Hashable {
    package static func == (a: Value, b: Value) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.uint(let a), .uint(let b)): a == b
        case (.double(let a), .double(let b)): a == b || (a.isNaN && b.isNaN)
        case (.string(let a), .string(let b)): isSameText(a, b)
        case (.bytes(let a), .bytes(let b)): a == b
        case (.list(let a), .list(let b)): a == b
        case (.map(let a), .map(let b)): a == b
        case (.timestamp(let a), .timestamp(let b)): a == b
        case (.duration(let a), .duration(let b)): a == b
        case (.day(let a), .day(let b)): a == b
        case (.type(let a), .type(let b)): a == b
        case (.structure(let a), .structure(let b)): a == b
        case (.optional(let a), .optional(let b)): a == b
        case (.opaque(let a), .opaque(let b)): a == b
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .int(let value): hasher.combine(value)
        case .uint(let value): hasher.combine(value)
        case .double(let value): hasher.combine(value.isNaN ? .nan : value)
        case .string(let value): hasher.combine(value)
        case .bytes(let value): hasher.combine(value)
        case .list(let value): hasher.combine(value)
        case .map(let value): hasher.combine(value.count)
        case .timestamp(let value): hasher.combine(value)
        case .duration(let value): hasher.combine(value)
        case .day(let value): hasher.combine(value)
        case .type(let value): hasher.combine(value)
        case .structure(let value): hasher.combine(value)
        case .optional(let value): hasher.combine(value)
        case .opaque(let value): hasher.combine(value)
        }
    }
}

/// Whether two texts are the same code points: Swift's `==` also unites canonical equivalents.
func isSameText(_ a: String, _ b: String) -> Bool {
    a.utf8.count == b.utf8.count && a.utf8.elementsEqual(b.utf8)
}
