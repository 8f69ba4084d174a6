import CivilTime
import Columns

/// Folded names and a small number for each, so that rows are grouped by integers.
struct Names: Sendable {
    /// The code of the absent name.
    static let none: Int32 = 0

    /// The names by code; the first is empty.
    private(set) var texts = [""]
    private var codes = ["": Names.none]

    /// How many there are, the empty one included.
    var count: Int { texts.count }

    /// The name of a code.
    subscript(code: Int32) -> String { texts[Int(code)] }

    /// The code of a folded name; `nil` when it has not been seen.
    func find(_ folded: String) -> Int32? { codes[folded] }

    /// For each code its place among all names: codes depend on the order of intake, places do not.
    func places() -> [Int32] {
        var places = Array(repeating: Int32(0), count: texts.count)
        let order = texts.indices.sorted { precedes(texts[$0], texts[$1]) }
        for (place, code) in order.enumerated() { places[code] = Int32(place) }
        return places
    }

    /// The code of a folded name, which is taken in when it is new.
    mutating func code(for folded: String) -> Int32 {
        if let known = codes[folded] { return known }
        let code = Int32(texts.count)
        texts.append(folded)
        codes[folded] = code
        return code
    }
}
