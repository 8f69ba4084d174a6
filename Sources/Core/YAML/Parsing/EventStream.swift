import CYAML

/// What libyaml found next, with Swift's own copies of every text.
struct Event {
    enum Kind {
        case streamStart, streamEnd, documentStart, documentEnd, sequenceEnd, mappingEnd
        case scalar(String, Scalar.Style)
        case sequenceStart
        case mappingStart
        case alias
    }

    let kind: Kind
    /// Code points before its first and after its last one.
    let start: Int
    let end: Int
    /// `&name` stands before it.
    let hasAnchor: Bool
    /// `!name` stands before it.
    let hasTag: Bool
    /// Whether it is a list or mapping in brackets.
    let isFlow: Bool
}

/// libyaml's complaint, in its own words.
struct SyntaxProblem: Error {
    let problem: String
    let context: String
    /// Code points before the place where it gave up.
    let index: Int
    /// Code points before what it was reading then.
    let contextIndex: Int?
}

/// Owns a libyaml parser and its input.
///
/// The parser holds pointers into itself and to the input, so both live on the heap for as long as
/// the object does.
final class EventStream {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>

    init(_ bytes: [UInt8]) {
        input = .allocate(capacity: bytes.count)
        _ = input.initialize(fromContentsOf: bytes)
        parser = .allocate(capacity: 1)
        precondition(yaml_parser_initialize(parser) == 1, "libyaml cannot allocate its parser")
        // Without it libyaml guesses UTF-16 from the first bytes.
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    /// The next event; after an error the stream is of no more use.
    func next() throws(SyntaxProblem) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
        defer { yaml_event_delete(&event) }
        return Event(event)
    }

    private func problem() -> SyntaxProblem {
        let state = parser.pointee
        let context = state.context.map { String(cString: $0) }
        return SyntaxProblem(
            problem: state.problem.map { String(cString: $0) } ?? "out of memory",
            context: context ?? "",
            index: state.problem_mark.index,
            contextIndex: context == nil ? nil : state.context_mark.index
        )
    }
}

extension Event {
    fileprivate init(_ event: yaml_event_t) {
        var (hasAnchor, hasTag, isFlow) = (false, false, false)
        switch event.type {
        case YAML_STREAM_START_EVENT: kind = .streamStart
        case YAML_DOCUMENT_START_EVENT: kind = .documentStart
        case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
        case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
        case YAML_MAPPING_END_EVENT: kind = .mappingEnd
        case YAML_ALIAS_EVENT: kind = .alias
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            kind = .scalar(String(decoding: bytes, as: UTF8.self), .init(scalar.style))
            (hasAnchor, hasTag) = (scalar.anchor != nil, scalar.tag != nil)
        case YAML_SEQUENCE_START_EVENT:
            let list = event.data.sequence_start
            kind = .sequenceStart
            (hasAnchor, hasTag) = (list.anchor != nil, list.tag != nil)
            isFlow = list.style == YAML_FLOW_SEQUENCE_STYLE
        case YAML_MAPPING_START_EVENT:
            let mapping = event.data.mapping_start
            kind = .mappingStart
            (hasAnchor, hasTag) = (mapping.anchor != nil, mapping.tag != nil)
            isFlow = mapping.style == YAML_FLOW_MAPPING_STYLE
        default: kind = .streamEnd
        }
        self.hasAnchor = hasAnchor
        self.hasTag = hasTag
        self.isFlow = isFlow
        start = event.start_mark.index
        end = event.end_mark.index
    }
}

extension Scalar.Style {
    fileprivate init(_ style: yaml_scalar_style_t) {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: self = .literal
        case YAML_FOLDED_SCALAR_STYLE: self = .folded
        default: self = .plain
        }
    }
}
