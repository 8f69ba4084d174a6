import CEL
import CivilTime
import Columns
import Facts
import Settings
import Testing

@testable import Policies

/// `pool(team, offering)` and `team(name)`: what they find, and how old that may be.
@Suite struct LookupTests {
    private func pool(
        _ team: String,
        _ offering: String,
        free: Int,
        _ changes: [String: Cell] = [:]
    ) -> [String: Cell] {
        [
            "team": .text(team), "offering": .text(offering), "kind": .text("seats"),
            "seats_free": .int(free), "as_of": .day(asOf), "fresh": .bool(true),
        ].merging(changes) { $1 }
    }

    private func holder(_ team: String, _ offering: String) -> [String: Cell] {
        seat("ada", ["team": .text(team), "offering": .text(offering)])
    }

    private let stale: [String: Cell] = ["fresh": .bool(false), "as_of": .day(asOf.adding(-60))]
    private let tooOld = "the pool data is too old: it ends on 2026-09-23"

    /// The verdicts over four seats: Maya in the South is in no pool, and that of Revit is stale.
    private func verdicts(_ expression: String, _ rest: String = "") throws -> [Verdict] {
        // That a pool's figures may be null is warned of, and not what this is about.
        let loaded = Loaded(["policy: test\nresource: seat\nexpr: \"\(expression)\"\n" + rest])
        let policy = try #require(loaded.set.policies.first, "\(loaded.messages)")
        let tables = [
            "seat": [
                holder("North", "AutoCAD"), holder("South", "AutoCAD"), holder("South", "Maya"),
                holder("North", "Revit"),
            ],
            "pool": [
                pool("North", "AutoCAD", free: 3), pool("South", "AutoCAD", free: 0),
                pool("North", "Revit", free: 9, stale),
            ],
            "team": [["name": .text("North"), "fresh": .bool(true)]],
        ]
        let links: [String: [[Int]?]] = [
            "seat.pool": [[0], [1], nil, [2]], "pool.seats": [[0], [1], [3]],
            "team.pools": [[0, 2]],
        ]
        return evaluate(policy, over: facts(tables, relations: links), configuration: .standard)
            .map(\.verdict)
    }

    @Test func `a pool is looked up by team and offering`() throws {
        let unknown = Verdict.unknown(cause: "pool(seat.team, seat.offering) is not known")
        #expect(
            try verdicts("pool(seat.team, seat.offering).seats_free > 1")
                == [.holds, .clear, unknown, .held(cause: tooOld)]
        )
        #expect(
            try verdicts("pool('North', 'AutoCAD').seats_free > 1")
                == [.holds, .holds, .holds, .holds],
            "only the row that is looked up must be fresh"
        )
        #expect(
            try verdicts("pool(seat.team, 'Revit').seats_free > 1")
                == [
                    .held(cause: tooOld),
                    .unknown(cause: "pool(seat.team, 'Revit') is not known"),
                    .unknown(cause: "pool(seat.team, 'Revit') is not known"), .held(cause: tooOld),
                ]
        )
    }

    @Test func `through a variable the same row is meant`() throws {
        #expect(
            try verdicts(
                "pool(variables.where, seat.offering).seats_free > 1",
                "variables:\n  where: seat.team\n"
            ).suffix(1) == [.held(cause: tooOld)]
        )
        #expect(
            try verdicts(
                "variables.free > 1",
                "variables:\n  free: pool(seat.team, seat.offering).seats_free.orElse(0)\n"
            ) == [.holds, .clear, .clear, .held(cause: tooOld)]
        )
    }

    @Test func `where the rules do not show what is looked up, all of it must be fresh`() throws {
        #expect(
            try verdicts(
                "pool(fold(seat.team) == 'north' ? 'North' : 'South', 'AutoCAD').seats_free > 1"
            )
                == Array(repeating: .held(cause: tooOld), count: 4)
        )
    }

    @Test func `a relation to a pool is held by the pool's age`() throws {
        let verdicts = try verdicts("seat.pool.seats_free > 1")
        #expect(verdicts.count == 4)
        #expect(verdicts[0] == .holds)
        #expect(verdicts[1] == .clear)
        #expect(verdicts[2].cause?.hasPrefix("seat.pool is not known") == true)
        #expect(verdicts[3] == .held(cause: tooOld))
    }

    @Test func `what is looked up leads on to what it is related to`() throws {
        // North's pools are read, one of which is stale.
        #expect(
            try verdicts("team(seat.team).pools.exists(p, p.seats_free > 1)").prefix(1)
                == [.held(cause: tooOld)]
        )
        // A message may be old: only rules decide.
        #expect(
            try verdicts(
                "seat.assigned",
                "message: { summary: \"{{ pool('North', 'Revit').seats_free }}\" }\n"
            ) == [.holds, .holds, .holds, .holds]
        )
    }

    @Test func `both arguments are texts`() {
        let loaded = Loaded(["policy: test\nresource: seat\nexpr: pool(seat.team).price > 1.0\n"])
        #expect(loaded.messages.contains { $0.hasPrefix("own1.yaml:3:7: error: ") })
        #expect(loaded.set.policies.isEmpty)
    }
}
