import CivilTime
import Columns
import Exports
import Facts
import Foundation
import Settings
import TestSupport
import Testing

/// The vendor's layouts that no one in this project wrote, taken in as a daemon would.
@Suite(.enabled(if: Shared.has("data/exports"))) struct SampleExportsTests {
    private static var files: [URL] {
        [".csv", ".json"].flatMap { Shared.files(in: "data/exports", endingIn: $0) }
            .filter { !$0.lastPathComponent.hasSuffix(".expect.json") }
    }

    private func export(_ file: URL) throws -> Export {
        try readExport([UInt8](Data(contentsOf: file)))
    }

    private func absorb(_ exports: [(name: String, export: Export)]) throws -> History {
        var history = History()
        for (name, export) in exports {
            let file = IncomingFile(
                name: name,
                digest: name,
                exportedAt: try instant("2026-11-24T06:00:00Z"),
                takenAt: try instant(november24)
            )
            _ = try history.absorb(export, file)
        }
        return history
    }

    private func derive(_ history: History) throws -> FactSet {
        deriveFacts(history, .standard, now: try instant(november24), zone: .utc)
    }

    /// Which rows are one seat is told here from the cells alone: the files have a hashed id in each row.
    @Test(arguments: files.filter { $0.lastPathComponent.hasPrefix("usage_report") })
    func `a Usage report has a seat for each team, person and offering`(file: URL) throws {
        let export = try export(file)
        let facts = try derive(absorb([(file.lastPathComponent, export)]))
        var wanted: Set<[String]> = []
        var assigned: Set<[String]> = []
        for row in 0..<export.table.rowCount {
            let key = ["team", "hashed_user_id", "offering"].map {
                fold(export.table[row, $0].text ?? "")
            }
            wanted.insert(key)
            if export.table[row, "seat_assignment"].text == "assigned" { assigned.insert(key) }
        }
        let seats = try #require(facts.table("seat"))
        #expect(seats.rowCount == wanted.count)
        #expect(
            (0..<seats.rowCount).filter { seats[$0, "assigned"] == .bool(true) }.count
                == assigned.count
        )
        #expect(Set(facts.subjects("seat")).count == seats.rowCount, "subjects are unique")
        for row in 0..<seats.rowCount {
            #expect(seats[row, "usage_known"] == .bool(true))
            #expect((seats[row, "days_idle"].int ?? -1) >= 0)
            #expect(seats[row, "last_used"].isNull == (seats[row, "never_used"] == .bool(true)))
        }
    }

    @Test func `all files together give the same tables in every order of intake`() throws {
        let exports = try Self.files.map { (name: $0.lastPathComponent, export: try export($0)) }
        let expected = try derive(absorb(exports))
        var random = SeededGenerator(seed: 20)
        for _ in 0..<3 {
            let facts = try derive(absorb(exports.shuffled(using: &random)))
            #expect(facts.printed == expected.printed)
        }
        #expect(expected.table("dataset")?.rowCount ?? 0 > 10)
        for schema in FactSchema.all.tables {
            let subjects = expected.subjects(schema.name)
            // Of changes that several files of one day bring and take back there may be two alike.
            let isUnique = Set(subjects).count == subjects.count
            #expect(isUnique || schema.name == "change", "\(schema.name): keys are unique")
            let table = try #require(expected.table(schema.name))
            for column in schema.columns where !column.isNullable {
                let values = try #require(table[column.name])
                #expect(values.validity.nullCount == 0, "\(schema.name).\(column.name)")
            }
        }
    }

    @Test func `a Users file without rows says nothing`() throws {
        let file = try #require(
            Self.files.first { $0.lastPathComponent == "users_c_header_only.csv" }
        )
        let history = try absorb([(file.lastPathComponent, export(file))])
        #expect(history.parts.isEmpty)
        #expect(try derive(history).subjects("team").isEmpty)
    }
}
