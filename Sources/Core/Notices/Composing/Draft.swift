import Alerts
import CivilTime

/// A mail to be: who gets it, on which occasion, and what goes into it.
struct Draft {
    /// What makes two notices one mail.
    enum Occasion: Hashable {
        /// One mail for a recipient and an occurrence of a schedule.
        case digest(schedule: String, occurrence: Instant)
        /// One mail for a recipient, policy and group, at once.
        case alert(policy: String, group: [String])
    }

    let recipient: Mailbox
    let occasion: Occasion
    var portions: [Portion] = []
    /// Why it comes to this person instead of another.
    var notes: [String] = []
    /// What is over: one line each.
    var settled: [Settled] = []

    /// Everything in it that one entry tells of one group.
    struct Portion {
        let policy: String
        let entry: Int
        let schedule: String
        let group: [String]
        var items: [DueItem] = []
        /// Those who get it beside this recipient.
        var others: [Mailbox] = []
        /// Those whom it was written to, where this recipient gets a copy; empty otherwise.
        var copyOf: [Mailbox] = []
        /// Whether it comes to the operators because nobody else could be told.
        var isFallback = false

        var isCopy: Bool { !copyOf.isEmpty }
        var weight: Weight { Weight(rawValue: items.map(\.alert.severity).max() ?? 0) ?? .critical }
    }

    /// An alert whose end is told by the way.
    struct Settled {
        let alert: Alert
        let entry: Int
    }

    var weight: Weight { portions.map(\.weight).max() ?? .info }
    var itemCount: Int { portions.reduce(0) { $0 + $1.items.count } }

    /// Adds a portion, to the one of the same entry and group where there is one.
    mutating func add(_ portion: Portion) {
        guard
            let index = portions.firstIndex(where: {
                $0.policy == portion.policy && $0.entry == portion.entry
                    && $0.group == portion.group
                    && $0.isCopy == portion.isCopy
            })
        else { return portions.append(portion) }
        portions[index].items += portion.items
        for other in portion.others where !portions[index].others.contains(other) {
            portions[index].others.append(other)
        }
        for main in portion.copyOf where !portions[index].copyOf.contains(main) {
            portions[index].copyOf.append(main)
        }
    }

    mutating func add(note: String) {
        if !note.isEmpty, !notes.contains(note) { notes.append(note) }
    }
}
