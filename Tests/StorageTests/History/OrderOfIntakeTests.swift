import CivilTime
import Exports
import TestSupport
import Testing

@testable import Facts
@testable import Storage

/// Files come late, overlap and repeat, and the program is stopped between them: what is known must not
/// depend on it.
@Suite struct OrderOfIntakeTests {
    private struct File {
        let name: String
        let exported: Instant
        let text: String
    }

    /// Overlapping files of a year's use and tokens of a few people.
    private func files(_ random: inout SeededGenerator) throws -> [File] {
        let first = try #require(Day("2025-12-01"))
        let use = "day_used,email,hashed_autodesk_id,team_alias,offering_name,product_name"
        let tokens = "Day used,Email,Product,Feature,Team,Tokens used"
        return (0..<10).map { number in
            let start = first.adding(Int(random.next() % 250))
            let last = start.adding(20 + Int(random.next() % 100))
            let lines = (0..<30).map { _ in
                let day = start.adding(Int(random.next() % UInt64(start.days(until: last))))
                let person = "p\(random.next() % 4)@example.com"
                let team = random.next() % 2 == 0 ? "North" : "NORTH"
                let product = ["AutoCAD", "Revit"][Int(random.next() % 2)]
                return number % 2 == 0
                    ? "\(day),\(person),,\(team),Collection,\(product)"
                    : "\(day),\(person),\(product),,\(team),\(random.next() % 9)"
            }
            return File(
                name: "\(number).csv",
                exported: Instant(last.adding(1), secondOfDay: 0),
                text: ([number % 2 == 0 ? use : tokens] + lines).joined(separator: "\n") + "\n"
            )
        }
    }

    /// What is known when all files are there, without numbers that depend on the order of intake.
    private func known(_ history: History) -> [String] {
        let days = history.use.runsByKey.map { number, runs in
            let key = history.keys[number]
            let path = [key.team, key.offering, key.product].map { history.names[$0] }
            let email = history.identities[Int(key.identity) - 1].email ?? ""
            return "\(path) \(email):" + history.use.days(runs).map { " \($0)" }.joined()
        }
        let tokens = history.tokens.map { key, statements in
            let path = [key.team, key.offering, key.product].map { history.names[$0] }
            let email = history.identities[Int(key.identity) - 1].email ?? ""
            return "\(path) \(email) \(key.day): \(statements.last?.tokens ?? 0)"
        }
        let spellings = zip(
            history.spellings.all,
            zip(history.writings.newest, history.writings.rows)
        )
        .map { spelling, place in
            let file = history.intakes.first { $0.id == Int(place.0) }?.name ?? ""
            return "\(spelling.kind) \(spelling.shown) \(file) \(place.1)"
        }
        return (days + tokens + spellings).sorted()
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `shuffled, repeated and stopped in between, the same is known`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let files = try files(&random)
        var whole = History()
        for file in files.sorted(by: { $0.exported < $1.exported }) {
            _ = try whole.absorb(try readExport(Array(file.text.utf8)), incoming(file))
        }
        let scratch = try ScratchFolder()
        for file in files.shuffled(using: &random) + files.shuffled(using: &random).prefix(3) {
            let store = try Store.forTest(scratch)
            var history = try store.loadHistory()
            if seed % 2 == 0 { history.limitLayers(to: 20) }
            let change = try history.absorb(try readExport(Array(file.text.utf8)), incoming(file))
            if let change { try store.commit(CycleRecord(now: start, changes: [change])) }
            try store.close()
        }
        let store = try Store.forTest(scratch)
        let history = try store.loadHistory()
        #expect(history.intakes.count == files.count)
        #expect(known(history) == known(whole))
    }

    private func incoming(_ file: File) -> IncomingFile {
        IncomingFile(
            name: file.name,
            digest: file.name,
            exportedAt: file.exported,
            takenAt: start.adding(TimeSpan(days: 400))
        )
    }
}
