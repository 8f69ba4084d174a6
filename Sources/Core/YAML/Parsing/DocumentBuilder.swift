import Diagnostics

/// Makes nodes of events, within the limits.
struct DocumentBuilder {
    private let map: SourceMap
    private let base: Int
    private let reporter: Reporter
    private let events: EventStream
    /// How many values were read so far, in earlier documents too.
    private(set) var nodes: Int
    /// The newest scalar in quotes: a missing quote shows itself later.
    private var lastQuoted: Range<Int>?
    /// Keys of the current document that are no texts.
    ///
    /// They wait for its end, because a syntax mistake on their line tells more.
    private var oddKeys: [SourceRange] = []

    /// Reads from a code point on, where `nodes` were read before.
    init(_ map: SourceMap, from base: Int, reporter: Reporter, nodes: Int) {
        self.map = map
        self.base = base
        self.reporter = reporter
        self.nodes = nodes
        var text = String.UnicodeScalarView()
        text.append(contentsOf: map.scalars[base...])
        events = EventStream(Array(String(text).utf8))
    }

    /// The next document; `nil` at the end of the text.
    mutating func nextDocument() throws(Interruption) -> Node? {
        while true {
            let event = try next()
            switch event.kind {
            case .streamEnd: return nil
            case .streamStart, .documentStart: continue
            case .documentEnd: reportOddKeys(except: nil)
            default: return try node(event, level: 1, indent: -1)
            }
        }
    }

    /// Reports the mistake that ended the document.
    mutating func report(_ problem: SyntaxProblem) {
        reportOddKeys(except: map.place(problem.index).line)
        YAML.report(problem, in: map, after: lastQuoted, to: reporter)
    }

    private mutating func reportOddKeys(except line: Int?) {
        for range in oddKeys where range.line != line {
            reporter.error(
                "key",
                "a key must be a text; a text that begins with { or [ must stand in quotes",
                at: range
            )
        }
        oddKeys = []
    }

    private func next() throws(Interruption) -> Event {
        do throws(SyntaxProblem) {
            return try events.next().shifted(by: base)
        } catch {
            throw .syntax(error.shifted(by: base))
        }
    }

    /// The node that begins with an event; `indent` counts the columns before the block list or
    /// mapping that holds it, -1 at the top.
    private mutating func node(_ event: Event, level: Int, indent: Int) throws(Interruption) -> Node
    {
        nodes += 1
        guard nodes <= Limit.nodes else {
            reporter.error(
                "too-large",
                "the file has more than \(Limit.nodes) values",
                at: map.place(event.start)
            )
            throw .limit
        }
        checkProperties(event)
        switch event.kind {
        case .scalar(let text, let style):
            return scalar(text, style, event, indent: indent)
        case .sequenceStart:
            let inner = event.isFlow ? indent : map.place(event.start).column - 1
            return Node(
                .sequence(try items(event, level: level, indent: inner)),
                at: map.place(event.start)
            )
        case .mappingStart:
            let inner = event.isFlow ? indent : map.place(event.start).column - 1
            return Node(
                .mapping(try entries(event, level: level, indent: inner)),
                at: map.place(event.start)
            )
        default:
            // An alias, reported already; what it stood for counts as absent.
            let range = map.range(from: event.start, to: event.end)
            return Node(
                .scalar(Scalar(text: "", style: .plain, places: PlaceMap(everythingAt: range))),
                at: range
            )
        }
    }

    private mutating func items(
        _ start: Event,
        level: Int,
        indent: Int
    ) throws(Interruption) -> [Node] {
        try checkLevel(level, start)
        var items: [Node] = []
        while true {
            let event = try next()
            if case .sequenceEnd = event.kind { return items }
            items.append(try node(event, level: level + 1, indent: indent))
        }
    }

    private mutating func entries(
        _ start: Event,
        level: Int,
        indent: Int
    ) throws(Interruption) -> [Entry] {
        try checkLevel(level, start)
        var entries: [Entry] = []
        var lines: [String: Int] = [:]
        while true {
            let event = try next()
            if case .mappingEnd = event.kind { return entries }
            let key = try node(event, level: level + 1, indent: indent)
            let value = try node(try next(), level: level + 1, indent: indent)
            guard let name = key.scalar?.text else {
                oddKeys.append(key.range)
                continue
            }
            if let line = lines[name] {
                reporter.error(
                    "duplicate-key",
                    "the key '\(name)' stands twice in one mapping; the first is on line \(line)",
                    at: key.range
                )
                continue
            }
            lines[name] = key.range.line
            entries.append(Entry(key: key, value: value))
        }
    }

    private mutating func scalar(
        _ text: String,
        _ style: Scalar.Style,
        _ event: Event,
        indent: Int
    ) -> Node {
        let span = event.start..<event.end
        let range = map.range(from: event.start, to: event.end)
        let places: PlaceMap? =
            if event.hasAnchor || event.hasTag {
                nil
            } else {
                switch style {
                case .plain: plainPlaces(map, span, text: text)
                case .singleQuoted: singleQuotedPlaces(map, span, text: text)
                case .doubleQuoted: doubleQuotedPlaces(map, span, text: text)
                case .literal, .folded:
                    blockPlaces(map, from: event.start, parentIndent: indent, text: text)
                }
            }
        if style == .singleQuoted || style == .doubleQuoted { lastQuoted = span }
        return Node(
            .scalar(
                Scalar(text: text, style: style, places: places ?? PlaceMap(everythingAt: range))
            ),
            at: range
        )
    }

    private func checkLevel(_ level: Int, _ event: Event) throws(Interruption) {
        guard level <= Limit.levels else {
            reporter.error(
                "too-deep",
                "lists and mappings stand more than \(Limit.levels) levels deep here",
                at: map.place(event.start)
            )
            throw .limit
        }
    }

    private func checkProperties(_ event: Event) {
        let range = map.range(from: event.start, to: event.end)
        if case .alias = event.kind {
            reporter.error(
                "alias",
                "aliases (*name) are not read; write the value out, or in quotes if a text "
                    + "begins with *",
                at: range
            )
        }
        if event.hasAnchor {
            reporter.error(
                "anchor",
                "anchors (&name) are not read; a text that begins with & must stand in quotes",
                at: map.place(event.start)
            )
        }
        if event.hasTag { reportTag(at: event.start, in: map, to: reporter) }
    }
}

extension Event {
    fileprivate func shifted(by base: Int) -> Event {
        Event(
            kind: kind,
            start: start + base,
            end: end + base,
            hasAnchor: hasAnchor,
            hasTag: hasTag,
            isFlow: isFlow
        )
    }
}

extension SyntaxProblem {
    fileprivate func shifted(by base: Int) -> SyntaxProblem {
        SyntaxProblem(
            problem: problem,
            context: context,
            index: index + base,
            contextIndex: contextIndex.map { $0 + base }
        )
    }
}
