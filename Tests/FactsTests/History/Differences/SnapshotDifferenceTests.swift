import Columns
import Exports
import Testing

@testable import Facts

/// In what two files differ, and how it is kept.
@Suite struct SnapshotDifferenceTests {
    private func users(_ rows: [(identity: Int, role: String)]) -> SnapshotState {
        let table = table(rows.map { ["role": $0.role] }, columns: ["role"])
        return SnapshotState(.users, body(rows.map(\.identity), table, ["role"]), Names())
    }

    private func table(_ rows: [[String: String]], columns: [String]) -> Table {
        var table = Table("t", columns: columns.map { ($0, .text) })
        for row in rows {
            table.append(columns.map { row[$0].map { $0.isEmpty ? .null : .text($0) } ?? .null })
        }
        return table
    }

    private func body(_ identities: [Int], _ table: Table, _ columns: [String]) -> [UInt8] {
        var writer = StateRowsWriter(columns: ["identity"] + columns)
        for (row, identity) in identities.enumerated() {
            writer.append(identity: identity, table.columns, row: row)
        }
        return writer.bytes
    }

    private let old = [(3, "Primary admin"), (1, "User"), (2, "SSO admin"), (0, "User")]
    private let new = [(1, "User"), (3, "Primary admin"), (2, "User"), (1, "Secondary admin")]

    @Test func `a state has each person once, with the roles of all rows`() {
        let state = users(new)
        #expect(state.entries.map(\.key.identity) == [1, 2, 3])
        #expect(state.entries.map(\.mark.role) == [.secondary, nil, .primary])
        #expect(state.primary == 3)
        #expect(users([(1, "User")]).primary == 0, "it names no primary admin")
        #expect(users(old + [(4, "Chef")]).primary == 0, "a role is not recognised")
        #expect(users(old + [(0, "Chef")]).primary == 0, "also of a row of nobody")
    }

    @Test func `a report's state has each person and offering once`() {
        var names = Names()
        let (autocad, revit) = (names.code(for: "autocad"), names.code(for: "revit"))
        let columns = ["offering", "seat_assignment"]
        let rows = [
            ["offering": "Revit", "seat_assignment": "unassigned"],
            ["offering": "AutoCAD", "seat_assignment": " Assigned"],
            ["offering": "REVIT", "seat_assignment": "assigned"],
            ["offering": "", "seat_assignment": "assigned"],
            ["offering": "AutoCAD", "seat_assignment": ""],
        ]
        let state = SnapshotState(
            .usageReport,
            body([1, 1, 1, 1, 2], table(rows, columns: columns), columns),
            names
        )
        #expect(
            state.entries.map(\.key) == [
                SnapshotKey(identity: 1, offering: autocad),
                SnapshotKey(identity: 1, offering: revit),
                SnapshotKey(identity: 2, offering: autocad),
            ]
        )
        #expect(state.entries.map { $0.mark.contains(.assigned) } == [true, true, false])
        #expect(state[SnapshotKey(identity: 2, offering: revit)] == [])
    }

    @Test func `a difference holds what is not the same, and leads from each file to the other`() {
        let (before, after) = (users(old + [(9, "User")]), users(new))
        let difference = SnapshotDifference(from: before, ofIntake: 7, to: after)
        #expect(difference.entries.map(\.key.identity) == [1, 2, 9])
        #expect(difference.older == 7)
        #expect(difference.entries.last?.after == [])
        let marks = difference.entries.map { ($0.key, $0) }
        let back = Dictionary(marks) { first, _ in first }
        #expect(
            SnapshotState(after, with: back.mapValues(\.before), primary: before.primary)
                == before
        )
        #expect(
            SnapshotState(before, with: back.mapValues(\.after), primary: after.primary)
                == after
        )
    }

    private var differences: [String: SnapshotDifference] {
        [
            "north": SnapshotDifference(from: users(old), ofIntake: 7, to: users(new)),
            "": SnapshotDifference(from: users([]), ofIntake: 300, to: users([])),
        ]
    }

    private func read(_ bytes: [UInt8]) throws -> [String: SnapshotDifference] {
        try SnapshotDifference.read(
            Segment(Segment.ID(9, .differences), bytes),
            nameCount: 1,
            identityCount: 3
        )
    }

    @Test func `what is kept is read back`() throws {
        #expect(try read(SnapshotDifference.bytes(differences)) == differences)
        #expect(SnapshotDifference.bytes([:]) == [])
    }

    @Test func `bytes cut off or changed are an error or another difference, never a trap`() {
        let bytes = SnapshotDifference.bytes(differences)
        for count in bytes.indices {
            #expect(throws: SegmentError.self) { try read(Array(bytes[..<count])) }
        }
        var failures = 0
        for index in bytes.indices {
            for value in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] {
                var other = bytes
                other[index] = value
                if (try? read(other)) == nil { failures += 1 }
            }
        }
        #expect(failures > bytes.count)
    }

    @Test func `a difference of people who are not there is damaged`() {
        #expect(throws: SegmentError.self) {
            try SnapshotDifference.read(
                Segment(Segment.ID(9, .differences), SnapshotDifference.bytes(differences)),
                nameCount: 1,
                identityCount: 2
            )
        }
    }
}
