import Alerts
import CEL
import CivilTime
import Columns
import Facts
import Policies
import Templates

/// Writes what a mail says of one group of a policy's alerts.
struct PartWriter {
    /// How many subjects the plain list shows that stands in for a failed template.
    static let maximumListed = 50

    /// What a part says, and what the subject of a mail of its own would be.
    struct Written {
        let part: MailPart
        let subject: String
        /// Money a year, of the rows where it is known.
        let saving: Double
        let concerns: [OperatorConcern]
    }

    private let round: NoticeRound
    private let rows: PolicyRows
    private let portion: Draft.Portion
    private let told: [RowResult]

    init(_ round: NoticeRound, _ rows: PolicyRows, _ portion: Draft.Portion) {
        self.round = round
        self.rows = rows
        self.portion = portion
        told = ordered(
            portion.items.compactMap { rows.result(of: $0.alert) },
            by: rows.policy,
            in: round.facts
        )
    }

    /// The part, with a plain list where the template fails or no row is left to speak of.
    func written() -> Written {
        let why = Phrases.why(portion.items)
        let message = rows.policy.notify[portion.entry].message
        guard !told.isEmpty else { return plain(why, concerns: []) }
        let scope = groupActivation(
            rows.policy,
            rows: told,
            facts: round.facts,
            configuration: round.configuration,
            severity: severity,
            step: portion.items.compactMap(\.alert.step).max(),
            why: why
        )
        var concerns: [OperatorConcern] = []
        func render(_ template: Template, _ part: String) -> String? {
            do throws(EvaluationError) {
                return try template.render(scope)
            } catch {
                concerns.append(
                    .template(
                        policy: rows.policy.id,
                        part: part,
                        message: error.message,
                        revision: rows.policy.revision
                    )
                )
                return nil
            }
        }
        let summary = render(message.summary, "summary").map(oneLine)
        let subject = message.subject.flatMap { render($0, "subject") }
        let text = render(message.text, "text")
        let html = render(message.html, "html")
        guard let summary, !summary.isEmpty, let text, let html else {
            return plain(why, concerns: concerns)
        }
        let part = MailPart(
            weight: portion.weight,
            summary: summary,
            reason: why,
            text: withoutHeading(trimmedLines(text), summary),
            html: withoutHeading(trimmedLines(html), "<p>\(escapedForHTML(summary))</p>"),
            remarks: remarks
        )
        return Written(
            part: part,
            subject: subject.map(oneLine) ?? summary,
            saving: saving,
            concerns: concerns
        )
    }

    private var severity: Severity {
        let rank = portion.weight.rawValue
        return Severity.allCases.first { $0.rank == rank } ?? .critical
    }

    private var saving: Double { told.compactMap(\.saving).reduce(0, +) }

    /// A template that begins with its own summary does not say it twice.
    private func withoutHeading(_ text: String, _ heading: String) -> String {
        let strong = heading.replacing("<p>", with: "<p><strong>")
            .replacing("</p>", with: "</strong></p>")
        guard let said = [heading, strong].first(where: text.hasPrefix) else { return text }
        let rest = text.dropFirst(said.count)
        guard rest.isEmpty || rest.first == "\n" else { return text }
        return trimmedLines(String(rest))
    }

    // MARK: - Small print

    private var remarks: [String] {
        var remarks: [String] = []
        let left = portion.items.count - told.count
        if !told.isEmpty, left > 0 {
            remarks.append("\(Phrases.number(left)) of these are no longer in the newest data.")
        }
        let undecided = rows.undecided(in: portion.group)
        if undecided.unknown > 0 {
            remarks.append(
                "\(Phrases.rows(undecided.unknown)) could not be judged: a fact is missing."
            )
        }
        if undecided.held > 0 {
            remarks.append(
                "\(Phrases.rows(undecided.held)) are held back: the data is stale or in question."
            )
        }
        if !portion.others.isEmpty {
            remarks.append("Also sent to \(Phrases.people(portion.others)).")
        }
        if portion.isCopy {
            remarks.append("You get a copy of what was sent to \(Phrases.people(portion.copyOf)).")
        }
        if hasAssumedRange {
            remarks.append("The export does not say which days it covers; they are assumed.")
        }
        return remarks
    }

    /// How old the data is.
    private var age: [String] {
        let asOf = told.compactMap(\.asOf).min()
        return [Phrases.age(asOf: asOf, today: round.zone.day(of: round.now))] + staleness
    }

    private var staleness: [String] { rows.areFresh(told) ? [] : [Phrases.stale] }

    /// Whether a Usage report of one of the teams does not say its range (facts.md §2).
    private var hasAssumedRange: Bool {
        guard rows.policy.resource.isAboutUse, let datasets = round.facts.table("dataset") else {
            return false
        }
        let teams = Set(told.compactMap(\.team))
        return (0..<datasets.rowCount).contains { row in
            datasets[row, "dataset"].text == "usage-report"
                && datasets[row, "range_assumed"].bool == true
                && datasets[row, "team"].text.map(teams.contains) == true
        }
    }

    // MARK: - Without a template

    private func plain(_ why: String, concerns: [OperatorConcern]) -> Written {
        let subjects = told.isEmpty ? portion.items.map(\.alert.subject) : told.map(\.subject)
        let shown = subjects.prefix(Self.maximumListed).map { "- \(oneLine($0))" }
        let more = subjects.count - shown.count
        let lines = shown + (more > 0 ? ["- and \(Phrases.number(more)) more"] : [])
        let summary = "\(oneLine(rows.policy.title)): \(Phrases.number(subjects.count))"
        let text = lines.joined(separator: "\n")
        return Written(
            part: MailPart(
                weight: portion.weight,
                summary: summary,
                reason: why,
                text: text,
                html: htmlParagraphs(text),
                remarks: remarks
            ),
            subject: summary,
            saving: saving,
            concerns: concerns
        )
    }
}

extension Template {
    /// Whether the template itself says what a variable holds: then the mail does not say it again.
    fileprivate func reads(_ variable: String) -> Bool {
        programs.contains { $0.references.contains(variable) }
    }
}
