// A tag ends at the first `}}` that belongs to no string, map or struct of its CEL expression, so
// that `{{ {'a': {'b': 1}}['a']['b'] }}` is one tag and `{{ '{{' }}` prints two braces.

/// Cuts a template into text and tags.
struct TemplateScanner {
    private let source: [Unicode.Scalar]
    private var pieces: [Piece] = []
    private var mistakes: [Mistake] = []

    private init(_ source: [Unicode.Scalar]) {
        self.source = source
    }

    /// The pieces of a template, and what is wrong with its tags.
    ///
    /// A line that holds only a block, partial or comment tag is taken out with its end.
    static func scan(_ source: [Unicode.Scalar]) -> (pieces: [Piece], mistakes: [Mistake]) {
        var scanner = TemplateScanner(source)
        scanner.scan()
        return (scanner.pieces, scanner.mistakes)
    }

    private mutating func scan() {
        var cursor = 0
        while let open = index(of: "{", from: cursor) {
            guard let close = end(ofTagAt: open) else {
                add(text: cursor..<open)
                refuse("'{{' is not closed with '}}'", at: open..<open + 2)
                return
            }
            guard var tag = tag(in: open..<close) else {
                add(text: cursor..<open)
                cursor = close
                continue
            }
            let line = tag.vanishes ? line(around: tag.range) : nil
            tag.isAlone = line != nil
            let taken = line ?? tag.range
            add(text: cursor..<max(cursor, taken.lowerBound))
            pieces.append(.tag(tag))
            cursor = taken.upperBound
        }
        add(text: cursor..<source.count)
    }

    // MARK: - Text

    private mutating func add(text range: Range<Int>) {
        guard !range.isEmpty else { return }
        var text = String.UnicodeScalarView()
        for index in range {
            // Templates written on Windows: one kind of line end inside, the mail decides outside.
            if source[index] == "\r", index + 1 < source.count, source[index + 1] == "\n" {
                continue
            }
            text.append(source[index])
        }
        pieces.append(.text(String(text), range))
    }

    /// The whole line of a tag that stands on it alone; `nil` where anything else does.
    private func line(around tag: Range<Int>) -> Range<Int>? {
        var start = tag.lowerBound
        while start > 0, isBlank(source[start - 1]) { start -= 1 }
        guard start == 0 || source[start - 1] == "\n" else { return nil }
        var end = tag.upperBound
        while end < source.count, isBlank(source[end]) { end += 1 }
        if end == source.count { return start..<end }
        if source[end] == "\r" { end += 1 }
        guard end < source.count, source[end] == "\n" else { return nil }
        return start..<end + 1
    }

    private func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }

    // MARK: - Tags

    /// The next place of two equal scalars.
    private func index(of scalar: Unicode.Scalar, from start: Int) -> Int? {
        var index = start
        while index + 1 < source.count {
            if source[index] == scalar, source[index + 1] == scalar { return index }
            index += 1
        }
        return nil
    }

    /// The place behind the `}}` of the tag that begins at `open`.
    private func end(ofTagAt open: Int) -> Int? {
        var index = open + 2
        if index < source.count, source[index] == "!" {
            return self.index(of: "}", from: index).map { $0 + 2 }
        }
        var depth = 0
        while index < source.count {
            switch source[index] {
            case "'", "\"":
                index = end(ofStringAt: index)
                continue
            case "{":
                depth += 1
            case "}" where depth > 0:
                depth -= 1
            case "}" where index + 1 < source.count && source[index + 1] == "}":
                return index + 2
            default:
                break
            }
            index += 1
        }
        return nil
    }

    /// The place behind a CEL string; an unclosed one ends with its line, so that one forgotten
    /// quote does not swallow the rest of the template.
    private func end(ofStringAt start: Int) -> Int {
        let quote = source[start]
        let isRaw = start > 0 && (source[start - 1] == "r" || source[start - 1] == "R")
        let isTriple =
            start + 2 < source.count && source[start + 1] == quote && source[start + 2] == quote
        var index = start + (isTriple ? 3 : 1)
        while index < source.count {
            if source[index] == "\\", !isRaw {
                index += 2
                continue
            }
            if source[index] == "\n", !isTriple { return index }
            if source[index] == quote {
                if !isTriple { return index + 1 }
                if index + 2 < source.count, source[index + 1] == quote, source[index + 2] == quote
                {
                    return index + 3
                }
            }
            index += 1
        }
        return source.count
    }

    /// The tag of a stretch with its braces; `nil` after a mistake.
    private mutating func tag(in range: Range<Int>) -> Tag? {
        let inside = trimmed(range.lowerBound + 2..<range.upperBound - 2)
        guard let first = inside.first.map({ source[$0] }) else {
            return refuse(
                "'{{ }}' is empty; write the value to print, or '{{! … }}' for a comment",
                at: range
            )
        }
        let rest = trimmed(inside.lowerBound + 1..<inside.upperBound)
        let kind: Tag.Kind? =
            switch first {
            case "!": .comment
            case "#": opening(rest, of: range)
            case "/": closing(rest, of: range)
            case ">": partial(rest, of: range)
            default: text(inside) == "else" ? .otherwise : .value(inside)
            }
        return kind.map { Tag(kind: $0, range: range) }
    }

    private mutating func opening(_ inside: Range<Int>, of tag: Range<Int>) -> Tag.Kind? {
        let word = text(inside.prefix { source[$0].properties.isAlphabetic })
        let rest = trimmed(inside.lowerBound + word.unicodeScalars.count..<inside.upperBound)
        switch word {
        case "if":
            guard !rest.isEmpty else { return refuse("'{{#if}}' needs a condition", at: tag) }
            return .condition(rest)
        case "each":
            return each(rest, of: tag)
        default:
            return refuse("unknown block '#\(word)'; the blocks are '#each' and '#if'", at: tag)
        }
    }

    private mutating func each(_ inside: Range<Int>, of tag: Range<Int>) -> Tag.Kind? {
        let form = "'{{#each LIST as NAME}}'"
        var start = inside.upperBound
        while start > inside.lowerBound, isWord(source[start - 1]) { start -= 1 }
        let name = text(start..<inside.upperBound)
        let before = trimmed(inside.lowerBound..<start)
        let list = trimmed(before.lowerBound..<max(before.lowerBound, before.upperBound - 2))
        guard text(before.suffix(2)) == "as", list.upperBound < before.upperBound - 2,
            let head = name.unicodeScalars.first, !("0"..."9").contains(head), !list.isEmpty
        else { return refuse("\(form) is how a list is gone through", at: tag) }
        return .each(list: list, name: name)
    }

    private mutating func closing(_ inside: Range<Int>, of tag: Range<Int>) -> Tag.Kind? {
        guard let block = Tag.Block(rawValue: text(inside)) else {
            return refuse(
                "'{{/\(text(inside))}}' closes no kind of block; write '{{/each}}' or '{{/if}}'",
                at: tag
            )
        }
        return .end(block)
    }

    private mutating func partial(_ inside: Range<Int>, of tag: Range<Int>) -> Tag.Kind? {
        let name = text(inside)
        guard TemplateLibrary.isName(name) else {
            return refuse(
                "'{{> NAME }}' needs the name of a partial, such as what-to-do/unassign-seat",
                at: tag
            )
        }
        return .partial(name)
    }

    // MARK: - Stretches

    private func text(_ range: some Sequence<Int>) -> String {
        var text = String.UnicodeScalarView()
        for index in range { text.append(source[index]) }
        return String(text)
    }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, source[start].properties.isWhitespace { start += 1 }
        while end > start, source[end - 1].properties.isWhitespace { end -= 1 }
        return start..<end
    }

    private func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
            || ("0"..."9").contains(scalar)
    }

    @discardableResult
    private mutating func refuse<T>(_ message: String, at range: Range<Int>) -> T? {
        mistakes.append(Mistake(code: "template-syntax", message: message, range: range))
        return nil
    }
    private mutating func refuse(_ message: String, at range: Range<Int>) {
        mistakes.append(Mistake(code: "template-syntax", message: message, range: range))
    }
}
