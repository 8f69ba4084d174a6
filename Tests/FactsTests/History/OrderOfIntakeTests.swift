import CivilTime
import Columns
import Exports
import TestSupport
import Testing

@testable import Facts

/// Exports come late, overlap and repeat; what is known must not depend on how.
@Suite struct OrderOfIntakeTests {
    private struct File: Sendable {
        let name: String
        let exported: String
        let text: String
        var sidecar: Sidecar?
    }

    /// Use and tokens of four people over a year, cut at random into overlapping files, some days
    /// known only to later files; with weekly reports and rosters.
    private func files(_ random: inout SeededGenerator) throws -> [File] {
        let hash = String(repeating: "0f", count: 20)
        let people = ["ada@example.com", "bob@example.com", "", "old@example.com"]
        let products = ["AutoCAD", "Revit"]
        let all = try days("2025-11-20", "2026-11-20")
        var files: [File] = []
        var rows: [(day: Day, row: [String: String])] = []
        for person in people {
            for product in products {
                for day in all where random.next() % 4 == 0 {
                    rows.append(
                        (
                            day,
                            [
                                "day_used": "\(day)", "email": person, "offering_name": product,
                                "hashed_autodesk_id": person.isEmpty || person.hasPrefix("old")
                                    ? hash : "",
                            ]
                        )
                    )
                }
            }
        }
        for number in 0..<8 {
            let start = all[Int(random.next() % 300)]
            let last = Swift.min(start.adding(40 + Int(random.next() % 200)), all[all.count - 1])
            let range = try #require(DayRange(start, last))
            let part = rows.filter { range.contains($0.day) && random.next() % 8 != 0 }.map(\.row)
            guard !part.isEmpty else { continue }
            let exported = Instant(range.last.adding(2), secondOfDay: number)
            files.append(
                File(
                    name: "usage-\(number).csv",
                    exported: "\(exported)",
                    text: Layout.usage.csv(part),
                    sidecar: Sidecar(from: range.first, to: range.last)
                )
            )
            files.append(
                File(
                    name: "tokens-\(number).csv",
                    exported: "\(exported)",
                    text: Layout.tokenUsage.csv(
                        part.map { row in
                            [
                                "Day used": row["day_used"] ?? "", "Email": row["email"] ?? "",
                                "Product": row["offering_name"] ?? "",
                                "Tokens used":
                                    "\(Double(random.next() % 40) + Double(number) / 10)",
                            ]
                        }
                    )
                )
            )
        }
        for (number, moment) in ["2026-06-01", "2026-11-01", "2026-11-22"].enumerated() {
            let text = Layout.report.csv(
                people.map { person in
                    [
                        "email": person, "last_accessed": "2026-0\(4 + number)-1\(number)",
                        "hashed_autodesk_id": person.isEmpty || person.hasPrefix("old") ? hash : "",
                    ]
                }
            )
            files.append(File(name: "report.csv", exported: "\(moment)T06:00:00Z", text: text))
        }
        files.append(
            File(
                name: "users.csv",
                exported: "2026-10-01T06:00:00Z",
                text: Layout.users.csv([
                    ["email": "ada@example.com", "role": "Primary admin"],
                    ["email": "bob@example.com", "role": "Secondary admin"],
                ])
            )
        )
        return files
    }

    private func account(_ files: [File], limit: Int? = nil) throws -> (Account, Kept) {
        var account = try Account(
            "flex: { token_price: 3.0, rates: [{ product: Revit, tokens: 10 }] }"
        )
        if let limit { account.history.limitLayers(to: limit) }
        var kept = Kept()
        for file in files {
            let change = try account.take(
                file.text,
                name: file.name,
                exported: file.exported,
                taken: "2026-11-24T08:00:00Z",
                sidecar: file.sidecar
            )
            if let change { kept.apply(change) }
        }
        return (account, kept)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func `shuffled and repeated exports give the same tables, at every moment`(seed: UInt64) throws
    {
        var random = SeededGenerator(seed: seed)
        let files = try files(&random)
        let (ordered, kept) = try account(files.sorted { $0.exported < $1.exported })
        let (shuffled, keptShuffled) = try account(
            files.shuffled(using: &random) + files.shuffled(using: &random).prefix(5)
        )
        var stored = ordered
        var storedShuffled = shuffled
        stored.history = try kept.history()
        storedShuffled.history = try keptShuffled.history()
        for now in [
            november24, "2026-11-01T06:00:00Z", "2026-08-01T00:00:00Z", "2026-03-01T00:00:00Z",
        ] {
            let expected = try ordered.facts(now).printed
            #expect(try shuffled.facts(now).printed == expected, "order of intake, at \(now)")
            #expect(try stored.facts(now).printed == expected, "as storage keeps it, at \(now)")
            #expect(try storedShuffled.facts(now).printed == expected, "both, at \(now)")
        }
    }

    @Test(arguments: [7, 8] as [UInt64])
    func `folding layers changes nothing that a cycle sees`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let files = try files(&random).shuffled(using: &random)
        let (whole, _) = try account(files)
        let (folded, kept) = try account(files, limit: 12)
        #expect(folded.history.allLayers.contains { $0.intake == 0 })
        #expect(folded.history.allLayers.filter { $0.intake != 0 }.count <= 12)
        #expect(try folded.facts().printed == whole.facts().printed)
        var stored = folded
        stored.history = try kept.history()
        #expect(stored.history.allLayers == folded.history.allLayers)
        #expect(try stored.facts().printed == whole.facts().printed)
        #expect(
            try folded.facts("2025-11-01T00:00:00Z").subjects("seat").isEmpty,
            "before the first file there is nothing, folded or not"
        )
    }
}
