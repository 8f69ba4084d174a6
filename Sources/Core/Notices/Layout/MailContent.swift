// What a mail says, before it looks like anything: the same value is laid out as plain text and as
// HTML.

/// How much a part of a mail matters; decides its colour and its place.
enum Weight: Int, Hashable, Comparable {
    case info, warning, critical

    static func < (a: Weight, b: Weight) -> Bool { a.rawValue < b.rawValue }
}

/// The content of a mail.
struct MailContent: Hashable {
    /// Who sends it: `organisation`, else the program's name.
    let sender: String
    /// The day of the decision, as people read it.
    let date: String
    /// Why the mail comes to this person instead of another; empty in most mails.
    var notes: [String] = []
    /// One for each policy or cause, worst first.
    let sections: [MailSection]
    /// The key of the mail.
    let reference: String

    /// The parts in the order in which they matter, each summary once.
    var overview: [MailPart] {
        var seen: Set<String> = []
        let parts = sections.flatMap(\.parts).enumerated().sorted {
            (-$0.element.weight.rawValue, $0.offset) < (-$1.element.weight.rawValue, $1.offset)
        }
        return parts.map(\.element).filter { seen.insert($0.summary).inserted }
    }
}

/// What one policy has to say.
struct MailSection: Hashable {
    /// The title of the policy, or the cause.
    let title: String
    /// One for each group, worst first.
    let parts: [MailPart]
    /// What was told before and is over, one line each.
    var settled: [String] = []
    /// Where it comes from and how to change it, for the foot of the mail; empty for none.
    var origin = ""

    var weight: Weight { parts.map(\.weight).max() ?? .info }
}

/// What is said of one group of subjects.
struct MailPart: Hashable {
    let weight: Weight
    /// One line that says the most important thing first.
    let summary: String
    /// Why it comes now; empty for none.
    var reason = ""
    /// What the policy's template says, as plain text.
    let text: String
    /// The same as a fragment of HTML.
    let html: String
    /// How old the data is, who else gets it: small print, one line each.
    var remarks: [String] = []
}
