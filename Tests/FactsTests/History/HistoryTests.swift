import CivilTime
import Columns
import Exports
import Testing

@testable import Facts

@Suite struct HistoryTests {
    @Test func `the very same file twice is one intake and changes nothing`() throws {
        var account = try Account()
        let text = Layout.report.csv([["email": "ada@example.com", "last_accessed": "2026-11-01"]])
        #expect(try account.take(text) != nil)
        let before = try account.facts().printed
        #expect(try account.take(text) == nil)
        #expect(account.history.intakes.count == 1)
        #expect(account.history.allLayers.count == 1)
        #expect(try account.facts().printed == before)
    }

    @Test func `the same bytes exported later are a new snapshot`() throws {
        var account = try Account()
        let text = Layout.report.csv([["email": "ada@example.com", "last_accessed": "2026-11-01"]])
        try account.take(text, exported: "2026-11-17T06:00:00Z")
        let change = try #require(try account.take(text))
        #expect(change.intake.id == 2)
        #expect(change.segments[Segment.ID(2, .days)] == nil, "the day is known already")
        #expect(change.segments[Segment.ID(2, .people)] != nil)
        #expect(
            try account.value("seat", "North/ada@example.com/AutoCAD", "as_of") == iso("2026-11-22")
        )
    }

    @Test func `a change holds whole new layers and only what changed`() throws {
        var account = try Account()
        try account.take(
            Layout.seatUsage.csv(seatUsage("ada@example.com", on: ["2026-11-01", "2026-11-02"])),
            exported: "2026-11-10T06:00:00Z"
        )
        let change = try #require(
            try account.take(
                Layout.seatUsage.csv(
                    seatUsage("ada@example.com", on: ["2026-11-02", "2026-11-03"])
                        + seatUsage("bob@example.com", on: ["2026-11-03"])
                )
            )
        )
        let new = account.history.allLayers.filter { $0.intake == 2 }
        #expect(
            new.map(\.days) == [
                DaySet([try day("2026-11-03")]), DaySet([try day("2026-11-03")]),
            ]
        )
        #expect(new.map(\.identity) == [1, 2])
        #expect(
            Set(change.segments.keys) == [
                Segment.ID(2, .identities), Segment.ID(2, .keys), Segment.ID(2, .days),
                Segment.ID(2, .people), Segment.ID(2, .spellings),
            ]
        )
        #expect(change.names.isEmpty, "team and product are known")
        #expect(account.history.identities.map(\.email) == ["ada@example.com", "bob@example.com"])
        #expect(change.parts.map(\.rows) == [3])
        #expect(change.parts.map(\.body) == [nil], "day rows live on in the history")
    }

    @Test func `an export made more than a day after now is refused, and leaves no trace`() throws {
        var account = try Account()
        let text = Layout.report.csv([["email": "ada@example.com"]])
        let error = #expect(throws: HistoryError.self) {
            try account.take(text, name: "r.csv", exported: "2026-11-25T08:00:01Z")
        }
        #expect(error?.kind == .exportedInFuture)
        #expect(
            error?.message == """
                r.csv says it was exported at 2026-11-25T08:00:01Z, more than a day after now; \
                check the date in its name, its sidecar and the clocks
                """
        )
        #expect(account.history.intakes.isEmpty)
        #expect(try account.take(text, exported: "2026-11-25T08:00:00Z") != nil)
    }

    @Test func `a snapshot exported after now is not there until its moment has come`() throws {
        var account = try Account()
        try account.take(
            Layout.seatUsage.csv(seatUsage("ada@example.com", on: ["2026-11-01"])),
            name: "a.csv",
            exported: "2026-11-20T06:00:00Z"
        )
        try account.take(
            Layout.report.csv([["email": "ada@example.com"]]),
            exported: "2026-11-20T06:00:00Z"
        )
        try account.take(
            Layout.seatUsage.csv(seatUsage("ada@example.com", on: ["2026-11-01", "2026-11-10"])),
            name: "b.csv",
            exported: "2026-11-25T00:00:00Z"
        )
        let seat = "North/ada@example.com/AutoCAD"
        #expect(try account.value("seat", seat, "last_used") == iso("2026-11-01"))
        #expect(
            try account.value("seat", seat, "last_used", at: "2026-11-25T00:00:00Z")
                == iso("2026-11-10")
        )
        #expect(
            try account.facts("2026-11-20T05:59:59Z").subjects("seat").isEmpty,
            "before the first export nothing is known"
        )
    }

    @Test(arguments: [
        (Layout.leavers, ["email": "ada@example.com"]),
        (
            Layout.absences,
            ["email": "ada@example.com", "from": "2026-11-01", "until": "2026-11-30"]
        ),
        (Layout.balances, ["as_of": "2026-11-01", "tokens_available": "100"]),
    ])
    func `what only trusted owners may say is refused from others`(
        layout: Layout,
        row: [String: String]
    ) throws {
        var account = try Account()
        let error = #expect(throws: HistoryError.self) {
            try account.take(layout.csv([row]), name: "x.csv", isTrusted: false)
        }
        #expect(error?.kind == .untrusted)
        #expect(error?.message.contains("inputs.trusted") == true)
        #expect(account.history.intakes.isEmpty)
        #expect(try account.take(layout.csv([row]), isTrusted: true) != nil)
    }

    @Test func `token flex usage belongs to the contract that its sidecar names`() throws {
        let text = """
            "contractYear","tokenPool","usageCategory","usageDate","productLineCode","productName",\
            "tokensConsumed",
            1,"CY","CLOUD_PRODUCT",2026-11-20 00:00:00,"XYZPRM","Example - Premium",162.0,
            1,"CY","CLOUD_PRODUCT",2026-11-21 00:00:00,"XYZPRM","N/A",8.0,

            """
        var account = try Account()
        let error = #expect(throws: HistoryError.self) { try account.take(text, name: "f.csv") }
        #expect(error?.kind == .missingContract)
        try account.take(text, sidecar: Sidecar(team: "Contract 7"))
        #expect(
            account.history.intakes.first?.range
                == DayRange(
                    try day("2026-11-20"),
                    try day("2026-11-21")
                )
        )
        let facts = try account.facts()
        #expect(facts.subjects("balance") == ["Contract 7"])
        let tokens = account.history.tokenProducts
        #expect(tokens.map(\.product) == ["example - premium", "xyzprm"])
        #expect(
            tokens.map(\.identity) == [0, 0],
            "its rows belong to no person"
        )
    }

    @Test func `a state file that lost half its rows is noticed, an older one is not`() throws {
        var account = try Account()
        let people = (1...10).map { ["email": "p\($0)@example.com"] }
        try account.take(Layout.users.csv(people), exported: "2026-11-17T06:00:00Z")
        func shrinkages(_ count: Int, exported: String) throws -> [Shrinkage] {
            let export = try readExport(Array(Layout.users.csv(Array(people.prefix(count))).utf8))
            let file = IncomingFile(
                name: "u.csv",
                digest: "",
                exportedAt: try instant(exported),
                takenAt: try instant(november24)
            )
            return account.history.shrinkages(export, file, share: 0.5)
        }
        #expect(try shrinkages(5, exported: "2026-11-24T06:00:00Z").isEmpty)
        let found = try shrinkages(4, exported: "2026-11-24T06:00:00Z")
        #expect(found.map(\.team) == ["North"])
        #expect(found.map(\.before) == [10])
        #expect(found.map(\.after) == [4])
        #expect(try shrinkages(4, exported: "2026-11-10T06:00:00Z").isEmpty)
    }

    @Test func `only the rows that facts of the moment read have to be loaded`() throws {
        var account = try Account()
        for week in ["2026-11-03", "2026-11-10", "2026-11-17"] {
            try account.take(
                Layout.report.csv([["email": "ada@example.com", "last_accessed": week]]),
                exported: "\(week)T06:00:00Z",
                sidecar: Sidecar(
                    from: week == "2026-11-03" ? try day("2025-11-04") : try day("2026-10-01"),
                    to: try day(week)
                )
            )
        }
        let needed = account.history.neededParts(now: try instant(november24))
        #expect(
            needed == [
                IntakePart.ID(intake: 3, team: "north"), IntakePart.ID(intake: 1, team: "north"),
            ],
            "the newest, and the one whose range is nearest to a year"
        )

        let whole = try account.facts().printed
        account.history.releaseRows(notNeededFrom: try instant(november24))
        #expect(account.history.parts.map { $0.body != nil } == [true, false, true])
        #expect(account.history.parts.map(\.keepsRows) == [true, true, true])
        #expect(try account.facts().printed == whole)
        let bodies = Dictionary(
            uniqueKeysWithValues: account.history.parts.map { ($0.id, $0.body) }
        )
        account.history.releaseRows(notNeededFrom: try instant("2026-11-01T00:00:00Z"))
        let isSame = account.history.parts.map { $0.body == bodies[$0.id] }
        #expect(
            isSame == [true, true, true],
            "files whose day has not come are needed from then on"
        )
    }
}
