import TestSupport

@testable import CEL

/// Writes random well-typed expressions over the variables of `RandomExpression.environment`.
struct RandomExpression {
    /// The types that are written.
    enum Kind: CaseIterable {
        case bool, int, text, ints, texts, map
    }

    var numbers: SeededGenerator
    /// Names that macros have bound, by their types.
    private var bound: [(name: String, kind: Kind)] = []

    init(seed: UInt64) { numbers = SeededGenerator(seed: seed) }

    static let limits = SizeLimits(mostElements: 4, mostCharacters: 6)

    static func environment(_ options: Environment.Options = .standard) -> Environment {
        var environment = Environment(options)
        let variables: [(String, CEL.ValueType)] = [
            ("b", .bool), ("n", .int), ("t", .string), ("ns", .list(.int)), ("ts", .list(.string)),
            ("m", .map(.string, .int)), ("d", .dyn),
        ]
        for (name, type) in variables { environment.declare(variable: name, type, limits: limits) }
        return environment
    }

    /// Values of the variables, often as large as they may be.
    mutating func bindings() -> Bindings {
        let unknown: Value = Bool.random(using: &numbers) ? .list(list { $0.int() }) : text()
        return Bindings([
            "b": .bool(.random(using: &numbers)), "n": int(), "t": text(),
            "ns": .list(list { $0.int() }), "ts": .list(list { $0.text() }), "m": .map(map()),
            "d": unknown,
        ])
    }

    private mutating func list(_ element: (inout RandomExpression) -> Value) -> [Value] {
        let count = Bool.random(using: &numbers) ? 4 : Int.random(in: 0..<4, using: &numbers)
        return (0..<count).map { _ in element(&self) }
    }

    private mutating func int() -> Value { .int(Int64.random(in: -2...5, using: &numbers)) }

    private mutating func text() -> Value {
        let count = Bool.random(using: &numbers) ? 6 : Int.random(in: 0..<6, using: &numbers)
        return .string(
            String((0..<count).map { _ in "ab😀".randomElement(using: &numbers) ?? "a" })
        )
    }

    private mutating func map() -> MapValue {
        var map = MapValue()
        for key in list({ $0.text() }) { _ = map.insert(key, int()) }
        return map
    }

    // MARK: Texts of expressions

    /// An expression of a kind, so many levels deep at most.
    mutating func write(_ kind: Kind, depth: Int) -> String {
        guard depth > 0, Int.random(in: 0..<8, using: &numbers) > 0 else { return leaf(kind) }
        return switch kind {
        case .bool: bool(depth - 1)
        case .int: int(depth - 1)
        case .text: text(depth - 1)
        case .ints: ints(depth - 1)
        case .texts: texts(depth - 1)
        case .map: map(depth - 1)
        }
    }

    private mutating func leaf(_ kind: Kind) -> String {
        let names = bound.filter { $0.kind == kind }.map(\.name)
        let others =
            switch kind {
            case .bool: ["b", "true"]
            case .int: ["n", "3", "ns[0]", "d"]
            case .text: ["t", "'xy'", "ts[1]"]
            case .ints: ["ns", "[1, n]", "[]"]
            case .texts: ["ts", "[t]"]
            case .map: ["m", "{'a': n}"]
            }
        return (names + others).randomElement(using: &numbers) ?? ""
    }

    private mutating func pick(_ forms: [(inout RandomExpression) -> String]) -> String {
        forms[Int.random(in: 0..<forms.count, using: &numbers)](&self)
    }

    private mutating func bool(_ depth: Int) -> String {
        pick([
            { "(\($0.write(.bool, depth: depth)) && \($0.write(.bool, depth: depth)))" },
            { "(\($0.write(.bool, depth: depth)) || \($0.write(.bool, depth: depth)))" },
            { "!\($0.write(.bool, depth: depth))" },
            { "(\($0.write(.int, depth: depth)) < \($0.write(.int, depth: depth)))" },
            { "(\($0.write(.text, depth: depth)) == \($0.write(.text, depth: depth)))" },
            { "(\($0.write(.texts, depth: depth)) == \($0.write(.texts, depth: depth)))" },
            { "(\($0.write(.map, depth: depth)) == \($0.write(.map, depth: depth)))" },
            { "(\($0.write(.ints, depth: depth)) == d)" },
            { "(\($0.write(.text, depth: depth)) in \($0.write(.texts, depth: depth)))" },
            { "(\($0.write(.int, depth: depth)) in \($0.write(.ints, depth: depth)))" },
            { "(\($0.write(.text, depth: depth)) in \($0.write(.map, depth: depth)))" },
            { "\($0.write(.text, depth: depth)).contains(\($0.write(.text, depth: depth)))" },
            { "\($0.write(.text, depth: depth)).matches(\($0.write(.text, depth: depth)))" },
            { "\($0.write(.text, depth: depth)).matches('^(a|b)*$')" },
            { $0.macro("all", .ints, .int, .bool, depth) },
            { $0.macro("exists", .texts, .text, .bool, depth) },
            { $0.macro("exists_one", .map, .text, .bool, depth) },
        ])
    }

    private mutating func int(_ depth: Int) -> String {
        pick([
            { "(\($0.write(.int, depth: depth)) + \($0.write(.int, depth: depth)))" },
            { "size(\($0.write(.text, depth: depth)))" },
            { "\($0.write(.ints, depth: depth)).size()" },
            { "\($0.write(.map, depth: depth))[\($0.write(.text, depth: depth))]" },
            { $0.choice(.int, depth) },
        ])
    }

    private mutating func text(_ depth: Int) -> String {
        pick([
            { "(\($0.write(.text, depth: depth)) + \($0.write(.text, depth: depth)))" },
            { "string(\($0.write(.int, depth: depth)))" },
            { "\($0.write(.text, depth: depth)).lowerAscii()" },
            {
                "\($0.write(.text, depth: depth)).replace(\($0.write(.text, depth: depth)), "
                    + "\($0.write(.text, depth: depth)))"
            },
            { "\($0.write(.texts, depth: depth)).join(\($0.write(.text, depth: depth)))" },
            { $0.choice(.text, depth) },
        ])
    }

    private mutating func ints(_ depth: Int) -> String {
        pick([
            { "(\($0.write(.ints, depth: depth)) + \($0.write(.ints, depth: depth)))" },
            { "[\($0.write(.int, depth: depth)), \($0.write(.int, depth: depth))]" },
            { $0.macro("map", .texts, .text, .int, depth) },
            { $0.macro("filter", .ints, .int, .bool, depth) },
            { $0.choice(.ints, depth) },
        ])
    }

    private mutating func texts(_ depth: Int) -> String {
        pick([
            { "[\($0.write(.text, depth: depth)), \($0.write(.text, depth: depth))]" },
            { "\($0.write(.text, depth: depth)).split(\($0.write(.text, depth: depth)))" },
            { $0.macro("map", .ints, .int, .text, depth) },
            { $0.macro("filter", .map, .text, .bool, depth) },
        ])
    }

    private mutating func map(_ depth: Int) -> String {
        pick([
            { "{\($0.write(.text, depth: depth)): \($0.write(.int, depth: depth))}" },
            { $0.choice(.map, depth) },
        ])
    }

    private mutating func choice(_ kind: Kind, _ depth: Int) -> String {
        "(\(write(.bool, depth: depth)) ? \(write(kind, depth: depth)) : "
            + "\(write(kind, depth: depth)))"
    }

    private mutating func macro(
        _ name: String,
        _ range: Kind,
        _ element: Kind,
        _ body: Kind,
        _ depth: Int
    ) -> String {
        let list = write(range, depth: depth)
        let variable = "x\(bound.count)"
        bound.append((variable, element))
        defer { bound.removeLast() }
        return "\(list).\(name)(\(variable), \(write(body, depth: depth)))"
    }
}
