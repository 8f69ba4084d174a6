import Alerts
import Cycle

extension CycleReport {
    /// The line of the journal: counts alone, since names of files and subjects may be of people; `nil`
    /// when the cycle did nothing.
    var journalLine: String? {
        func files(_ fate: File.Fate) -> Int { self.files.count { $0.fate == fate } }
        func alerts(_ kind: Transition.Kind) -> Int { transitions.count { $0.kind == kind } }
        let parts = [
            (files(.taken), "file taken in", "files taken in"),
            (files(.repeated), "file known already", "files known already"),
            (files(.refused), "file refused", "files refused"),
            (files(.unreadable), "file may not be read", "files may not be read"),
            (alerts(.fired), "new alert", "new alerts"),
            (alerts(.resolved), "alert resolved", "alerts resolved"),
            (mails.count, "mail", "mails"),
            (actions.count, "action", "actions"),
        ].filter { $0.0 > 0 }.map { counted($0.0, $0.1, $0.2) }
        guard !isQuiet || !parts.isEmpty else { return nil }
        return "cycle: "
            + (parts.isEmpty ? "state brought up to date" : parts.joined(separator: ", "))
    }

    /// How many alerts fire.
    var firing: Int { policies.reduce(0) { $0 + $1.firing.count } }
}
