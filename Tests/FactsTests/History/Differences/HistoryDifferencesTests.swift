import CivilTime
import Columns
import Exports
import TestSupport
import Testing

@testable import Facts

/// What changed is the same in whatever order files come, and whichever rows are still in memory.
@Suite struct HistoryDifferencesTests {
    private struct File: Sendable {
        let name: String
        let exported: String
        let text: String
        /// What it says of each person and offering; of a Users file no offering.
        let says: [String: String]
    }

    private static let people = ["ada", "bob", "eve", "kim", "max"]
    private static let hashes = people.indices.map { number in
        String(repeating: "\(number)a", count: 20)
    }

    /// Weekly Users files and Usage reports of one team; people marry, come and go.
    private func files(_ random: inout SeededGenerator) throws -> [File] {
        var files: [File] = []
        let start = try day("2026-09-07")
        for week in 0..<11 where random.next() % 6 != 0 {
            var (users, seats): ([[String: String]], [[String: String]]) = ([], [])
            var (roles, assigned): ([String: String], [String: String]) = ([:], [:])
            for (number, person) in Self.people.enumerated() {
                let email = week < number * 2 ? "\(person)@example.com" : "\(person)2@example.com"
                if random.next() % 4 != 0 || number == 0 {
                    let role = number == 0 ? "Primary admin" : ["User", "SSO admin"][number % 2]
                    users.append(["email": email, "autodesk_id": person, "role": role])
                    roles[person] = role
                }
                for offering in ["AutoCAD", "Revit"] where random.next() % 5 != 0 {
                    let state = random.next() % 3 == 0 ? "unassigned" : "assigned"
                    seats.append([
                        "email": email, "hashed_autodesk_id": Self.hashes[number],
                        "autodesk_id": person, "seat_assignment": state,
                        "offering_name": random.next() % 5 == 0
                            ? offering.uppercased() : offering,
                    ])
                    assigned["\(person)/\(offering)"] = state
                }
            }
            let exported = "\(start.adding(7 * week))T06:00:00Z"
            files.append(
                File(name: "u.csv", exported: exported, text: Layout.users.csv(users), says: roles)
            )
            files.append(
                File(
                    name: "r.csv",
                    exported: exported,
                    text: Layout.report.csv(seats),
                    says: assigned
                )
            )
        }
        return files
    }

    /// The changes by the definition, over people instead of rows.
    private func expected(_ files: [File]) -> [String] {
        func pairs(_ name: String) -> [(File, File)] {
            let own = files.filter { $0.name == name }.sorted { $0.exported < $1.exported }
            return Array(zip(own, own.dropFirst()))
        }
        let users = pairs("u.csv").flatMap { old, new in
            Self.people.flatMap { person -> [String] in
                let (before, after) = (old.says[person], new.says[person])
                let isAdmin = before == "SSO admin" || after == "SSO admin"
                let kinds: [String] =
                    switch (before, after) {
                    case (nil, .some): ["person-new"] + (isAdmin ? ["admin-added"] : [])
                    case (.some, nil): ["person-gone"] + (isAdmin ? ["admin-removed"] : [])
                    default: []
                    }
                return kinds.map { "\($0) \(person) \(new.exported.prefix(10))" }
            }
        }
        let seats = pairs("r.csv").flatMap { old, new in
            new.says.compactMap { seat, state -> String? in
                guard (old.says[seat] ?? "unassigned") != state else { return nil }
                let kind = state == "assigned" ? "seat-assigned" : "seat-unassigned"
                return "\(kind) \(seat) \(new.exported.prefix(10))"
            }
        }
        return (users + seats).sorted()
    }

    /// The changes as the table has them, people by their first names.
    private func changes(_ facts: FactSet) throws -> [String] {
        let table = try #require(facts.table("change"))
        return (0..<table.rowCount).map { row in
            func text(_ column: String) -> String { cellText(table[row, column]) }
            let subject = text("subject").replacing("2@example.com", with: "")
                .replacing("@example.com", with: "").replacing("AUTOCAD", with: "AutoCAD")
                .replacing("REVIT", with: "Revit")
            return "\(text("kind")) \(subject) \(text("seen_on"))"
        }.sorted()
    }

    private func account(
        _ files: [File],
        releasing: Bool = false
    ) throws -> (account: Account, kept: Kept) {
        var account = try Account()
        var kept = Kept()
        for file in files {
            let change = try account.take(file.text, name: file.name, exported: file.exported)
            if let change { kept.apply(change) }
            if releasing { account.history.releaseRows(notNeededFrom: try instant(november24)) }
        }
        return (account, kept)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func `in any order, with or without older rows, changes are what the definition says`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        let files = try files(&random)
        let (ordered, _) = try account(files)
        let printed = try ordered.facts().printed
        let (found, wanted) = (try changes(ordered.facts()), expected(files))
        #expect(Set(found).subtracting(wanted).sorted() == [])
        #expect(Set(wanted).subtracting(found).sorted() == [])
        #expect(found.count == wanted.count)
        for releasing in [false, true] {
            let shuffled = files.shuffled(using: &random)
            let (other, kept) = try account(shuffled, releasing: releasing)
            #expect(try other.facts().printed == printed, "releasing: \(releasing)")
            var stored = other
            stored.history = try kept.history()
            stored.history.releaseRows(notNeededFrom: try instant(november24))
            #expect(try stored.facts().printed == printed, "as storage keeps it")
            #expect(stored.history.differences == other.history.differences)
        }
    }

    @Test(arguments: [11, 12, 13] as [UInt64])
    func `at a past moment the changes are those of the files that were there`(seed: UInt64) throws
    {
        var random = SeededGenerator(seed: seed)
        let files = try files(&random)
        let (account, _) = try account(files.shuffled(using: &random))
        for moment in ["2026-10-01", "2026-10-19", "2026-11-09"] {
            let known = files.filter { $0.exported <= "\(moment)T08:00:00Z" }
            #expect(try changes(account.facts("\(moment)T08:00:00Z")) == expected(known))
        }
    }

    @Test func `what an older version left is compared when it is read, and kept from then on`()
        throws
    {
        var random = SeededGenerator(seed: 5)
        let (account, _) = try account(try files(&random))
        var old = account
        old.history.differences = [:]
        let pairs = old.history.uncomparedPairs()
        #expect(pairs.count > 10)
        for pair in pairs {
            let bodies = [pair.older, pair.newer].compactMap(\.body)
            old.history.compare(pair, bodies[0], bodies[1])
        }
        #expect(old.history.differences == account.history.differences)
        #expect(old.history.uncomparedPairs().isEmpty)
        let trim = old.history.trim(
            days: TimeSpan(days: 1096),
            snapshots: TimeSpan(days: 400),
            now: try instant(november24)
        )
        #expect(Set(trim.segments.keys.map(\.kind)) == [.differences])
        #expect(trim.segments.count == pairs.count)
        #expect(account.history.uncomparedPairs().isEmpty)
    }

    @Test func `differences go with the rows, unless changes are kept for longer`() throws {
        var random = SeededGenerator(seed: 6)
        let (account, _) = try account(try files(&random))
        let now = try instant(november24)
        func left(_ snapshots: Int, changes: Int) throws -> [String] {
            var history = account.history
            let trim = history.trim(
                days: TimeSpan(days: 1096),
                snapshots: TimeSpan(days: snapshots),
                changes: TimeSpan(days: changes),
                now: now
            )
            #expect(trim.segments.values.filter { !$0.isEmpty } == [])
            return history.differences.keys.compactMap { history.intake($0) }
                .map { "\($0.exportedAt.utcDay)" }.sorted()
        }
        let all = try left(400, changes: 90)
        #expect(try left(30, changes: 90) == all)
        let few = try left(30, changes: 40)
        #expect(few == all.filter { $0 >= "2026-10-15" })
        #expect(few.count < all.count)
    }

    @Test func `a team's own files are compared, whatever others say`() throws {
        var account = try Account()
        func take(_ teams: [String: [String]], on day: String) throws {
            let rows = teams.sorted { $0.key < $1.key }.flatMap { team, people in
                people.map { ["email": "\($0)@example.com", "team_alias": team] }
            }
            try account.take(Layout.users.csv(rows), name: day, exported: "\(day)T06:00:00Z")
        }
        try take(["North": ["ada"], "South": ["eve"]], on: "2026-11-01")
        try take(["NORTH": ["bob"]], on: "2026-11-08")
        try take(["North": ["bob"], "South": ["kim"]], on: "2026-11-15")
        #expect(
            try account.facts().subjects("change") == [
                "North/person-gone/ada@example.com/2026-11-08",
                "North/person-new/bob@example.com/2026-11-08",
                "South/person-gone/eve@example.com/2026-11-15",
                "South/person-new/kim@example.com/2026-11-15",
            ]
        )
    }
}
