import CivilTime
import Exports
import Testing

@Suite struct SidecarTests {
    @Test func `every key is read`() throws {
        let sidecar = try readSidecar(
            Array(
                #"""
                {"dataset": "usage-report", "team": "Acme North", "from": "2025-11-25", "to": "2026-11-24",
                 "exported_at": "2026-11-24T06:00:00Z", "origin": "insights-export 7d0c"}
                """#.utf8
            )
        )
        #expect(
            sidecar
                == Sidecar(
                    dataset: .usageReport,
                    team: "Acme North",
                    from: Day("2025-11-25"),
                    to: Day("2026-11-24"),
                    exportedAt: Instant("2026-11-24T06:00:00Z"),
                    origin: "insights-export 7d0c"
                )
        )
        #expect(sidecar.range?.count == 365)
    }

    @Test(arguments: ["{}", #"{"team": null, "dataset": null}"#, #"{"team": "", "from": ""}"#])
    func `every key may be left out`(_ text: String) throws {
        let sidecar = try readSidecar(Array(text.utf8))
        #expect(sidecar == Sidecar())
        #expect(sidecar.range == nil)
    }

    @Test func `the vendor's name of a data set counts too`() throws {
        #expect(try readSidecar(Array(#"{"dataset": "SEAT_USAGE"}"#.utf8)).dataset == .seatUsage)
    }

    @Test(
        arguments: [
            ("", "line 1, column 1: the file ends early"),
            ("[]", "it is no JSON object"),
            (#"{"teem": "x"}"#, "unknown key 'teem'; did you mean 'team'?"),
            (#"{"colour": "x"}"#, "unknown key 'colour'. It"),
            (#"{"team": 3}"#, "'team' must be the name of a team"),
            (
                #"{"dataset": "usage_report"}"#,
                "'dataset' must be the name of a data set, like usage-report"
            ),
            (#"{"from": "24.11.2026"}"#, "'from' must be a day like 2026-11-24"),
            (
                #"{"exported_at": "2026-11-24"}"#,
                "'exported_at' must be a moment like 2026-11-24T06:00:00Z"
            ),
            (
                #"{"from": "2026-11-24", "to": "2026-11-23"}"#,
                "'to' (2026-11-23) is before 'from' (2026-11-24)"
            ),
            (#"{"team": "a", "team": "b"}"#, "the key 'team' stands twice in one object"),
        ])
    func `a mistake says what is wrong and what may stand there`(_ text: String, _ message: String)
    {
        let error = #expect(throws: ExportError.self) { try readSidecar(Array(text.utf8)) }
        #expect(error?.kind == .sidecar)
        #expect(error?.description.contains(message) == true)
        #expect(
            error?.description.hasSuffix(
                " It may have the keys dataset, team, from, to, exported_at, origin. Correct that file, "
                    + "or remove it, and put the export into the inbox again."
            ) == true
        )
    }

    @Test func `a sidecar is small`() {
        let text = "{\"team\": \"" + String(repeating: "x", count: Sidecar.maximumBytes) + "\"}"
        let error = #expect(throws: ExportError.self) { try readSidecar(Array(text.utf8)) }
        #expect(error?.description.contains("longer than 65536 bytes") == true)
    }

    @Test func `a sidecar and its file must agree`() throws {
        #expect(throws: Never.self) { try checkAgreement(.users, nil) }
        #expect(throws: Never.self) { try checkAgreement(.users, Sidecar(dataset: .users)) }
        let error = #expect(throws: ExportError.self) {
            try checkAgreement(.users, Sidecar(dataset: .groups))
        }
        #expect(error?.kind == .sidecar)
        #expect(
            error?.description.contains("\"Groups\", but its columns are those of \"Users\"")
                == true
        )
    }

    @Test func `Token Flex usage needs the name of its contract`() throws {
        for sidecar in [nil, Sidecar(dataset: .tokenFlex)] {
            let error = #expect(throws: ExportError.self) {
                try checkAgreement(.tokenFlex, sidecar)
            }
            #expect(error?.description.contains("{\"team\": \"name of the contract\"}") == true)
        }
        #expect(throws: Never.self) { try checkAgreement(.tokenFlex, Sidecar(team: "EBA 1")) }
    }
}

@Suite struct ExportedAtTests {
    let modified = Instant(secondsSince1970: 1_795_000_000)

    @Test func `the sidecar counts before the name and the name before the file`() throws {
        let stated = try #require(Instant("2026-11-20T06:00:00Z"))
        let name = "usage_report_2026-11-23.csv"
        #expect(
            exportedAt(sidecar: Sidecar(exportedAt: stated), fileName: name, modified: modified)
                == stated
        )
        #expect(
            exportedAt(sidecar: Sidecar(), fileName: name, modified: modified)
                == Instant("2026-11-24T00:00:00Z")
        )
        #expect(exportedAt(sidecar: nil, fileName: "usage.csv", modified: modified) == modified)
    }

    @Test(
        arguments: [
            ("2026-11-23.csv", "2026-11-24T00:00:00Z"),
            ("a2026-12-31b.json", "2027-01-01T00:00:00Z"),
            ("usage_2026-01-01_2026-06-30.csv", "2026-07-01T00:00:00Z"),
            ("x-2026-02-30.csv", nil), ("12026-11-23.csv", nil), ("2026-11-234.csv", nil),
            ("20261123.csv", nil), ("", nil), ("2026-11-2", nil),
        ] as [(String, String?)]
    )
    func `a date in the name means the end of that day`(_ name: String, _ moment: String?) {
        let expected = moment.flatMap { Instant($0) } ?? modified
        #expect(exportedAt(sidecar: nil, fileName: name, modified: modified) == expected)
    }
}
