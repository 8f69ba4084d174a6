/// What stands in double braces, and where.
struct Tag: Hashable, Sendable {
    /// What it does.
    enum Kind: Hashable, Sendable {
        /// `{{ EXPRESSION }}`: prints a value; the range is the expression's.
        case value(Range<Int>)
        /// `{{#each LIST as NAME}}`: repeats its body for each element.
        case each(list: Range<Int>, name: String)
        /// `{{#if CONDITION}}`: chooses one of two bodies.
        case condition(Range<Int>)
        /// `{{else}}`: begins the other body.
        case otherwise
        /// `{{/each}}` or `{{/if}}`: ends a block.
        case end(Block)
        /// `{{> NAME }}`: includes a partial.
        case partial(String)
        /// `{{! … }}`: is read by people only.
        case comment
    }

    /// The blocks there are.
    enum Block: String, Hashable, Sendable {
        case each
        case condition = "if"
    }

    let kind: Kind
    /// Code points of the template, with the braces.
    let range: Range<Int>
    /// Whether it stood alone on its line and took the line with it.
    var isAlone = false

    /// Whether a line that holds nothing else leaves no line in the output.
    var vanishes: Bool {
        if case .value = kind { false } else { true }
    }
}

/// A template in pieces, in order.
enum Piece: Hashable, Sendable {
    /// Text that is copied as it is; the range is its place in the template.
    case text(String, Range<Int>)
    case tag(Tag)
}

/// A mistake at a place of the template, counted in code points.
struct Mistake: Hashable, Sendable {
    let code: String
    let message: String
    let range: Range<Int>
}
