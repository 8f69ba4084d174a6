import CivilTime
import Columns
import Facts
import Foundation
import Settings
import TestSupport
import Testing

@testable import Policies

/// Random policies over random tables: all rows at once, and row by row, mean the same.
@Suite struct PolicyPropertyTests {
    /// 1, or how many times more policies `make soak` asks for.
    private static let rounds =
        ProcessInfo.processInfo.environment["SEATWARDEN_SOAK"].flatMap { UInt64($0) } ?? 1

    private static func seat(_ random: inout SeededGenerator) -> [String: Cell] {
        func maybe(_ cell: Cell) -> Cell {
            Int.random(in: 0...3, using: &random) > 0 ? cell : .null
        }
        func int(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &random) }
        let used = (0..<int(0...3)).map { _ in asOf.adding(-int(0...60)) }
        return [
            "team": .text(["North", "South"][int(0...1)]), "person": .text("p\(int(1...9))"),
            "offering": .text(["AutoCAD", "Maya", "Revit"][int(0...2)]),
            "email": maybe(.text(["a@b", "ada@example.com"][int(0...1)])),
            "name": maybe(.text(["Ada", "Bob"][int(0...1)])),
            "kind": .text(["seats", "flex"][int(0...1)]), "assigned": .bool(int(0...3) > 0),
            "left": .bool(int(0...3) == 0), "days_idle": maybe(.int(int(0...90))),
            "days_assigned": maybe(.int(int(0...90))), "days_used_30": maybe(.int(int(0...4))),
            "days_known": .int(int(0...90)), "price": maybe(.num(Double(int(0...100)))),
            "used_days": .days(DaySet(used)), "as_of": maybe(.day(asOf.adding(-int(0...5)))),
            "fresh": .bool(int(0...5) > 0),
        ]
    }

    private static func team(_ random: inout SeededGenerator) -> [String: Cell] {
        func int(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &random) }
        return [
            "name": .text(["North", "South", "Nord"][int(0...2)]),
            "has_backup": .bool(int(0...1) == 0),
            "people": .int(int(0...9)), "fresh": .bool(int(0...5) > 0),
            "as_of": int(0...3) == 0 ? .null : .day(asOf.adding(-int(0...5))),
        ]
    }

    private static func balance(_ random: inout SeededGenerator) -> [String: Cell] {
        func int(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &random) }
        return [
            "team": .text("North"), "packs": .int(int(0...3)),
            "available": .num(Double(int(0...99))),
            "share_left": int(0...2) == 0 ? .null : .num(Double(int(0...10)) / 10),
            "as_of": .day(asOf.adding(-int(0...5))), "fresh": .bool(int(0...4) > 0),
        ]
    }

    /// Pools of all teams and offerings but one.
    private static func pools(_ random: inout SeededGenerator) -> [[String: Cell]] {
        ["North", "South"].flatMap { team in ["AutoCAD", "Maya", "Revit"].map { (team, $0) } }
            .dropLast().map { team, offering in
                [
                    "team": .text(team), "offering": .text(offering), "kind": .text("seats"),
                    "seats_free": Bool.random(using: &random) ? .int(2) : .null,
                    "as_of": .day(asOf.adding(-.random(in: 0...5, using: &random))),
                    "fresh": .bool(.random(in: 0...4, using: &random) > 0),
                ]
            }
    }

    private static func facts(_ random: inout SeededGenerator) -> FactSet {
        func rows(_ most: Int) -> Range<Int> { 0..<Int.random(in: 0...most, using: &random) }
        // More rows than a word of a bitmap has.
        let seats = rows(150).map { _ in seat(&random) }
        let teams = rows(80).map { _ in team(&random) }
        let balances = rows(4).map { _ in balance(&random) }
        let admins = (0..<5).map { number -> [String: Cell] in
            [
                "role": .text(number == 0 ? "primary" : "secondary"),
                "fresh": .bool(Int.random(in: 0...9, using: &random) > 0),
            ]
        }
        func related(_ count: Int, most: Int) -> [[Int]?] {
            teams.map { _ in
                guard count > 0, Int.random(in: 0...4, using: &random) > 0 else { return nil }
                return (0..<Int.random(in: 0...most, using: &random)).map { _ in
                    Int.random(in: 0..<count, using: &random)
                }
            }
        }
        let pools = pools(&random)
        let pool: [[Int]?] = seats.map { seat in
            pools.firstIndex { $0["team"] == seat["team"] && $0["offering"] == seat["offering"] }
                .map { [$0] }
        }
        return PoliciesTests.facts(
            [
                "seat": seats, "pool": pools, "team": teams, "balance": balances, "admin": admins,
            ],
            relations: [
                "seat.pool": pool,
                "team.balance": related(balances.count, most: 1),
                "team.admins": related(admins.count, most: 3),
            ]
        )
    }

    @Test func `all rows at once are judged as each by itself`() throws {
        var seen: [String: Int] = [:]
        var compared = 0
        for seed in 0..<(150 * Self.rounds) {
            var random = SeededGenerator(seed: seed << 20)
            var writer = RandomPolicy(seed: seed)
            let text = writer.text()
            let loaded = Loaded([text])
            let policy = try #require(loaded.set["p"], "\(text)\n\(loaded.messages)")
            let facts = Self.facts(&random)
            let found = evaluate(policy, over: facts, configuration: .standard)
            let results = Dictionary(uniqueKeysWithValues: found.map { ($0.row, $0) })
            let reference = ReferenceJudge(policy: policy, facts: facts)
            for row in 0..<(facts.table(writer.table)?.rowCount ?? 0) {
                compared += 1
                let expected = reference.finding(row)
                let result = results[row].map(ReferenceJudge.Finding.init)
                #expect(result == expected, "seed \(seed), row \(row):\n\(text)")
                guard result == expected else { return }
                let kind = expected?.verdict.prefix { $0 != ":" } ?? "disabled"
                seen[String(kind), default: 0] += 1
            }
            try check(found, policy, facts)
        }
        // Each outcome must have come often enough to mean something.
        let kinds = [
            "disabled", "not-matched", "unknown", "excepted", "held", "not-ready", "clear", "holds",
        ]
        #expect(kinds.allSatisfy { (seen[$0] ?? 0) > compared / 500 }, "\(seen)")
    }

    /// What is kept or counted, and what is explained, is what all rows say.
    private func check(_ all: [RowResult], _ policy: Policy, _ facts: FactSet) throws {
        let kept = all.filter { $0.row % 7 == 0 || $0.verdict.mayStand }
        let verdicts = judge(
            policy,
            over: FactSource(facts),
            configuration: .standard,
            keeping: .only(Set(stride(from: 0, to: 1_000, by: 7)))
        )
        #expect(verdicts.results.map(\.row) == kept.map(\.row))
        #expect(verdicts.results.map(\.verdict) == kept.map(\.verdict))
        #expect(verdicts.passedOver == all.count - kept.count)
        for result in all.prefix(3) {
            let told = explain(policy, row: result.row, over: facts, configuration: .standard)
            #expect(told?.result.verdict == result.verdict)
            #expect(told?.result.severity == result.severity)
        }
    }
}

extension ReferenceJudge.Finding {
    /// A result without the words of its reason.
    fileprivate init(_ result: RowResult) {
        self.init(
            verdict: result.verdict.reference,
            severity: result.severity,
            mode: result.mode,
            stepValue: result.stepValue,
            step: result.step
        )
    }
}

extension Verdict {
    fileprivate var reference: String {
        switch self {
        case .notMatched(let name): "not-matched: \(name.prefix { $0 != "(" })".trimmingSpace
        case .excepted(let name): "excepted: \(name)"
        case .unknown(let cause):
            cause.firstRange(of: "is not known").map { "unknown: \(cause[..<$0.upperBound])" }
                ?? "unknown: \(cause)"
        case .notReady(let day): "not-ready: \(day)"
        case .held(let cause):
            cause.contains("both set")
                ? "held: contradiction"
                : cause.contains("data is too old") ? "held: stale" : "held: \(cause)"
        case .clear: "clear"
        case .holds: "holds"
        }
    }
}

extension String {
    fileprivate var trimmingSpace: String { hasSuffix(" ") ? String(dropLast()) : self }
}
