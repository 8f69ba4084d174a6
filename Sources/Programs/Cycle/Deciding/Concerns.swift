import Alerts
import CivilTime
import Columns
import Exports
import Facts
import Notices
import Policies
import Spooling

// What the people who look after the installation must know: each once, whatever happens.

extension Judgement {
    /// Rows that the policy could not judge, by cause.
    var unknownConcerns: [OperatorConcern] {
        guard policy.data.reportsUnknown, policy.highestMode >= .notify else { return [] }
        return subjectsByCause { if case .unknown = $0.verdict { true } else { false } }.map {
            cause,
            subjects in
            .unknownRows(
                policy: policy.id,
                cause: cause,
                subjects: subjects,
                advice: policy.resource.missingData
            )
        }
    }

    /// Rows on which the policy may conclude nothing, by cause.
    ///
    /// Where data sets are late, which is told already, rows that rest on old data are not named again.
    func heldConcerns(_ facts: FactSet, isLateTold: Bool) -> [OperatorConcern] {
        guard policy.highestMode >= .notify else { return [] }
        let table = facts.table(policy.resource.name)
        return subjectsByCause { result in
            guard case .held = result.verdict else { return false }
            return !isLateTold || table?[result.row, "fresh"].bool != false
        }.map { cause, subjects in
            OperatorConcern(
                cause: .heldRows,
                subject: "\(policy.id): \(cause)",
                title: "\(policy.id): nothing is concluded on "
                    + "\(subjects.count) \(subjects.count == 1 ? "row" : "rows"): \(cause)",
                lines: subjects.prefix(5).map { "- \($0)" },
                whatToDo: ["Look at them: seatwarden evaluate \(policy.id)"]
            )
        }
    }

    /// Why rows are unknown or held, with how many there are; the most frequent cause first.
    var causes: [(cause: String, count: Int)] {
        subjectsByCause { $0.verdict.cause != nil }.map { ($0.cause, $0.subjects.count) }
            .sorted { ($1.count, $0.cause) < ($0.count, $1.cause) }
    }

    private func subjectsByCause(
        where isMeant: (RowResult) -> Bool
    ) -> [(cause: String, subjects: [String])] {
        var subjects: [String: [String]] = [:]
        for result in results where isMeant(result) {
            subjects[result.verdict.cause ?? "", default: []].append(result.subject)
        }
        return subjects.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

extension TableSchema {
    /// Which data makes the unknown known, for someone who is no programmer.
    var missingData: String {
        switch name {
        case "team", "admin":
            "Export the Users of the team in Autodesk Account (Reporting > Export, the category Users, in "
                + "English, so that the roles can be read), or name its admins under "
                + "contacts.admins in the configuration."
        case "balance":
            "Name the team's packs and its balance under flex in the configuration, and bring Token "
                + "usage exports that leave no day out."
        case "subscription":
            "Bring the team's Subscriptions export (Autodesk Account > Reporting > Export)."
        default:
            "Bring the team's Usage report (Autodesk Account > Reporting > Usage Report > Export, no "
                + "filter)."
        }
    }
}

extension OperatorConcern.Cause {
    /// Rows that are held for another reason than that a data set is late.
    static let heldRows = Self(
        name: "held-rows",
        title: "Rows on which nothing is concluded",
        plural: "policies hold rows back"
    )
    /// Files that the program may not read.
    static let unreadableFiles = Self(
        name: "unreadable-file",
        title: "Files that may not be read",
        plural: "files may not be read"
    )
    /// More mails in one cycle than the configuration allows.
    static let heldMails = Self(
        name: "held-mails",
        title: "Mails that wait for you",
        plural: "cycles had too many mails",
        urgency: .critical
    )
    /// A Usage report without inactive people.
    static let filteredReports = Self(
        name: "filtered",
        title: "Incomplete exports",
        plural: "exports are filtered"
    )
}

extension FactSet {
    /// Data sets that are late, never came, or were exported with a filter.
    var dataConcerns: [OperatorConcern] {
        guard let datasets = table("dataset") else { return [] }
        return (0..<datasets.rowCount).flatMap { row -> [OperatorConcern] in
            guard let dataset = datasets[row, "dataset"].text,
                let team = datasets[row, "team"].text
            else { return [] }
            let asOf = datasets[row, "as_of"].day
            var concerns: [OperatorConcern] = []
            if datasets[row, "late"].bool == true || datasets[row, "missing"].bool == true {
                concerns.append(
                    .staleData(
                        dataset: dataset,
                        team: team,
                        asOf: asOf,
                        age: datasets[row, "age_days"].int,
                        steps: Dataset(rawValue: dataset)?
                            .exportSteps(team: team == "all" ? nil : team) ?? []
                    )
                )
            }
            if datasets[row, "filtered"].bool == true {
                concerns.append(.filtered(team: team, asOf: asOf))
            }
            return concerns
        }
    }
}

extension OperatorConcern {
    /// A Usage report that looks filtered: told once a month while it lasts, since a small team may
    /// really have nobody who is inactive.
    fileprivate static func filtered(team: String, asOf: Day?) -> Self {
        Self(
            cause: .filteredReports,
            subject: team,
            occurrence: asOf.map { String($0.description.prefix(7)) } ?? "",
            title: "The newest Usage report of \(team) has no inactive person in it",
            lines: [
                "Unless everyone in the team is active, it was exported with a filter. Idle seats cannot be found in it, and "
                    + "nothing resolves by it."
            ],
            whatToDo: [
                "Export the Usage report again, with all filters cleared and all columns.",
                "If everybody in the team really uses their seat, there is nothing to do.",
            ]
        )
    }

    /// A file in the inbox that the program may not read.
    static func unreadable(_ refusal: Refusal) -> Self {
        Self(
            cause: .unreadableFiles,
            subject: refusal.file.name,
            occurrence: refusal.file.status.modified.instant.description,
            title: refusal.feedback.title,
            passages: refusal.feedback.passages
        )
    }
}
