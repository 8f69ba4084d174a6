import CivilTime
import Columns
import Exports
import Settings
import TestSupport
import Testing

@testable import Facts

/// What facts leave for the next ones must never show: facts that go on are those that are made from nothing.
@Suite struct ContinuationTests {
    private static let configurations = [
        "",
        """
        flex: { token_price: 3.0, rates: [{ product: Revit, tokens: 10 }, { product: AutoCAD, tokens: 7 }] }
        prices: [{ offering: AutoCAD, price: 2095 }, { offering: Revit, price: 2985, since: 2026-11-28 }]
        offerings: { collections: [{ name: AEC Collection, products: [Revit, AutoCAD] }] }
        groups:
          assign: [{ group: civil, offerings: [Revit] }]
          group_cell_means_group_assignment: true
        """,
        """
        inputs: { settle: 0d }
        contacts:
          admins:
            - { team: North, email: p3@example.com, role: primary }
            - { team: West, email: zoe@example.com, role: primary }
        absences: [{ email: p1@example.com, from: 2026-11-01, until: 2026-12-24 }]
        """,
    ]

    /// Compares some tables and columns, or all.
    private func expectSame(
        _ facts: FactSet,
        _ fresh: FactSet,
        _ random: inout RandomFiles,
        _ story: String
    ) {
        let isWhole = random.number(below: 3) > 0
        for schema in FactSchema.all.tables where isWhole || random.number(below: 2) == 0 {
            guard let mine = facts.table(schema.name), let other = fresh.table(schema.name) else {
                continue
            }
            #expect(mine.rowCount == other.rowCount, "\(schema.name), \(story)")
            for column in schema.columns where isWhole || random.number(below: 3) == 0 {
                #expect(
                    mine[column.name] == other[column.name],
                    "\(schema.name).\(column.name), \(story)"
                )
            }
            for relation in schema.relations where isWhole {
                #expect(
                    facts.links(schema.name, relation.name)
                        == fresh.links(schema.name, relation.name),
                    "\(schema.name).\(relation.name), \(story)"
                )
            }
            for row in 0..<(isWhole ? mine.rowCount : 0) {
                #expect(
                    facts.aliases(schema.name, row: row) == fresh.aliases(schema.name, row: row),
                    "\(story)"
                )
            }
        }
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `facts that go on are those that are made from nothing`(seed: UInt64) throws {
        var random = RandomFiles(seed: seed)
        var account = try Account(random.one(of: Self.configurations))
        if seed % 5 == 0 { account.history.limitLayers(to: 15) }
        if seed % 7 == 0 { account.history.limitSightings(to: 40) }
        var now = try instant(november24)
        var groundwork: Groundwork?
        var story = "seed \(seed)"
        for _ in 0..<14 {
            switch random.number(below: 12) {
            case 0...7:
                let file = random.file(about: now)
                try account.take(
                    file.text,
                    name: file.name,
                    exported: "\(file.exported)",
                    taken: "\(now)",
                    sidecar: file.sidecar
                )
                story += ", \(file.name)"
            case 8, 9:
                now = now.adding(TimeSpan(seconds: Int64(random.one(of: [600, 50_000, 900_000]))))
                story += ", \(now)"
            case 10:
                account.configuration = try Account(random.one(of: Self.configurations))
                    .configuration
                story += ", other configuration"
            default:
                let trim = account.history.trim(
                    days: TimeSpan(days: random.one(of: [400, 200])),
                    snapshots: TimeSpan(days: 20),
                    now: now
                )
                story += trim.isEmpty ? ", nothing to trim" : ", trimmed"
            }
            if random.number(below: 5) == 0 { continue }
            let facts = deriveFacts(
                account.history,
                account.configuration,
                now: now,
                zone: .utc,
                reusing: &groundwork
            )
            let fresh = deriveFacts(account.history, account.configuration, now: now, zone: .utc)
            expectSame(facts, fresh, &random, story)
            if random.number(below: 2) == 0 { groundwork?.settle() }
        }
    }

    // MARK: - What holds

    private func account() throws -> Account {
        var account = try Account()
        try account.take(
            Layout.report.csv(
                ["ada", "bob", "eve"].map {
                    ["email": "\($0)@example.com", "last_accessed": "2026-11-20"]
                }
            ),
            exported: "2026-11-23T06:00:00Z"
        )
        return account
    }

    private func derivation(_ account: Account, reusing kept: KeptFacts? = nil) throws -> Derivation
    {
        Derivation(
            account.history,
            account.configuration,
            now: try instant(november24),
            zone: .utc,
            reusing: kept
        )
    }

    /// What facts leave of which the columns were asked for.
    private func kept(_ account: Account) throws -> KeptFacts {
        var groundwork: Groundwork?
        let facts = deriveFacts(
            account.history,
            account.configuration,
            now: try instant(november24),
            zone: .utc,
            reusing: &groundwork
        )
        #expect(facts.table("seat")?.columns.isEmpty == false)
        return try #require(groundwork?.kept)
    }

    private func use(_ person: String) -> String {
        Layout.usage.csv([["email": "\(person)@example.com", "day_used": "2026-11-21"]])
    }

    @Test func `a day of one seat makes that seat's figures anew and no others`() throws {
        var account = try account()
        let kept = try kept(account)
        try account.take(use("bob"), name: "usage.csv")
        let derivation = try derivation(account, reusing: kept)
        let changed = try #require(derivation.use.changed)
        #expect(changed.isChanged.count { $0 } == 1)
        let seats = Seats(derivation, SeatRoster(derivation), Deferred(made: []))
        #expect(seats.teams.first?.roster.stamp === kept.roster?.teams.first?.stamp)
        #expect(
            seats.shared.figures.value.first?.map { $0.lastDay } == [
                try day("2026-11-20"), try day("2026-11-21"), try day("2026-11-20"),
            ]
        )
        #expect(Set(seats.table.madeColumns) == Seats.lastingColumns)
    }

    @Test func `a person who is new moves the numbers of others, whose seats stay`() throws {
        var account = try account()
        let kept = try kept(account)
        try account.take(use("amy"), name: "usage.csv")
        let derivation = try derivation(account, reusing: kept)
        #expect(derivation.continuation?.numbers == [0, 2, 3])
        let roster = SeatRoster(derivation)
        #expect(roster.teams.first?.stamp === kept.roster?.teams.first?.stamp)
        #expect(roster.teams.first?.seats.map(\.key.person) == [0, 2, 3])
    }

    @Test func `persons who turn out to be one are found from nothing`() throws {
        var account = try account()
        let hash = String(repeating: "0f", count: 20)
        try account.take(
            Layout.usage.csv([
                ["email": "", "hashed_autodesk_id": hash, "day_used": "2026-11-21"]
            ]),
            name: "hashed.csv"
        )
        let kept = try kept(account)
        try account.take(
            Layout.usage.csv([
                [
                    "email": "bob@example.com", "hashed_autodesk_id": hash,
                    "day_used": "2026-11-22",
                ]
            ]),
            name: "usage.csv",
            exported: "2026-11-24T07:00:00Z"
        )
        #expect(try derivation(account, reusing: kept).continuation?.newFiles == nil)
    }

    @Test func `what was dropped, and other administrators, are found from nothing`() throws {
        var account = try account()
        try account.take(
            Layout.usage.csv([["email": "ada@example.com", "day_used": "2026-06-01"]]),
            name: "older.csv"
        )
        let kept = try kept(account)
        let other = try Account(
            "contacts: { admins: [{ team: North, email: zoe@example.com, role: primary }] }"
        )
        var changed = account
        changed.configuration = other.configuration
        #expect(try derivation(changed, reusing: kept).continuation?.newFiles == nil)
        #expect(try derivation(account, reusing: kept).continuation?.newFiles == [])
        let trim = account.history.trim(
            days: TimeSpan(days: 1),
            snapshots: TimeSpan(days: 1),
            now: try instant("2027-02-01T00:00:00Z")
        )
        #expect(!trim.isEmpty)
        #expect(try derivation(account, reusing: kept).continuation?.newFiles == nil)
    }

    @Test func `facts that nobody asked for leave nothing`() throws {
        let account = try account()
        var groundwork: Groundwork?
        _ = deriveFacts(
            account.history,
            account.configuration,
            now: try instant(november24),
            zone: .utc,
            reusing: &groundwork
        )
        let kept = try #require(groundwork?.kept)
        #expect(kept.roster?.teams == nil)
        #expect(kept.keys?.seats == nil)
        #expect(kept.columns.isEmpty && kept.seats.isEmpty)
    }
}
