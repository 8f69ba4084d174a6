package import Diagnostics
import YAML

/// Where everything stands in the configuration file: a check against data can say where an entry is.
package struct ConfigurationPlaces: Hashable, Sendable {
    private var ranges: [String: SourceRange] = [:]

    /// No places, as of a configuration that is in no file.
    package init() {}

    /// The places of a document.
    init(_ root: Node) { note(root, "") }

    /// Where a value stands.
    ///
    /// - Parameter path: keys and numbers of entries from 0, such as `prices[2].offering`.
    /// - Returns: the place; where the path goes beyond what is written that of the longest part of it,
    ///   and `nil` where nothing of it is written.
    package subscript(path: String) -> SourceRange? {
        var path = path[...]
        while !path.isEmpty {
            if let range = ranges[String(path)] { return range }
            let end = path.lastIndex { $0 == "." || $0 == "[" }
            path = end.map { path[..<$0] } ?? ""
        }
        return nil
    }

    private mutating func note(_ node: Node, _ path: String) {
        if !path.isEmpty, !node.isAbsent { ranges[path] = node.range }
        for (index, item) in (node.items ?? []).enumerated() { note(item, "\(path)[\(index)]") }
        for entry in node.entries ?? [] {
            guard let key = entry.key.scalar?.text else { continue }
            let inner = path.isEmpty ? key : "\(path).\(key)"
            note(entry.value, inner)
            // Of a list or a mapping the key is what is looked for.
            if entry.value.scalar == nil { ranges[inner] = entry.key.range }
        }
    }
}
