import Columns

/// The texts that codes stand for; it may grow while a plan runs.
final class TextDomain {
    /// The code of null.
    static let null = CodedText.null
    /// The code of an error.
    static let failed = CodedText.null - 1

    /// The texts by code.
    private(set) var texts: [String]
    /// Whether no two of them are alike.
    let isDistinct: Bool
    /// Whether texts are added while a plan runs.
    let isGrowing: Bool
    private var codes: [TextKey: UInt32] = [:]

    /// Texts that are there already, to which none is added.
    init(_ texts: [String], isDistinct: Bool = true) {
        self.texts = texts
        self.isDistinct = isDistinct
        isGrowing = false
    }

    /// No texts yet.
    init() {
        texts = []
        isDistinct = true
        isGrowing = true
    }

    /// The code of a text, which is taken in when it is new.
    func code(of text: String) -> UInt32 {
        let key = TextKey(text)
        if let known = codes[key] { return known }
        let code = UInt32(texts.count)
        precondition(code < TextDomain.failed, "more texts than codes")
        codes[key] = code
        texts.append(text)
        return code
    }
}

/// A text by its octets: as a key itself it would unite canonical equivalents.
struct TextKey: Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (a: TextKey, b: TextKey) -> Bool { isSameText(a.text, b.text) }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
