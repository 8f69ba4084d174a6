import CivilTime
import Exports
import TestSupport
import Testing

@testable import Facts

/// A file that goes on where an older one ends, read from there, is the same as the file read whole.
@Suite struct ResumingTests {
    private func file(
        _ name: String,
        _ exported: String,
        point: Bool = true,
        sidecar: Sidecar? = nil
    ) throws -> IncomingFile {
        IncomingFile(
            name: name,
            digest: name,
            exportedAt: try instant(exported),
            takenAt: try instant(november24),
            sidecar: sidecar,
            resumePoint: point ? ResumePoint(byteCount: 9, blockHashes: [7]) : nil
        )
    }

    private func content(_ rows: [[String: String]]) throws -> ExportContent {
        .days(DayRows(try readExport(Array(Layout.usage.csv(rows).utf8))))
    }

    /// Rows of some people and teams; addresses and spellings change on the way.
    private func rows(_ count: Int, _ random: inout SeededGenerator) throws -> [[String: String]] {
        let hash = String(repeating: "ab", count: 20)
        let start = try day("2026-01-01")
        return (0..<count).map { number in
            let person = random.next() % 5
            let isRenamed = number > count / 2
            return [
                "day_used": "\(start.adding(Int(random.next() % 300)))",
                "email": person == 0 ? (isRenamed ? "new@x.org" : "old@x.org") : "p\(person)@x.org",
                "hashed_autodesk_id": person == 0 ? hash : "",
                "team_alias": random.next() % 2 == 0 ? "South" : isRenamed ? "NORTH" : "North",
                "offering_name": random.next() % 3 == 0 ? "AutoCAD" : "Revit",
                "product_name": random.next() % 3 == 0 ? "Dynamo" : "",
            ]
        }
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `read from where the older file ends, the same is known at every moment`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let all = try rows(60, &random)
        let other = try rows(20, &random)
        let cuts = [15, 15 + Int(random.next() % 20), 60]
        var (whole, resumed) = (try Account(), try Account())
        var kept = Kept()
        let weeks = ["2026-11-02", "2026-11-09", "2026-11-16"]
        for (number, cut) in cuts.enumerated() {
            let name = "\(number).csv"
            let exported = "\(weeks[number])T00:00:00Z"
            _ = try whole.history.absorb(
                try content(Array(all[..<cut])),
                try file(name, exported, point: false)
            )
            let incoming = try file(name, exported)
            let base = resumed.history.resumable(.usage, incoming).first?.intake
            #expect((base == nil) == (number == 0))
            let change = try resumed.history.absorb(
                try content(Array(all[(base?.rows ?? 0)..<cut])),
                incoming,
                continuing: base
            )
            kept.apply(try #require(change))
            guard number == 1 else { continue }
            // Another file between two that go on.
            let between = try file("between.csv", "2026-11-12T00:00:00Z", point: false)
            _ = try whole.history.absorb(try content(other), between)
            let change2 = try resumed.history.absorb(try content(other), between)
            kept.apply(try #require(change2))
        }
        #expect(resumed.history.intakes == whole.history.intakes)
        #expect(
            resumed.history.parts.sorted { ($0.intake, $0.id.team) < ($1.intake, $1.id.team) }
                == whole.history.parts.sorted { ($0.intake, $0.id.team) < ($1.intake, $1.id.team) }
        )
        #expect(resumed.history.allLayers == whole.history.allLayers)
        var stored = resumed
        stored.history = try kept.history()
        let report = Layout.report.csv([["email": "old@x.org"], ["email": "p1@x.org"]])
        for now in [november24, "2026-11-13T00:00:00Z", "2026-11-10T00:00:00Z"] {
            func printed(_ account: Account) throws -> String {
                var account = account
                try account.take(report, name: "r.csv", exported: "2026-11-01T00:00:00Z")
                return try account.facts(now).printed
            }
            let expected = try printed(whole)
            #expect(try printed(resumed) == expected, "at \(now)")
            #expect(try printed(stored) == expected, "as storage keeps it, at \(now)")
        }
    }

    @Test func `only an older file of the data set, read for the same team, is continued`() throws {
        var history = History()
        let row = ["day_used": "2026-10-01", "email": "a@x.org"]
        let first = try file("1.csv", "2026-11-10T00:00:00Z")
        _ = try history.absorb(try content([row]), first)
        func names(_ dataset: Dataset, _ file: IncomingFile) -> [String] {
            history.resumable(dataset, file).map(\.intake.name)
        }
        #expect(try names(.usage, file("2.csv", "2026-11-17T00:00:00Z")) == ["1.csv"])
        #expect(try names(.usage, file("1.csv", "2026-11-10T00:00:00Z")) == ["1.csv"])
        #expect(try names(.usage, file("0.csv", "2026-11-10T00:00:00Z")).isEmpty)
        #expect(try names(.usage, file("2.csv", "2026-11-03T00:00:00Z")).isEmpty)
        #expect(try names(.seatUsage, file("2.csv", "2026-11-17T00:00:00Z")).isEmpty)
        let sidecar = Sidecar(team: "South")
        #expect(
            try names(.usage, file("2.csv", "2026-11-17T00:00:00Z", sidecar: sidecar)).isEmpty
        )
    }

    @Test
    func `the newest files of a data set can be continued, and storage is told of the others`()
        throws
    {
        var history = History()
        var last: HistoryChange?
        for number in 1...5 {
            let row = ["day_used": "2026-10-0\(number)", "email": "a@x.org"]
            last = try history.absorb(
                try content([row]),
                try file("\(number).csv", "2026-11-0\(number)T00:00:00Z")
            )
        }
        let next = try file("6.csv", "2026-11-06T00:00:00Z")
        #expect(
            history.resumable(.usage, next).map(\.intake.name) == ["5.csv", "4.csv", "3.csv"]
        )
        #expect(last?.segments[Segment.ID(2, .resume)] == [])
        #expect(history.resumable(.usage, next).first?.point.byteCount == 9)
    }

    @Test func `a file of which sightings were forgotten is continued no more`() throws {
        let hash = String(repeating: "ab", count: 20)
        func row(_ email: String, _ day: String) -> [String: String] {
            ["day_used": day, "email": email, "hashed_autodesk_id": hash]
        }
        let old = [row("old@x.org", "2026-10-01")]
        let files = [
            ("1.csv", [row("old@x.org", "2026-09-01")]), ("2.csv", old),
            ("3.csv", old + [row("new@x.org", "2026-10-02")]),
            ("4.csv", old + [row("old@x.org", "2026-10-03")]),
        ]
        var (whole, resumed) = (try Account(), try Account())
        resumed.history.limitSightings(to: 1)
        var last: HistoryChange?
        for (number, (name, rows)) in files.enumerated() {
            let incoming = try file(name, "2026-11-0\(number + 1)T00:00:00Z")
            _ = try whole.history.absorb(try content(rows), incoming)
            let base = resumed.history.resumable(.usage, incoming)
                .first { $0.intake.name == "2.csv" && name == "4.csv" }?.intake
            last = try resumed.history.absorb(
                try content(Array(rows[(base?.rows ?? 0)...])),
                incoming,
                continuing: base
            )
            if name == "3.csv" { #expect(last?.segments[Segment.ID(2, .resume)] == []) }
        }
        func printed(_ account: Account) throws -> String {
            var account = account
            let report = Layout.report.csv([["email": "old@x.org"]])
            try account.take(report, name: "r.csv", exported: "2026-11-01T00:00:00Z")
            return try account.facts(november24).printed
        }
        #expect(try printed(resumed) == printed(whole))
        #expect(try printed(whole).contains("old@x.org"))
    }

    @Test func `files with tokens are read whole`() throws {
        var history = History()
        let text = Layout.tokenUsage.csv([["Day used": "2026-10-01", "Tokens used": "1"]])
        let change = try history.absorb(
            try readExport(Array(text.utf8)),
            try file("t.csv", "2026-11-10T00:00:00Z")
        )
        #expect(change?.segments[Segment.ID(1, .resume)] == nil)
        #expect(history.resumePoints.isEmpty)
    }
}
