import Columns
import Settings

/// The collections of the configuration and their products, found by the offerings that people hold.
struct CollectionIndex: Sendable {
    /// An offering that the configuration names.
    struct Offering: Sendable {
        let folded: String
        /// The code of its name; `nil` where no file has it.
        let code: Int32?
        let shown: String
    }

    /// A collection.
    struct Collection: Sendable {
        let name: Offering
        /// Each once, without the collection itself.
        let products: [Offering]
    }

    /// What an offering is to a collection.
    struct Part: Sendable {
        /// The place of the collection.
        let collection: Int
        /// Whether it is the collection itself, or else one of its products.
        let isWhole: Bool
    }

    /// In the order of their shown names.
    let collections: [Collection]
    private var parts: [Int32: [Part]] = [:]

    /// Reads `offerings.collections`; two entries of one name are one collection.
    init(_ derivation: Derivation) {
        func offering(_ written: String) -> Offering {
            Offering(
                folded: fold(written),
                code: derivation.history.names.find(fold(written)),
                shown: derivation.shown.shownProduct(fold(written), written: written)
            )
        }
        let entries = derivation.configuration.offerings.collections
        let names = Dictionary(entries.map { (fold($0.name), $0.name) }) { first, _ in first }
        collections = names.map { folded, written in
            let products = entries.filter { fold($0.name) == folded }.flatMap(\.products)
            let distinct = Dictionary(products.map { (fold($0), $0) }) { first, _ in first }
            return Collection(
                name: offering(written),
                products: distinct.filter { $0.key != folded }.values.map(offering)
                    .sorted { precedes($0.folded, $1.folded) }
            )
        }.sorted { precedes($0.name.shown, $1.name.shown) }
        for (place, collection) in collections.enumerated() {
            if let code = collection.name.code {
                parts[code, default: []].append(Part(collection: place, isWhole: true))
            }
            for code in collection.products.compactMap(\.code) {
                parts[code, default: []].append(Part(collection: place, isWhole: false))
            }
        }
    }

    /// What an offering is to each collection that it has to do with.
    subscript(offering: Int32) -> [Part] { parts[offering] ?? [] }
}
