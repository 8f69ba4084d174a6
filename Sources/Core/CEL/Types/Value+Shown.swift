// A value in an explanation: as the language would write it where that is short, for a person to compare
// with what they know.

extension Value {
    /// The value for people: an absent one is "unknown", a text stands in quotes, and what is longer
    /// than `limit` code points ends in `…`.
    package func shown(atMost limit: Int = 60) -> String {
        switch self {
        case .null: return "unknown"
        case .double(let value):
            return value == value.rounded() && abs(value) < 1e15
                ? String(Int64(value)) : formatted(value)
        case .string(let text): return "'\(clipped(text, limit))'"
        case .bytes(let bytes): return "\(bytes.count) bytes"
        case .list(let elements):
            return "[\(joined(elements.count, limit) { elements[$0].shown(atMost: limit) })]"
        case .map(let map):
            let entries = map.entries
            return "{"
                + joined(entries.count, limit) {
                    "\(entries[$0].key.shown(atMost: limit)): "
                        + entries[$0].value.shown(atMost: limit)
                } + "}"
        case .structure(let structure):
            let identity = structure.base.identity
            return identity.isEmpty ? typeName : clipped(identity, limit)
        case .optional(let value): return value?.shown(atMost: limit) ?? "none"
        case .bool, .int, .uint, .timestamp, .duration, .day, .type, .opaque: return brief
        }
    }
}

/// Elements with commas between them, until they take more room than there is.
///
/// No element is looked at behind the last one that has room: a small value whose parts are shared
/// may have more elements than can ever be shown.
private func joined(_ count: Int, _ limit: Int, _ element: (Int) -> String) -> String {
    var text = ""
    for index in 0..<count {
        let room = limit - text.unicodeScalars.count
        let next = index == 0 || room > 0 ? element(index) : ""
        guard index == 0 || (room > 0 && next.unicodeScalars.count <= room) else {
            return "\(text), … and \(count - index) more"
        }
        text += index == 0 ? next : ", \(next)"
    }
    return text
}

private func clipped(_ text: String, _ limit: Int) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > limit else { return text }
    return String(scalars.prefix(Swift.max(0, limit - 1))) + "…"
}
