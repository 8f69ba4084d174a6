/// The macros that walk through a list, a map or an optional value, by the names under which they
/// are called.
enum Macro: String, CaseIterable {
    case all, exists
    case existsOne = "exists_one"
    case map, filter, transformList, transformMap, transformMapEntry, sortBy, optMap, optFlatMap

    init?(called name: String) {
        if name == "existsOne" { self = .existsOne } else { self.init(rawValue: name) }
    }

    /// Whether it asks an optional value for what it holds instead of walking through many.
    var isOfOptionals: Bool { self == .optMap || self == .optFlatMap }

    /// How it is written, for messages.
    var example: String {
        switch self {
        case .all, .exists, .existsOne: "list.\(rawValue)(x, condition)"
        case .filter: "list.filter(x, condition)"
        case .map: "list.map(x, f(x))"
        case .transformList, .transformMap: "list.\(rawValue)(i, x, f(x))"
        case .transformMapEntry: "list.transformMapEntry(i, x, {key: value})"
        case .sortBy: "list.sortBy(x, key)"
        case .optMap, .optFlatMap: "value.\(rawValue)(x, f(x))"
        }
    }
}
