import Alerts

/// The drafts without copies of what is not sent: a copy says to whom the mail went.
///
/// A mail that was put off takes its copies with it; they go out when it does.
func withCopiesOfWhatIsSent(_ drafts: [Draft]) -> [Draft] {
    var sent: [String: Set<Mailbox>] = [:]
    for draft in drafts {
        for portion in draft.portions where !portion.isCopy {
            for item in portion.items { sent[item.alert.id, default: []].insert(draft.recipient) }
        }
    }
    return drafts.compactMap { draft in
        var draft = draft
        draft.portions = draft.portions.compactMap { portion in
            guard portion.isCopy else { return portion }
            var copy = portion
            copy.items.removeAll { sent[$0.alert.id]?.isDisjoint(with: portion.copyOf) ?? true }
            let reached = copy.items.reduce(into: Set<Mailbox>()) {
                $0.formUnion(sent[$1.alert.id] ?? [])
            }
            copy.copyOf.removeAll { !reached.contains($0) }
            return copy.items.isEmpty ? nil : copy
        }
        return draft.portions.isEmpty ? nil : draft
    }
}
