package import CivilTime
import Columns
package import Diagnostics
package import Settings

/// What in a configuration is out of date, or contradicts what exports say.
///
/// - Parameters:
///   - configuration: one without mistakes, with the places of its entries.
///   - source: the file that it was read from.
///   - history: what exports said; `nil` where there is none, so that only days are looked at.
///   - now: the moment.
///   - zone: decides which day is today.
/// - Returns: warnings in the order of the file, at most one for an entry.
package func doubts(
    about configuration: Configuration,
    in source: SourceText,
    against history: History?,
    now: Instant,
    zone: Zone
) -> [Diagnostic] {
    var check = ConfigurationCheck(configuration, source, today: zone.day(of: now))
    if let history {
        let known = KnownNames(Derivation(history, configuration, now: now, zone: zone))
        check.checkNames(known)
        check.checkContradictions(known)
        check.checkPrices(known)
        check.checkBalances(known)
    } else {
        check.checkBalances(nil)
    }
    check.checkDays()
    check.checkEntries()
    return check.found.sorted()
}

/// Looks through the entries of a configuration; of several doubts about one entry the first counts.
struct ConfigurationCheck {
    let configuration: Configuration
    let today: Day
    private(set) var found: [Diagnostic] = []

    private let source: SourceText
    private var doubted: Set<String> = []

    init(_ configuration: Configuration, _ source: SourceText, today: Day) {
        self.configuration = configuration
        self.source = source
        self.today = today
    }

    /// Notes a doubt.
    ///
    /// - Parameters:
    ///   - code: the kind of doubt.
    ///   - path: what it is about, such as `prices[2].offering`.
    ///   - message: one sentence, the hint last.
    mutating func warn(_ code: String, at path: String, _ message: String) {
        let entry = path.lastIndex(of: "]").map { String(path[...$0]) } ?? path
        guard doubted.insert(entry).inserted else { return }
        found.append(
            Diagnostic(
                .warning,
                code: code,
                message,
                in: source,
                at: configuration.places[path]
            )
        )
    }

    /// A name at a place.
    struct Mention {
        let name: String
        let path: String
    }

    /// Notes names that no export has: each one that is near to a known name, and the others of a list in
    /// one sentence, since a price list names more than a company uses.
    ///
    /// - Parameters:
    ///   - mentions: the names of one list.
    ///   - known: the known names by their folded spelling.
    ///   - code: the kind of doubt.
    ///   - what: what is named, such as `an offering`.
    mutating func checkNames(
        _ mentions: [Mention],
        among known: [String: String],
        code: String,
        _ what: String
    ) {
        guard !known.isEmpty else { return }
        var others: [Mention] = []
        for mention in mentions where known[fold(mention.name)] == nil {
            if let near = nearestName(to: mention.name, among: known.values) {
                warn(
                    code,
                    at: mention.path,
                    "no export names \(what) '\(mention.name)'; did you mean '\(near)'?"
                )
            } else if !others.contains(where: { fold($0.name) == fold(mention.name) }) {
                others.append(mention)
            }
        }
        guard let first = others.first else { return }
        warn(code, at: first.path, "no export names \(what) \(shown(others.map(\.name)))")
    }
}

/// Some names in quotation marks, the rest counted.
func shown(_ names: [String]) -> String {
    let most = 3
    let quoted = names.prefix(most).map { "'\($0)'" }
    guard names.count > most else {
        guard names.count > 1, let last = quoted.last else { return quoted.first ?? "" }
        return quoted.dropLast().joined(separator: ", ") + " or " + last
    }
    return quoted.joined(separator: ", ") + " or \(names.count - most) more"
}
