/// Texts kept once each, and a small number for every row.
package struct CodedText: Hashable, Sendable {
    /// The code of a row without a text.
    package static let null = UInt32.max

    /// For each row the index of its text in `dictionary`, or `null`.
    package private(set) var codes: [UInt32] = []
    /// The distinct texts in the order in which they first came.
    package private(set) var dictionary: [String] = []
    private var index: [String: UInt32] = [:]

    /// No rows yet.
    package init() {}

    /// The text of a row.
    package subscript(row: Int) -> String? {
        let code = codes[row]
        return code == Self.null ? nil : dictionary[Int(code)]
    }

    /// Adds a row.
    package mutating func append(_ text: String?) {
        guard let text else {
            codes.append(Self.null)
            return
        }
        codes.append(code(for: text))
    }

    /// The code of a text, which is taken into the dictionary when it is new.
    package mutating func code(for text: String) -> UInt32 {
        // Texts are told apart by their bytes: Swift's == also unites canonically equivalent ones,
        // and folding is the business of those who compare.
        if let known = index[text], dictionary[Int(known)].utf8.elementsEqual(text.utf8) { return known }
        let code = UInt32(dictionary.count)
        dictionary.append(text)
        index[text] = code
        return code
    }
}
