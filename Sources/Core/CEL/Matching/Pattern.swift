internal import CRE2

/// A regular expression of the syntax of RE2, which the CEL specification prescribes.
///
/// A search takes time in proportion to the length of the text, whatever the pattern: RE2 walks
/// through it once, with all states that the pattern may be in.
final class Pattern: @unchecked Sendable {  // the C side is never changed once made:
    // any number of threads may search with it, as what a search remembers is kept behind a lock of
    // RE2's own. It is freed with its one owner.
    private let handle: OpaquePointer
    /// How many instructions the pattern became.
    let size: Int

    /// Reads a pattern.
    init(_ text: String, memory: Int64 = Bounds.patternMemory) throws(PatternError) {
        guard text.utf8.count <= Bounds.patternLength else {
            throw PatternError(message: "it is longer than \(Bounds.patternLength) octets")
        }
        var text = text
        let handle = text.withUTF8 { octets in
            octets.withMemoryRebound(to: CChar.self) {
                cre2_new($0.baseAddress, $0.count, memory)
            }
        }
        guard let handle else { throw PatternError(message: "there is no memory for it") }
        let problem = cre2_problem_of(handle)
        guard problem == CRE2_NONE else {
            var length = 0
            let part = cre2_wrong_part(handle, &length)
            let octets = UnsafeRawBufferPointer(start: part, count: length)
            let error = PatternError(problem, part: String(decoding: octets, as: UTF8.self))
            cre2_delete(handle)
            throw error
        }
        self.handle = handle
        size = Int(cre2_size(handle))
    }

    deinit { cre2_delete(handle) }

    /// Whether any part of a text matches.
    func matches(in text: String) throws(EvaluationError) -> Bool {
        let length = text.utf8.count
        let work = length.multipliedReportingOverflow(by: size)
        guard !work.overflow, work.partialValue <= Bounds.patternWork else {
            throw EvaluationError(
                .budget,
                "a text of \(length) octets is too long for a pattern of \(size) instructions"
            )
        }
        var text = text
        let found = text.withUTF8 { octets in
            octets.withMemoryRebound(to: CChar.self) {
                cre2_find(handle, $0.baseAddress, $0.count)
            }
        }
        guard found >= 0 else {
            throw EvaluationError(.budget, "there is no memory to search for the pattern")
        }
        return found == 1
    }
}

/// Why a text is no pattern.
struct PatternError: Error, Hashable {
    /// The reason for a person, as the end of a sentence.
    let message: String

    init(message: String) { self.message = message }

    /// What RE2 finds wrong, and with which part of the pattern.
    fileprivate init(_ problem: cre2_problem, part: String) {
        let shown = Value.string(part).brief
        let message =
            switch problem {
            case CRE2_MISSING_PARENTHESIS: "a '(' is not closed"
            case CRE2_UNEXPECTED_PARENTHESIS: "there is a ')' without its '('"
            case CRE2_MISSING_BRACKET: "a '[' is not closed"
            case CRE2_TRAILING_BACKSLASH: "nothing follows the last '\\'"
            case CRE2_NOTHING_TO_REPEAT: "\(shown) has nothing before it to repeat"
            case CRE2_BAD_REPEAT: "\(shown) repeats a repetition"
            case CRE2_BAD_REPEAT_COUNT: "\(shown) repeats wrongly or more than 1000 times"
            case CRE2_BAD_ESCAPE: "\(shown) has no meaning"
            case CRE2_BAD_CLASS, CRE2_BAD_RANGE: "\(shown) is no set of characters"
            case CRE2_BAD_NAME: "\(shown) names no group; that is written (?P<name>…)"
            case CRE2_BAD_GROUP where part.hasPrefix("(?=") || part.hasPrefix("(?!"):
                "looking ahead is not possible in linear time"
            case CRE2_BAD_GROUP where part.hasPrefix("(?<"):
                "looking behind is not possible in linear time; a group is named (?P<name>…)"
            case CRE2_BAD_GROUP: "\(shown) has no meaning"
            case CRE2_BAD_UTF8: "it is not valid UTF-8"
            case CRE2_TOO_LARGE: "it is too large"
            default: "RE2 cannot read it"
            }
        self.init(message: message)
    }
}
