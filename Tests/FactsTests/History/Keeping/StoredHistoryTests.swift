import CivilTime
import Exports
import TestSupport
import Testing

@testable import Facts

@Suite struct StoredHistoryTests {
    /// A history that has segments of all kinds.
    private func stored() throws -> StoredHistory {
        var account = try Account()
        var stored = StoredHistory()
        for (day, text) in [
            ("20", Layout.usage.csv([["day_used": "2026-11-01", "email": "ada@example.com"]])),
            ("21", Layout.tokenUsage.csv([["Day used": "2026-11-02", "Tokens used": "3"]])),
            ("22", Layout.report.csv([["email": "Bob@x.org", "last_accessed": "2026-10-01"]])),
            ("23", Layout.report.csv([["email": "Bob@x.org", "seat_assignment": "unassigned"]])),
        ] {
            let file = IncomingFile(
                name: "\(day).csv",
                digest: day,
                exportedAt: try instant("2026-11-\(day)T00:00:00Z"),
                takenAt: try instant(november24),
                resumePoint: ResumePoint(byteCount: 7, blockHashes: [1, 2, 3])
            )
            let change = try account.history.absorb(try readExport(Array(text.utf8)), file)
            let taken = try #require(change)
            stored.intakes.append(taken.intake)
            stored.names += taken.names
            stored.spellings += taken.spellings
            stored.tokens += taken.tokens
            stored.segments += taken.segments.map { Segment($0.key, $0.value) }
        }
        return stored
    }

    @Test func `all kinds of segments are there`() throws {
        let stored = try stored()
        #expect(Set(stored.segments.map(\.id.kind)) == Set(Segment.Kind.allCases))
        let history = try History(stored)
        #expect(history.allLayers.count == 2, "the tokens are nobody's")
        #expect(history.resumePoints[1]?.byteCount == 7)
        #expect(try history.resumePoints[1]?.extent == DayRange(day("2026-11-01")))
    }

    @Test(arguments: Segment.Kind.allCases)
    func `bytes that were changed or cut off are an error or other values, never a trap`(
        kind: Segment.Kind
    ) throws {
        let whole = try stored()
        let place = try #require(whole.segments.firstIndex { $0.id.kind == kind })
        let (id, body) = (whole.segments[place].id, whole.segments[place].body)
        var random = SeededGenerator(seed: UInt64(kind.rawValue))
        var errors = 0
        for round in 0..<2000 {
            var bytes = body
            if round < body.count {
                bytes.removeLast(round + 1)
            } else {
                for _ in 0...(round % 3) {
                    bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(random.next() % 256)
                }
            }
            var stored = whole
            stored.segments[place] = Segment(id, bytes)
            do throws(SegmentError) {
                _ = try History(stored)
            } catch {
                errors += 1
            }
        }
        #expect(errors > body.count, "what is cut off is always noticed")
    }

    @Test func `a hashed id in the place of an address, beside another one, comes back`() throws {
        let (first, second) = (
            String(repeating: "0a", count: 20), String(repeating: "0b", count: 20)
        )
        let text = Layout.report.csv([
            ["email": second.uppercased(), "hashed_autodesk_id": first],
            ["email": "", "hashed_autodesk_id": first, "offering_name": "Revit"],
            ["email": "", "hashed_autodesk_id": second, "offering_name": "Maya"],
        ])
        let file = IncomingFile(
            name: "hashed.csv",
            digest: "1",
            exportedAt: try instant("2026-11-23T00:00:00Z"),
            takenAt: try instant(november24)
        )
        var account = try Account()
        let absorbed = try account.history.absorb(try readExport(Array(text.utf8)), file)
        let change = try #require(absorbed)
        var stored = StoredHistory()
        stored.intakes = [change.intake]
        stored.names = change.names
        stored.spellings = change.spellings
        stored.segments = change.segments.map { Segment($0.key, $0.value) }
        let history = try History(stored)
        #expect(history.identities == account.history.identities)
        #expect(history.identities.map(\.hashedID) == [first, first, second])
        #expect(history.identities.map(\.secondHashedID) == [second, nil, nil])
        #expect(history.identities.allSatisfy { $0.email == nil })
    }

    @Test func `a segment of another format is refused, and named`() throws {
        var stored = try stored()
        let place = try #require(stored.segments.firstIndex { $0.id == Segment.ID(1, .days) })
        stored.segments[place] = Segment(Segment.ID(1, .days), [2, 0])
        let error = #expect(throws: SegmentError.self) { try History(stored) }
        #expect(error?.segment == Segment.ID(1, .days))
    }

    @Test func `numbers of all sizes come back`() throws {
        let numbers = [0, 1, 127, 128, 16_383, 16_384, 1 << 31, .max]
        var writer = SegmentWriter()
        for number in numbers { writer.number(number) }
        for number in [0, -1, 1, -64, 64, Int(Int32.min), Int(Int32.max)] { writer.signed(number) }
        writer.text("å")
        writer.text(nil)
        writer.text("")
        var reader = try SegmentReader(Segment(Segment.ID(1, .keys), writer.bytes))
        for number in numbers { #expect(try reader.number() == number) }
        for number in [0, -1, 1, -64, 64, .min, .max] as [Int32] {
            #expect(try reader.signed() == number)
        }
        #expect(try reader.text() == "å")
        #expect(try reader.text() == nil)
        #expect(try reader.text() == "")
        try reader.finish()
    }
}
