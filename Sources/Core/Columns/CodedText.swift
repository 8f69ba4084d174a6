/// Texts kept once each, and a small number for every row.
package struct CodedText: Sendable {
    /// The code of a row without a text.
    package static let null = UInt32.max

    /// For each row the index of its text in `dictionary`, or `null`.
    package private(set) var codes: [UInt32] = []
    /// The distinct texts in the order in which they first came.
    package private(set) var dictionary: [String] = []
    private var index = TextIndex()

    /// No rows yet.
    package init() {}

    /// Rows as their codes say.
    ///
    /// - Parameters:
    ///   - codes: for each row the index of its text, or `null`.
    ///   - dictionary: the texts, no two of them alike.
    /// - Precondition: every code is `null` or an index of the dictionary.
    package init(codes: [UInt32], dictionary: [String]) {
        precondition(
            codes.allSatisfy { $0 == Self.null || $0 < dictionary.count },
            "a code without a text"
        )
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
        dictionary.append(text)
        return UInt32(dictionary.count - 1)
    }

    /// Adds a row with a text that is in the dictionary.
    mutating func append(code: UInt32) {
        precondition(code < dictionary.count, "a code without a text")
        codes.append(code)
    }

    /// The code of a text, which is taken into the dictionary when it is new.
    package mutating func code(for text: String) -> UInt32 {
        index.add(dictionary)
        var text = text
        if let known = text.withUTF8({ code(of: $0.span) }) { return known }
        dictionary.append(text)
        index.add(dictionary)
        return UInt32(dictionary.count - 1)
    }

    /// The code of a text in UTF-8; `nil` where it is not in the dictionary.
    func code(of utf8: Span<UInt8>) -> UInt32? {
        // Neighbouring rows often agree: a comparison is cheaper than a hash.
        if let last = codes.last, last != Self.null, isEqual(utf8, dictionary[Int(last)]) {
            return last
        }
        return index.code(of: utf8, in: dictionary)
    }
}

extension CodedText: Hashable {
    // The index says nothing that the dictionary does not.
    package static func == (a: CodedText, b: CodedText) -> Bool {
        a.codes == b.codes && a.dictionary == b.dictionary
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(codes)
        hasher.combine(dictionary)
    }
}
