// CEL specification, "JSON Data Conversion".

extension Value {
    /// The value as JSON has it: numbers are doubles, or texts where a double would lose some of
    /// them, and octets are texts in base64.
    func asJSON() throws(EvaluationError) -> Value {
        switch self {
        case .null, .bool, .double, .string: return self
        case .int(let number):
            return number.magnitude < 1 << 53 ? .double(Double(number)) : .string(String(number))
        case .uint(let number):
            return number < 1 << 53 ? .double(Double(number)) : .string(String(number))
        case .bytes(let bytes): return .string(Base64.text(of: bytes))
        case .timestamp(let moment): return .string(moment.description)
        case .duration(let length): return .string(length.description)
        case .list(let elements):
            var values: [Value] = []
            values.reserveCapacity(elements.count)
            for element in elements { values.append(try element.asJSON()) }
            return .list(values)
        case .map(let map):
            var object = MapValue()
            for entry in map.entries {
                guard case .string = entry.key else {
                    throw EvaluationError(
                        .conversion,
                        "a key of JSON is a string, not \(entry.key.typeName)"
                    )
                }
                object.insert(entry.key, try entry.value.asJSON())
            }
            return .map(object)
        case .day, .type, .structure, .optional, .opaque:
            throw EvaluationError(.conversion, "\(typeName) is no value of JSON")
        }
    }
}
