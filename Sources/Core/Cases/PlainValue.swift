// Values that a person writes as JSON, without naming their types.

package import CEL
import Tabular

/// The value of a text of JSON: a number without point and exponent is an int, any other a double.
///
/// - Parameter text: as a person writes it: `12`, `"AutoCAD"`, `[1, 2]`, `{"days_idle": 73}`.
/// - Returns: the value.
/// - Throws: where it is no JSON, or a number beyond what an int holds.
package func plainValue(_ text: String) throws(CaseError) -> Value {
    let json: JSONValue
    do throws(TabularError) {
        var reader = try JSONReader(Array(text.utf8), permitsNUL: true)
        json = try reader.value()
        try reader.end()
    } catch {
        throw CaseError(error.message)
    }
    return try plainValue(json)
}

private func plainValue(_ json: JSONValue) throws(CaseError) -> Value {
    switch json {
    case .null: return .null
    case .bool(let bool): return .bool(bool)
    case .string(let text): return .string(text)
    case .number(let text): return try number(text)
    case .array(let elements):
        var values: [Value] = []
        for element in elements { values.append(try plainValue(element)) }
        return .list(values)
    case .object(let members):
        var map = MapValue()
        for member in members { map.insert(.string(member.key), try plainValue(member.value)) }
        return .map(map)
    }
}

private func number(_ text: String) throws(CaseError) -> Value {
    if text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || 0x30...0x39 ~= $0 }) {
        guard let whole = Int64(text) else {
            throw CaseError(
                "\(text) is larger than an int can be; write it with a point, as a double"
            )
        }
        return .int(whole)
    }
    guard let number = Double(text), number.isFinite else {
        throw CaseError("\(text) is larger than a double can be")
    }
    return .double(number)
}

/// The type by which a variable with this value is declared: parts of different types are `dyn`.
///
/// A null tells nothing of the type, so it is `dyn` too.
func declaredType(of value: Value) -> ValueType {
    switch value {
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .string: .string
    case .bytes: .bytes
    case .timestamp: .timestamp
    case .duration: .duration
    case .day: .day
    case .type: .type(.dyn)
    case .list(let elements): .list(common(elements))
    case .map(let map): .map(common(map.entries.map(\.key)), common(map.entries.map(\.value)))
    default: .dyn
    }
}

private func common(_ values: [Value]) -> ValueType {
    let types = Set(values.map(declaredType))
    return types.count == 1 ? types.first ?? .dyn : .dyn
}
