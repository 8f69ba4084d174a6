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
}
