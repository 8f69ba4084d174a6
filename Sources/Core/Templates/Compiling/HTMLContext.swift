// Values in an HTML template are escaped for text and quoted attributes. Everywhere else (inside a
// tag, a script, a style, at the beginning of a link) no escaping makes a value harmless, so such
// templates are refused when they are compiled. The states follow the tokenization of the HTML
// standard, §13.2.5, as far as a mail needs them.

/// Where in the HTML a place of the template is.
struct HTMLContext: Hashable {
    private enum State: Hashable {
        case text
        /// Behind `<`.
        case opening
        /// In the name of a tag, between its attributes, in the name of one or behind it.
        case tag(name: String)
        case attributeName(tag: String, name: String)
        /// Behind `=`.
        case beforeValue(tag: String, name: String)
        /// In a value; `quote` is `nil` where it has none.
        case value(tag: String, name: String, quote: Unicode.Scalar?, isAtStart: Bool)
        case comment(end: String)
        /// In the content of an element that is no HTML.
        case raw(tag: String, end: String)
    }

    private var state = State.text

    /// The state in words, for messages.
    var name: String {
        switch state {
        case .text: "the text"
        case .opening, .tag, .attributeName, .beforeValue: "a tag"
        case .value(_, let name, _, _): "the attribute '\(name)'"
        case .comment: "a comment"
        case .raw(let tag, _): "<\(tag)>"
        }
    }

    /// Why a value cannot stand here; `nil` when it can.
    var refusal: String? {
        switch state {
        case .text: return nil
        case .opening, .tag, .attributeName: return "a value cannot stand inside a tag"
        case .comment: return "a value cannot stand in an HTML comment; write '{{! … }}'"
        case .raw(let tag, _): return "a value cannot stand in <\(tag)>"
        case .beforeValue(_, let name): return "the value of '\(name)' needs quotes"
        case .value(_, let name, nil, _): return "the value of '\(name)' needs quotes"
        case .value(_, let name, _, let isAtStart):
            if name.hasPrefix("on") || name == "style" || name == "srcdoc" {
                return "a value cannot stand in the attribute '\(name)'"
            }
            guard Self.links.contains(name), isAtStart else { return nil }
            return
                "a link cannot begin with a value; write how it begins, such as https:// or mailto:"
        }
    }

    private static let links: Set = [
        "href", "src", "action", "formaction", "poster", "cite", "background", "data", "xlink:href",
    ]
    private static let rawElements: Set = ["script", "style", "iframe", "noscript", "xmp", "title"]

    /// A value was put here.
    mutating func tookValue() {
        if case .value(let tag, let name, let quote, _) = state {
            state = .value(tag: tag, name: name, quote: quote, isAtStart: false)
        }
    }

    /// Goes over text of the template.
    mutating func advance(over text: String) {
        for scalar in text.unicodeScalars { advance(scalar) }
    }

    private mutating func advance(_ scalar: Unicode.Scalar) {
        switch state {
        case .text:
            if scalar == "<" { state = .opening }
        case .opening:
            if scalar == "!" {
                state = .comment(end: "")
            } else if scalar == "/" || scalar.properties.isAlphabetic {
                state = .tag(name: lower(scalar))
            } else if scalar != "<" {
                state = .text
            }
        case .tag(let name):
            advance(scalar, inTag: name)
        case .attributeName(let tag, let name):
            if scalar == "=" {
                state = .beforeValue(tag: tag, name: name)
            } else if scalar == ">" {
                close(tag)
            } else if scalar.properties.isWhitespace || scalar == "/" {
                state = .tag(name: tag + " ")
            } else {
                state = .attributeName(tag: tag, name: name + lower(scalar))
            }
        case .beforeValue(let tag, let name):
            if scalar == ">" {
                close(tag)
            } else if scalar == "\"" || scalar == "'" {
                state = .value(tag: tag, name: name, quote: scalar, isAtStart: true)
            } else if !scalar.properties.isWhitespace {
                state = .value(tag: tag, name: name, quote: nil, isAtStart: false)
            }
        case .value(let tag, let name, let quote, _):
            if let quote {
                state =
                    scalar == quote
                    ? .tag(name: tag + " ")
                    : .value(tag: tag, name: name, quote: quote, isAtStart: false)
            } else if scalar == ">" {
                close(tag)
            } else if scalar.properties.isWhitespace {
                state = .tag(name: tag + " ")
            }
        case .comment(let end):
            advance(scalar, inComment: end)
        case .raw(let tag, let end):
            let seen = String((end + lower(scalar)).suffix(tag.count + 3))
            state = seen == "</\(tag)>" ? .text : .raw(tag: tag, end: seen)
        }
    }

    /// In a tag; a space in its name says that the name is complete.
    private mutating func advance(_ scalar: Unicode.Scalar, inTag name: String) {
        if scalar == ">" {
            close(name)
        } else if scalar.properties.isWhitespace || (scalar == "/" && name != "/") {
            state = .tag(name: name.hasSuffix(" ") ? name : name + " ")
        } else if name.hasSuffix(" ") {
            state = .attributeName(tag: String(name.dropLast()), name: lower(scalar))
        } else {
            state = .tag(name: name + lower(scalar))
        }
    }

    /// `end` is what was seen since `<!`, as much of it as decides: `--` begins a comment, which
    /// only `-->` ends; anything else ends with `>`.
    private mutating func advance(_ scalar: Unicode.Scalar, inComment end: String) {
        let isComment = end.hasPrefix("--")
        if scalar == ">", !isComment || (end.hasSuffix("--") && end.count >= 4) {
            state = .text
        } else if isComment {
            state = .comment(end: "--" + String((end.dropFirst(2) + lower(scalar)).suffix(2)))
        } else {
            state = .comment(end: String((end + lower(scalar)).prefix(2)))
        }
    }

    private mutating func close(_ tag: String) {
        let name = tag.prefix { $0 != " " }
        state = Self.rawElements.contains(String(name)) ? .raw(tag: String(name), end: "") : .text
    }

    private func lower(_ scalar: Unicode.Scalar) -> String { scalar.properties.lowercaseMapping }
}
