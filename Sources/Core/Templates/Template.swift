package import CEL

/// Where a template's output goes, and so how the values in it are escaped.
package enum Place: String, Hashable, Sendable {
    /// One line of a mail's head: line breaks become spaces, control characters are dropped.
    case header
    /// Plain text: control characters in values are dropped.
    case text
    /// A fragment of HTML: values are escaped for text and quoted attributes.
    case html
}

/// A text with values in it, compiled and type-checked.
///
/// - Rendering is a function of the activation: the same values give the same text.
/// - A value that is absent prints the language's word for unknown, never an empty place; a
///   condition that cannot be decided prints neither of its branches.
package struct Template: Sendable {
    /// The largest template file, in bytes.
    package static let maximumSize = 256 * 1024
    /// The most bytes of template that one template may grow to with its partials.
    package static let maximumExpandedSize = 1024 * 1024
    /// The deepest nesting of blocks, over all partials.
    package static let maximumNesting = 16
    /// How deep partials may include each other.
    package static let maximumPartialDepth = 8
    /// The longest output, in bytes.
    package static let maximumOutput = 1024 * 1024
    /// The most pieces that one rendering may pass, so that an empty loop ends as well.
    package static let maximumSteps = 1_000_000

    /// Another form that the output takes.
    enum Derivation: Hashable, Sendable {
        case none, htmlFromText, textFromHTML
    }

    let nodes: [Node]
    let place: Place
    let language: Language
    var derivation = Derivation.none
    /// Every expression of the template in the order in which they stand, partials included.
    package let programs: [Program]

    /// The text for the given values.
    ///
    /// - Throws: what an expression throws, except for an absent value; or `.budget` beyond
    ///   `maximumOutput` or `maximumSteps`.
    package func render(_ activation: some Activation) throws(EvaluationError) -> String {
        var renderer = Renderer(place: place, language: language)
        try renderer.render(nodes, in: Scope(activation))
        switch derivation {
        case .none: return place == .header ? oneLine(renderer.output) : renderer.output
        case .htmlFromText: return htmlParagraphs(renderer.output)
        case .textFromHTML: return plainText(ofHTML: renderer.output)
        }
    }

    /// The same text as HTML: paragraphs, and lists where lines begin with `- `.
    package func asHTML() -> Template { derived(.htmlFromText, from: .text) }

    /// The plain text of an HTML template.
    package func asText() -> Template { derived(.textFromHTML, from: .html) }

    private func derived(_ derivation: Derivation, from place: Place) -> Template {
        precondition(self.place == place, "a \(self.place.rawValue) template is no source for this")
        var copy = self
        copy.derivation = derivation
        return copy
    }
}

/// A compiled piece.
indirect enum Node: Sendable {
    case text(String)
    case value(Program)
    case condition(Program, then: [Node], otherwise: [Node])
    case loop(Program, name: String, body: [Node], otherwise: [Node])
}
