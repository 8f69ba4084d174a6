import CivilTime
import TestSupport
import Testing

/// The bytes of a zone file of version 2 (RFC 8536): offsets, changes and the rule that goes on.
func zoneFile(
    types: [Int32] = [0],
    changes: [(at: Int64, type: UInt8)] = [],
    rule: String = ""
) -> [UInt8] {
    func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }
    func header(_ times: Int, _ types: Int) -> [UInt8] {
        Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
            + [0, 0, 0, times, types, 4].flatMap { bytes(Int32($0)) }
    }
    let empty = header(0, 1) + bytes(Int32(0)) + [0, 0] + Array("UTC\0".utf8)
    return empty + header(changes.count, types.count) + changes.flatMap { bytes($0.at) }
        + changes.map(\.type) + types.flatMap { bytes($0) + [0, 0] } + Array("UTC\0".utf8)
        + Array("\n\(rule)\n".utf8)
}

@Suite struct ZoneTests {
    /// Amsterdam by its rule alone.
    static let amsterdam = zone("CET-1CEST,M3.5.0,M10.5.0/3")

    private static func zone(_ rule: String) -> Zone {
        Zone(name: rule, tzif: zoneFile(rule: rule)) ?? .utc
    }

    private func moment(_ text: String) throws -> Instant { try #require(Instant(text)) }

    @Test(
        arguments: [
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", 3600),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", 7200),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:59:59Z", 7200),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:00:00Z", 3600),
            ("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00:00Z", -14_400),
            ("EST5EDT,M3.2.0,M11.1.0", "2026-11-01T06:00:00Z", -18_000),
            // South of the equator summer goes over the new year.
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00:00Z", 39_600),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-07-01T00:00:00Z", 36_000),
            ("<+0530>-5:30", "2026-07-01T00:00:00Z", 19_800),
            ("NZST-12NZDT-13,M9.5.0,M4.1.0/3", "2026-12-01T00:00:00Z", 46_800),
            ("AAA0BBB,J60/0,300/0", "2024-02-29T12:00:00Z", 0),
            ("AAA0BBB,J60/0,300/0", "2024-03-01T12:00:00Z", 3600),
            ("UTC0", "2026-07-01T00:00:00Z", 0),
        ])
    func `a rule goes on for ever`(_ rule: String, _ text: String, _ offset: Int) throws {
        #expect(Self.zone(rule).offset(at: try moment(text)) == offset)
    }

    @Test func `recorded changes count until the last one, then the rule`() throws {
        let file = zoneFile(
            types: [1000, 2000],
            changes: [(0, 1), (1_000_000, 0)],
            rule: "CET-1"
        )
        let zone = try #require(Zone(name: "x", tzif: file))
        #expect(zone.offset(at: Instant(secondsSince1970: -1)) == 1000)
        #expect(zone.offset(at: Instant(secondsSince1970: 0)) == 2000)
        #expect(zone.offset(at: Instant(secondsSince1970: 999_999)) == 2000)
        #expect(zone.offset(at: Instant(secondsSince1970: 1_000_000)) == 3600)
        let plain = try #require(
            Zone(name: "x", tzif: zoneFile(types: [1000, 2000], changes: [(0, 1)]))
        )
        #expect(plain.offset(at: Instant(secondsSince1970: 5)) == 2000)
    }

    @Test(
        arguments: [
            // An ordinary time.
            ("2026-11-24", 8 * 3600, "2026-11-24T07:00:00Z"),
            ("2026-07-01", 0, "2026-06-30T22:00:00Z"),
            // 02:30 does not exist: the next moment that does.
            ("2026-03-29", 2 * 3600 + 1800, "2026-03-29T01:00:00Z"),
            ("2026-03-29", 3 * 3600, "2026-03-29T01:00:00Z"),
            // 02:30 exists twice: the first of the two.
            ("2026-10-25", 2 * 3600 + 1800, "2026-10-25T00:30:00Z"),
            ("2026-10-25", 3 * 3600, "2026-10-25T02:00:00Z"),
        ])
    func `a time of a day is a moment`(_ day: String, _ second: Int, _ expected: String) throws {
        let instant = Self.amsterdam.instant(try #require(Day(day)), secondOfDay: second)
        #expect(instant == (try moment(expected)))
    }

    @Test func `a moment has a day and a time on the clock of the zone`() throws {
        let now = try moment("2026-07-01T22:30:00Z")
        #expect(Self.amsterdam.day(of: now).description == "2026-07-02")
        #expect(Self.amsterdam.secondOfDay(of: now) == 1800)
        #expect(Zone.utc.day(of: now).description == "2026-07-01")
    }

    @Test func `every hour of a year comes back from its clock, but for the hour that is twice`() {
        let start: Int64 = 1_767_225_600
        var moved = 0
        for hour in 0..<Int64(365 * 24) {
            let now = Instant(secondsSince1970: start + hour * 3600)
            let zone = Self.amsterdam
            if zone.instant(zone.day(of: now), secondOfDay: zone.secondOfDay(of: now)) != now {
                moved += 1
            }
        }
        #expect(moved == 1)
    }

    @Test(
        arguments: [
            [], Array("TZif".utf8),
            Array("nothing at all, but long enough to hold a header of it".utf8),
            Array(zoneFile().dropLast(40)), zoneFile(changes: [(5, 0), (5, 0)]),
            zoneFile(changes: [(5, 9)]),
        ] as [[UInt8]]
    )
    func `what is no zone file is none`(_ bytes: [UInt8]) {
        #expect(Zone(name: "x", tzif: bytes) == nil)
    }

    @Test func `mutated and truncated zone files never trap`() {
        let original = zoneFile(
            types: [3600, 7200],
            changes: [(0, 1), (10_000_000, 0), (20_000_000, 1)],
            rule: "CET-1CEST,M3.5.0,M10.5.0/3"
        )
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<5000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
                    UInt8.random(in: 0...255, using: &generator)
            }
            if Bool.random(using: &generator) {
                bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
            }
            guard let zone = Zone(name: "x", tzif: bytes) else { continue }
            for second in [-2_000_000_000, 15_000_000, 1_795_000_000] as [Int64] {
                let now = Instant(secondsSince1970: second)
                _ = zone.instant(zone.day(of: now), secondOfDay: 9000)
            }
        }
    }
}
