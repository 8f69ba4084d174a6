package import CivilTime
import Columns
package import Facts
import Templates

// Concerns about the service itself rather than about data.
extension OperatorConcern {
    /// A reload was refused, and the old set stays in force: told once for the content of the
    /// files.
    ///
    /// - Parameters:
    ///   - what: what was changed: `policies` or `configuration`.
    ///   - digest: the hash of the new files.
    ///   - mistakes: the heads of the messages, as `seatwarden check` prints them.
    /// - Returns: the concern.
    package static func refusedChange(_ what: String, digest: String, mistakes: [String]) -> Self {
        let shown = mistakes.prefix(10)
        let more = mistakes.count - shown.count
        return Self(
            cause: .refusedChanges,
            subject: "\(what)/\(digest)",
            title: "The new \(what) cannot be used; the old set stays in force",
            lines: shown.map { "- \($0)" }
                + (more > 0 ? ["- and \(Phrases.number(more)) more"] : []),
            whatToDo: ["Correct them, then run: seatwarden check"]
        )
    }

    /// The regular sign of life: silence is never health.
    ///
    /// - Parameters:
    ///   - occurrence: the moment of `mail.heartbeat` that it answers.
    ///   - policies: how many policies are in force.
    ///   - firing: how many alerts fire.
    ///   - facts: their table `dataset` says how old the data is.
    /// - Returns: the concern.
    package static func heartbeat(
        occurrence: Instant,
        policies: Int,
        firing: Int,
        facts: FactSet
    ) -> Self {
        Self(
            cause: .heartbeat,
            subject: "heartbeat",
            occurrence: occurrence.description,
            title:
                "Seatwarden runs: \(Phrases.number(policies)) policies, \(Phrases.number(firing)) "
                + "\(firing == 1 ? "alert fires" : "alerts fire")",
            lines: ages(of: facts),
            whatToDo: ["Where this mail does not come, something is wrong: run seatwarden status."]
        )
    }

    private static func ages(of facts: FactSet) -> [String] {
        guard let table = facts.table("dataset") else { return [] }
        return (0..<table.rowCount).map { row in
            let team = table[row, "team"].text.flatMap { $0 == "all" ? nil : " of \($0)" } ?? ""
            let late = table[row, "late"].bool == true ? ", late" : ""
            let age =
                table[row, "as_of"].day.map { "up to \(Phrases.language.date($0))" } ?? "never came"
            return "- \(table[row, "dataset"].text ?? "")\(team): \(age)\(late)"
        }
    }
}
