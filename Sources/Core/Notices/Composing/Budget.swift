// policy-language.md §4: a person gets at most `mail.budget` notices a week; what is over is folded
// into the next digest, worst first; a deadline is never folded past its date.
import Alerts
import CivilTime
import Policies
import Settings

/// The drafts that may go out, and how many notices are put off.
///
/// In the quiet hours nothing goes out at once unless it is urgent; what a schedule names has its
/// hour. What is over goes into a digest of this cycle to the same person, where there is one.
/// Otherwise it is not told, and so it is due again: in the next cycle or at the next occurrence of
/// its schedule.
func withinBudget(_ drafts: [Draft], _ round: NoticeRound) -> (kept: [Draft], postponed: Int) {
    var kept: [Draft] = []
    var postponed = 0
    let rows = policyRows(round)
    let today = round.zone.day(of: round.now)
    for own in grouped(drafts) {
        let sent = round.sentThisWeek[own[0].recipient.address] ?? 0
        let isQuiet = round.isQuiet
        var left = max(0, round.configuration.mail.budget - sent)
        let urgent = own.map { isUrgent($0, rows, today) }
        let order = own.indices.sorted {
            (urgent[$0] ? 0 : 1, -own[$0].weight.rawValue, -own[$0].itemCount, $0)
                < (urgent[$1] ? 0 : 1, -own[$1].weight.rawValue, -own[$1].itemCount, $1)
        }
        var sending: [Draft] = []
        var over: [Draft] = []
        for index in order {
            let waits = isQuiet && !own[index].isDigest
            if urgent[index] || (left > 0 && !waits) {
                sending.append(own[index])
                left = max(0, left - 1)
            } else {
                over.append(own[index])
            }
        }
        for draft in over {
            if let digest = sending.firstIndex(where: \.isDigest) {
                sending[digest].fold(draft)
            } else {
                postponed += draft.itemCount
            }
        }
        kept += sending
    }
    return (withCopiesOfWhatIsSent(kept), postponed)
}

/// Drafts of one recipient after another, in their order.
private func grouped(_ drafts: [Draft]) -> [[Draft]] {
    var groups: [[Draft]] = []
    for draft in drafts {
        if groups.last?.first?.recipient.address == draft.recipient.address {
            groups[groups.count - 1].append(draft)
        } else {
            groups.append([draft])
        }
    }
    return groups
}

/// Whether a deadline in a draft would have passed before it could be told again.
private func isUrgent(_ draft: Draft, _ rows: [String: PolicyRows], _ today: Day) -> Bool {
    draft.portions.contains { portion in
        // Room in the budget comes within a week, but a monthly schedule within a month.
        let horizon = today.adding(portion.schedule.contains("monthly") ? 31 : 7)
        return portion.items.contains { item in
            guard let result = rows[portion.policy]?.result(of: item.alert) else { return false }
            let stated =
                result.deadlines.indices.contains(portion.entry)
                ? result.deadlines[portion.entry] : nil
            guard let deadline = stated ?? result.realisableFrom else { return false }
            return today <= deadline && deadline <= horizon
        }
    }
}

extension NoticeRound {
    /// Whether it is a time of day in which `mail.quiet` lets nothing go out.
    fileprivate var isQuiet: Bool {
        guard let quiet = configuration.mail.quiet else { return false }
        let second = zone.secondOfDay(of: now)
        return quiet.from <= quiet.until
            ? (quiet.from..<quiet.until).contains(second)
            : second >= quiet.from || second < quiet.until
    }
}

extension Draft {
    fileprivate var isDigest: Bool { if case .digest = occasion { true } else { false } }

    fileprivate mutating func fold(_ other: Draft) {
        for portion in other.portions { add(portion) }
        for note in other.notes { add(note: note) }
        settled += other.settled
    }
}
