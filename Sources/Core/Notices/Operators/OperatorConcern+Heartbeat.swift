package import CivilTime
import Templates

extension OperatorConcern {
    /// The regular sign of life: told once for each occurrence of `mail.heartbeat`.
    ///
    /// - Parameters:
    ///   - heartbeat: what is so.
    ///   - zone: the configured zone, in which days and hours are shown.
    /// - Returns: the concern.
    package static func heartbeat(_ heartbeat: Heartbeat, zone: Zone) -> Self {
        Self(
            cause: .heartbeat,
            subject: "heartbeat",
            occurrence: heartbeat.occurrence.description,
            title: heartbeat.title,
            passages: heartbeat.openPassages + heartbeat.checkedPassages
                + heartbeat.dataPassages + heartbeat.sentPassages(zone)
                + heartbeat.silencePassages(zone)
        )
    }
}

extension Heartbeat {
    /// Open matters that are shown.
    static let mostOpen = 10
    /// Rows of data sets that are shown.
    static let mostDatasets = 40

    /// What matters most, in the subject of the mail.
    fileprivate var title: String {
        let start = previous == nil ? "Seatwarden is set up" : "Seatwarden is running"
        let total = firing.reduce(0, +)
        if policies.isEmpty { return "\(start), but no policy is in force" }
        if datasets.allSatisfy({ $0.asOf == nil }) { return "\(start), but no data has come yet" }
        var parts: [String] = []
        if total > 0 {
            parts.append(
                "\(Phrases.number(total)) \(total == 1 ? "alert is" : "alerts are") firing"
            )
        } else {
            parts.append("no alert is firing")
        }
        let bad = datasets.count { $0.state == .late || $0.state == .missing }
        if bad > 0 {
            parts.append(
                "\(Phrases.number(bad)) \(bad == 1 ? "data set is" : "data sets are") late"
            )
        }
        return "\(start): \(parts.joined(separator: ", "))"
    }

    fileprivate var openPassages: [Passage] {
        guard !open.isEmpty else { return [] }
        return [
            .heading("What still waits for you"),
            .text("Each was told in a mail of its own, and is still so."),
            .list(Self.shown(open)),
        ]
    }

    fileprivate var checkedPassages: [Passage] {
        guard !policies.isEmpty else {
            return [
                .heading("What was checked"),
                .text(
                    "Nothing: there is no policy. Put one into the policies folder, such as the two "
                        + "lines 'policy: idle-seats' and 'use: shipped/idle-seats'."
                ),
            ]
        }
        let count = policies.count == 1 ? "1 policy is" : "\(policies.count) policies are"
        let words = zip(["critical", "warning", "info"], firing.reversed()).filter { $0.1 > 0 }
            .map { "\(Phrases.number($0.1)) \($0.0)" }
        let total = firing.reduce(0, +)
        let alerts =
            total == 0
            ? "No alert is firing."
            : "\(Phrases.number(total)) \(total == 1 ? "alert is" : "alerts are") firing: "
                + words.joined(separator: ", ") + "."
        return [
            .heading("What was checked"),
            .text("\(count) in force. \(alerts)"),
            .table(
                header: ["Policy", "Rows", "Firing", "Waiting", "Undecided"],
                rows: policies.map { line in
                    [line.title]
                        + [line.rows, line.firing, line.pending, line.undecided].map(
                            Phrases.number
                        )
                }
            ),
            policies.contains { $0.undecided > 0 }
                ? .text(
                    "Undecided rows lack a fact, rest on old data, or have too short a history: they "
                        + "count neither as findings nor as fine."
                ) : nil,
        ].compactMap(\.self)
    }

    fileprivate var dataPassages: [Passage] {
        guard !datasets.isEmpty else {
            return [
                .heading("How old the data is"),
                .text(
                    "No export has come yet. Sign in at https://manage.autodesk.com, open Reporting > "
                        + "Usage Report, click Export and choose CSV; likewise Reporting > Export for the "
                        + "Users. Put both files into the inbox."
                ),
            ]
        }
        // What is wrong stands first, team by team.
        let rows = datasets.filter { $0.state != .fine }.map { $0.row(of: $0.team) } + fineRows
        let more = rows.count - Self.mostDatasets
        return [
            .heading("How old the data is"),
            .table(
                header: ["Data", "Team", "Up to", "Age", "State"],
                rows: Array(rows.prefix(Self.mostDatasets))
            ),
            more > 0
                ? .text("And \(Phrases.number(more)) more; 'seatwarden facts dataset' shows all.")
                : nil,
            datasets.contains { $0.state != .fine }
                ? .text(
                    "Policies that read late or missing data are held: they open nothing and resolve "
                        + "nothing until newer data comes."
                ) : nil,
        ].compactMap(\.self)
    }

    fileprivate func sentPassages(_ zone: Zone) -> [Passage] {
        let since =
            previous.map { "Since \(Phrases.language.date(zone.day(of: $0)))" }
            ?? "In this first cycle"
        guard tally.mails + tally.actions > 0 else {
            return [.heading("What was sent"), .text("\(since): nothing but this.")]
        }
        let mails = tally.mails == 1 ? "1 mail" : "\(Phrases.number(tally.mails)) mails"
        let actions =
            tally.actions == 1
            ? "1 action was proposed" : "\(Phrases.number(tally.actions)) actions were proposed"
        var ends: [String] = []
        if tally.delivered > 0 { ends.append("\(Phrases.number(tally.delivered)) delivered") }
        if tally.failed > 0 {
            ends.append("\(Phrases.number(tally.failed)) could not be delivered")
        }
        let waiting = tally.mails - tally.delivered - tally.failed
        if waiting > 0 { ends.append("\(Phrases.number(waiting)) on the way") }
        let how = ends.isEmpty ? "" : " (\(ends.joined(separator: ", ")))"
        return [
            .heading("What was sent"),
            .text("\(since): \(mails) beside this one\(how), and \(actions)."),
        ]
    }

    fileprivate func silencePassages(_ zone: Zone) -> [Passage] {
        let next =
            next.map { "The next one is due on \(Phrases.language.date(zone.day(of: $0))). " } ?? ""
        return [
            .heading("When this mail does not come"),
            .text("\(next)Silence is never health. If it is not there by the evening:"),
            .steps([
                "Look into the folder for unwanted mail.",
                "Run 'seatwarden status' on the machine: it says when the last cycle was, and what waits.",
                "Run 'seatwarden-relay status': it says whether mails can be delivered.",
            ]),
        ]
    }

    /// What is fine, the teams of a data set and day in one row.
    private var fineRows: [[String]] {
        var rows: [(line: DatasetLine, teams: [String])] = []
        for line in datasets where line.state == .fine {
            let place = rows.firstIndex { $0.line.title == line.title && $0.line.asOf == line.asOf }
            if let place {
                rows[place].teams.append(line.team)
            } else {
                rows.append((line, [line.team]))
            }
        }
        return rows.map { row in
            let teams = row.teams
            return row.line.row(
                of: teams.count == 1 ? teams[0] : "\(Phrases.number(teams.count)) teams"
            )
        }
    }

    private static func shown(_ lines: [String]) -> [String] {
        let more = lines.count - mostOpen
        return lines.prefix(mostOpen) + (more > 0 ? ["and \(Phrases.number(more)) more"] : [])
    }
}

extension Heartbeat.DatasetLine {
    fileprivate func row(of teams: String) -> [String] {
        [
            title, teams, asOf.map(Phrases.language.date) ?? "never came",
            age.map { $0 == 0 ? "today" : Phrases.language.days(Double($0)) } ?? "", word,
        ]
    }

    private var word: String {
        switch state {
        case .fine: "fine"
        case .late: "late"
        case .missing: "missing"
        case .filtered: "filtered"
        }
    }
}
