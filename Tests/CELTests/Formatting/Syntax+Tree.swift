@testable import CEL

extension Syntax {
    /// The tree without places, exactly: two trees with one text are the same.
    var tree: String {
        func list(_ name: String, _ parts: [Syntax]) -> String {
            "(" + ([name] + parts.map(\.tree)).joined(separator: " ") + ")"
        }
        switch kind {
        case .literal(.double(let value)): return "double \(value.bitPattern)"
        case .literal(.string(let text)): return "string \(Array(text.utf8))"
        case .literal(.bytes(let bytes)): return "bytes \(bytes)"
        case .literal(let value): return value.brief
        case .name(let name, let isRooted): return "\(isRooted ? "." : "")\(name)"
        case .select(let operand, let name): return list("select `\(name.text)`", [operand])
        case .optionalSelect(let operand, let name):
            return list("select? `\(name.text)`", [operand])
        case .has(let operand, let name): return list("has `\(name.text)`", [operand])
        case .index(let a, let b): return list("index", [a, b])
        case .optionalIndex(let a, let b): return list("index?", [a, b])
        case .list(let elements): return list("list", elements)
        case .map(let entries): return list("map", entries.flatMap { [$0.key, $0.value] })
        case .structure(let name, let fields):
            let names = fields.map { "`\($0.field.text)`" }.joined()
            return list("make \(names)", [name] + fields.map(\.value))
        case .optional(let inner): return list("?", [inner])
        case .not(let operand): return list("!", [operand])
        case .negate(let operand): return list("neg", [operand])
        case .and(let operands): return list("&&", operands)
        case .or(let operands): return list("||", operands)
        case .binary(let symbol, let a, let b): return list(symbol.rawValue, [a, b])
        case .conditional(let a, let b, let c): return list("?:", [a, b, c])
        case .call(let target, let name, let arguments):
            let style = target == nil ? (name.isRooted ? "." : "") : "x."
            return list("call \(style)\(name.text)", (target.map { [$0] } ?? []) + arguments)
        case .comprehension(let macro, let inside):
            let names = inside.names.map(\.text).joined(separator: ",")
            let parts = [inside.range] + (inside.filter.map { [$0] } ?? []) + [inside.body]
            return list("\(macro) \(inside.name.text) \(names)", parts)
        case .bind(let bindings, let body):
            let names = bindings.map(\.name.text).joined(separator: ",")
            return list("bind \(names)", bindings.map(\.value) + [body])
        }
    }
}
