import CivilTime
import Columns
import Exports
import Settings

/// One row of the table `dataset`: how complete and how old what is known of a data set and team is
/// (facts §3.9).
struct DatasetFacts: Sendable {
    var dataset: String
    var team: String
    var asOf: Day?
    var ageDays: Int?
    var rows: Int?
    var rowsRefused: Int?
    var source: String?
    var expected: Bool
    var late: Bool
    var missing: Bool
    var coveredFrom: Day?
    var gapDays: Int?
    var rangeAssumed: Bool
    var hashedShare: Double?
    var personalData: Bool
    var filtered: Bool?
    var fresh: Bool
}

extension DatasetFacts: FactRow {
    static let schema = TableSchema(
        name: "dataset",
        plural: "datasets",
        about: "how old and how complete a data set of a team is",
        key: ["dataset", "team"],
        teamColumn: "team",
        isAboutUse: false,
        columns: facts.map(\.schema),
        relations: []
    )

    static let facts: [Fact<DatasetFacts>] = [
        Fact("dataset", \.dataset, "the data set, such as usage-report"),
        Fact("team", \.team, "the team; all for groups, leavers and absences"),
        Fact("as_of", \.asOf, "the last day that its data is complete for; absent if never seen"),
        Fact("age_days", \.ageDays, "days from as_of to today; absent if never seen", in: .days),
        Fact(
            "rows",
            \.rows,
            "rows of the team in the newest file; absent if never seen",
            in: .rows
        ),
        Fact(
            "rows_refused",
            \.rowsRefused,
            "rows of the newest file that could not be read and were left out",
            in: .rows
        ),
        Fact(
            "source",
            \.source,
            "where the newest file came from: its sidecar's origin, else its name"
        ),
        Fact("expected", \.expected, "whether it must come (inputs.expect)"),
        Fact("late", \.late, "whether it is older than it may be"),
        Fact("missing", \.missing, "whether it must come and was never seen"),
        Fact(
            "covered_from",
            \.coveredFrom,
            "the first day that its files speak of; absent for data sets without a range of days"
        ),
        Fact(
            "gap_days",
            \.gapDays,
            "days between covered_from and as_of that no file speaks of",
            in: .days
        ),
        Fact(
            "range_assumed",
            \.rangeAssumed,
            "whether the days that the newest file speaks of were inferred from its rows"
        ),
        Fact(
            "hashed_share",
            \.hashedShare,
            "rows of the newest file without a real address, of all its rows",
            in: .share
        ),
        Fact(
            "personal_data",
            \.personalData,
            "whether some row of the newest file has a real address"
        ),
        Fact(
            "filtered",
            \.filtered,
            "whether a Usage report leaves out inactive people, and so would silence every rule about idle seats"
        ),
        Fact("fresh", \.fresh, "whether the data is young enough to act on (inputs.expect)"),
    ]
}

extension Derivation {
    /// The rows of all data sets and teams that were seen or are expected.
    func datasets() -> [DatasetFacts] {
        Dataset.allCases.flatMap { dataset in
            let seen = moment.teams(dataset)
            let expected = expectedTeams(dataset)
            return Set(seen).union(expected).map { team in
                facts(dataset, team, isExpected: expected.contains(team))
            }
        }.sorted {
            $0.dataset != $1.dataset
                ? precedes($0.dataset, $1.dataset) : precedes($0.team, $1.team)
        }
    }

    private func facts(_ dataset: Dataset, _ team: String, isExpected: Bool) -> DatasetFacts {
        var facts = DatasetFacts(
            dataset: dataset.rawValue,
            team: dataset.hasTeams ? teamName(team) : "all",
            expected: isExpected,
            late: false,
            missing: isExpected,
            rangeAssumed: false,
            personalData: false,
            fresh: false
        )
        let files = moment.files(dataset, team)
        guard let newest = files.last, let asOf = files.map(\.asOf).max() else { return facts }
        let part = newest.part
        facts.asOf = asOf
        facts.ageDays = asOf.days(until: moment.today)
        facts.rows = part.rows
        facts.rowsRefused = newest.intake.rowsRefused
        facts.source = newest.intake.source
        facts.fresh = moment.isFresh(asOf, dataset, team)
        facts.late = !facts.fresh
        facts.missing = false
        facts.rangeAssumed = newest.intake.isRangeAssumed
        facts.personalData = part.hasPersonalData
        facts.filtered = newest.intake.isFiltered
        if dataset.hasAddresses, part.rows > 0 {
            facts.hashedShare = Double(part.hashedRows) / Double(part.rows)
        }
        if dataset.hasRange, let first = files.compactMap({ $0.intake.range?.first }).min() {
            facts.coveredFrom = first
            facts.gapDays = gapDays(dataset, team, from: first, asOf: asOf)
        }
        return facts
    }

    /// Days between the start of the earliest range and `as_of` that no range of this data set
    /// covers.
    private func gapDays(_ dataset: Dataset, _ team: String, from first: Day, asOf: Day) -> Int {
        guard let span = DayRange(first, asOf) else { return 0 }
        return span.count - moment.days(of: [dataset], team).count(in: span)
    }

    /// The teams (folded) of which a data set must come; `teams: all` means every team with Users,
    /// Usage report or Subscriptions rows.
    private func expectedTeams(_ dataset: Dataset) -> Set<String> {
        let entries = configuration.inputs.expect.filter { $0.dataset == dataset.rawValue }
        guard dataset.hasTeams else { return entries.isEmpty ? [] : [""] }
        return entries.reduce(into: []) { teams, entry in
            switch entry.teams {
            case .named(let names): teams.formUnion(names.map { fold($0) })
            case .all: teams.formUnion(teamsWithRows())
            }
        }
    }

    private func teamsWithRows() -> [String] {
        [Dataset.users, .usageReport, .subscriptions].flatMap { dataset in
            moment.teams(dataset).filter { team in
                moment.files(dataset, team).contains { $0.part.rows > 0 }
            }
        }
    }
}

extension Dataset {
    /// Whether its rows have addresses to be counted.
    fileprivate var hasAddresses: Bool {
        self != .subscriptions && self != .balances && self != .tokenFlex
    }
}
