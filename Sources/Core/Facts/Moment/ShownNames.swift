import Columns

/// How names are shown: in their newest spelling (facts §1), and in which order they are sorted.
struct ShownNames: Hashable, Sendable {
    private let newest: [Spelling.Kind: [String: String]]
    private let former: [Spelling.Kind: [String: [String]]]

    init(_ history: History, _ moment: Moment) {
        var best: [Spelling.Kind: [String: (place: SIMD2<Int32>, shown: String)]] = [:]
        var all: [Spelling.Kind: [String: [String]]] = [:]
        for (spelling, place) in zip(history.spellings.all, history.writings.places(moment))
        where place.x >= 0 {
            all[spelling.kind, default: [:]][spelling.folded, default: []].append(spelling.shown)
            let known = best[spelling.kind]?[spelling.folded]
            // Equal places are two columns of one row: the order of the texts decides.
            let isNewer = known.map {
                $0.place == place
                    ? precedes($0.shown, spelling.shown)
                    : ($0.place.x, $0.place.y) < (place.x, place.y)
            }
            if isNewer ?? true {
                best[spelling.kind, default: [:]][spelling.folded] = (place, spelling.shown)
            }
        }
        newest = best.mapValues { $0.mapValues(\.shown) }
        former = all
    }

    /// The newest spellings of all names that files write, by folded name.
    func all(_ kind: Spelling.Kind) -> [String: String] { newest[kind] ?? [:] }

    /// The newest spelling of a folded name; the folded name itself where no file writes it.
    func shown(_ kind: Spelling.Kind, _ folded: String) -> String {
        newest[kind]?[folded] ?? folded
    }

    /// The newest spelling of a name that the configuration gives, which stands where no file has
    /// it.
    func shown(_ kind: Spelling.Kind, written: String) -> String {
        newest[kind]?[fold(written)] ?? trim(written)
    }

    /// The newest spelling of a product as an offering, else as a child product, else as it is written
    /// elsewhere: a product held alone and one that is used in a collection must read alike.
    func shownProduct(_ folded: String, written: String? = nil) -> String {
        newest[.offering]?[folded] ?? newest[.product]?[folded] ?? trim(written ?? folded)
    }

    /// Every spelling of a folded name but the newest, in code-point order.
    func formerSpellings(_ kind: Spelling.Kind, _ folded: String) -> [String] {
        (former[kind]?[folded] ?? []).filter { $0 != newest[kind]?[folded] }.sorted(by: precedes)
    }
}
