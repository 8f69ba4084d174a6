/// Texts kept once each, and a small number for every row.
package struct CodedText: Hashable, Sendable {
    /// The code of a row without a text.
    package static let null = UInt32.max

    /// For each row the index of its text in `dictionary`, or `null`.
    package private(set) var codes: [UInt32] = []
    /// The distinct texts in the order in which they first came.
    package private(set) var dictionary: [String] = []
    /// The codes by text, made when one is looked for: a finished column does without.
    private var index: [ExactText: UInt32] = [:]

    /// No rows yet.
    package init() {}

    /// Rows as their codes say.
    ///
    /// - Parameters:
    ///   - codes: for each row the index of its text, or `null`.
    ///   - dictionary: the texts, no two of them alike.
    package init(codes: [UInt32], dictionary: [String]) {
        self.codes = codes
        self.dictionary = dictionary
    }

    /// The text of a row.
    package subscript(row: Int) -> String? {
        let code = codes[row]
        return code == Self.null ? nil : dictionary[Int(code)]
    }

    /// Adds a row.
    package mutating func append(_ text: String?) {
        codes.append(text.map { code(for: $0) } ?? Self.null)
    }

    /// Takes a text into the dictionary that is known not to be there.
    ///
    /// - Returns: its code.
    package mutating func add(_ text: String) -> UInt32 {
        let code = UInt32(dictionary.count)
        if !index.isEmpty { index[ExactText(text: text)] = code }
        dictionary.append(text)
        return code
    }

    /// The code of a text, which is taken into the dictionary when it is new.
    package mutating func code(for text: String) -> UInt32 {
        let key = ExactText(text: text)
        // Neighbouring rows often agree: a comparison is cheaper than a hash.
        if let last = codes.last, last != Self.null, key == ExactText(text: dictionary[Int(last)]) {
            return last
        }
        if index.count < dictionary.count {
            index.reserveCapacity(dictionary.count + 1)
            for (code, text) in dictionary.enumerated() {
                index[ExactText(text: text)] = UInt32(code)
            }
        }
        if let known = index[key] { return known }
        let code = UInt32(dictionary.count)
        dictionary.append(text)
        index[key] = code
        return code
    }
}

extension CodedText {
    /// Whether two have the same codes and texts; how they find a text again does not matter.
    package static func == (a: CodedText, b: CodedText) -> Bool {
        a.codes == b.codes && a.dictionary == b.dictionary
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(codes)
        hasher.combine(dictionary)
    }
}

/// A text that is told from others by its bytes: Swift's == also unites canonically equivalent ones, and
/// folding is the business of those who compare.
private struct ExactText: Hashable, Sendable {
    let text: String

    static func == (a: ExactText, b: ExactText) -> Bool {
        a.text.utf8.count == b.text.utf8.count && a.text.utf8.elementsEqual(b.text.utf8)
    }

    // Equal bytes make equal strings, so that the hash of strings serves.
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
