import TestSupport
import Testing

@testable import Tabular

private typealias Member = HandMadeArchive.Member

@Suite struct ArchiveTests {
    /// An archive of two files, one of them packed, changed by a test.
    private func made(_ change: (inout HandMadeArchive) -> Void = { _ in }) -> HandMadeArchive {
        var stored = Member("a.txt", "first")
        stored.isDeflated = false
        var archive = HandMadeArchive([stored, Member("folder/b.txt", "second")])
        change(&archive)
        return archive
    }

    private func opened(
        _ change: (inout HandMadeArchive) -> Void = { _ in }
    ) throws(TabularError) -> Archive {
        try Archive(MemorySource(made(change).bytes))
    }

    private func contents(_ name: String, of archive: Archive) throws -> String {
        let entry = try #require(archive[name])
        return String(
            decoding: try UnpackedSource(entry, of: archive).contents(),
            as: UTF8.self
        )
    }

    private struct Sound: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout HandMadeArchive) -> Void
    }

    private static let sound: [Sound] = [
        Sound(testDescription: "as it is", change: { _ in }),
        Sound(
            testDescription: "with a comment",
            change: { $0.comment = Array("PK\u{5}\u{6}".utf8) }
        ),
        Sound(testDescription: "with something before it", change: { $0.lead = [1, 2, 3] }),
        Sound(
            testDescription: "written as a stream",
            change: { $0.members[1].hasDescriptor = true }
        ),
        Sound(testDescription: "with large numbers", change: { $0.members[1].isLarge = true }),
        Sound(testDescription: "with a large directory", change: { $0.isLarge = true }),
    ]

    @Test(arguments: sound) private func `a sound archive is read`(_ form: Sound) throws {
        let archive = try opened(form.change)
        #expect(archive.entries.map(\.name) == ["a.txt", "folder/b.txt"])
        #expect(archive.entries.map(\.unpackedBytes) == [5, 6])
        #expect(try contents("a.txt", of: archive) == "first")
        #expect(try contents("FOLDER/B.TXT", of: archive) == "second")
        #expect(archive["c.txt"] == nil)
    }

    @Test func `folders written by Windows programs are folders`() throws {
        let archive = try opened { $0.members[1].name = #"folder\b.txt"# }
        #expect(archive["folder/b.txt"] != nil)
    }

    private struct Bad: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let kind: TabularError.Kind
        let message: String
        let change: @Sendable (inout HandMadeArchive) -> Void
    }

    private static let bad: [Bad] = [
        Bad(
            testDescription: "a huge size",
            kind: .tooLarge,
            message: "unpacks to more than 2048 MiB",
            change: { $0.members[1].statedSize = 3 << 30 }
        ),
        Bad(
            testDescription: "sizes that are huge together",
            kind: .tooLarge,
            message: "unpacks to more than",
            change: { archive in
                archive.members[0].isDeflated = true
                for index in 0..<2 {
                    archive.members[index].contents = Array(repeating: 0, count: 6 << 20)
                    archive.members[index].statedSize = 1100 << 20
                }
            }
        ),
        Bad(
            testDescription: "a bomb",
            kind: .tooLarge,
            message: "'folder/b.txt' unpacks to more than 200 times its size",
            change: { $0.members[1].statedSize = 2 << 20 }
        ),
        Bad(
            testDescription: "too many files",
            kind: .tooLarge,
            message: "more than 10000 files",
            change: { $0.statedCount = 10_001 }
        ),
        Bad(
            testDescription: "fewer files than stated",
            kind: .damagedArchive,
            message: "fewer entries",
            change: { $0.statedCount = 3 }
        ),
        Bad(
            testDescription: "one name twice",
            kind: .damagedArchive,
            message: "is there twice",
            change: { $0.members[1].name = "A.TXT" }
        ),
        Bad(
            testDescription: "files that share bytes",
            kind: .damagedArchive,
            message: "overlaps another one",
            change: { $0.members[1].statedOffset = 0 }
        ),
        Bad(
            testDescription: "a place behind the directory",
            kind: .damagedArchive,
            message: "cannot be true",
            change: { $0.members[1].statedOffset = 1 << 20 }
        ),
    ]

    @Test(arguments: bad) private func `an archive that lies is refused`(_ form: Bad) {
        let error = #expect(throws: TabularError.self) { try opened(form.change) }
        #expect(error?.kind == form.kind)
        #expect(error?.message.contains(form.message) == true, "\(error?.message ?? "")")
    }

    private static let badFiles: [Bad] = [
        Bad(
            testDescription: "encrypted",
            kind: .unsupported,
            message: "'folder/b.txt' is protected by a password",
            change: { $0.members[1].flags = 1 }
        ),
        Bad(
            testDescription: "packed in a rare way",
            kind: .unsupported,
            message: "only some programs know",
            change: { $0.members[1].statedMethod = 9 }
        ),
        Bad(
            testDescription: "larger than stated",
            kind: .damagedArchive,
            message: "unpacks to more than the directory says",
            change: { $0.members[1].statedSize = 5 }
        ),
        Bad(
            testDescription: "smaller than stated",
            kind: .damagedArchive,
            message: "its checksum is wrong",
            change: { $0.members[1].statedSize = 7 }
        ),
        Bad(
            testDescription: "with another checksum",
            kind: .damagedArchive,
            message: "its checksum is wrong",
            change: { $0.members[1].statedChecksum = 1 }
        ),
        Bad(
            testDescription: "stored with two sizes",
            kind: .damagedArchive,
            message: "has two different sizes",
            change: { archive in
                archive.members[1].isDeflated = false
                archive.members[1].statedSize = 5
            }
        ),
        Bad(
            testDescription: "no deflate stream",
            kind: .damagedArchive,
            message: "'folder/b.txt' of the archive is damaged",
            change: { archive in
                archive.members[1].isDeflated = false
                archive.members[1].statedMethod = 8
                archive.members[1].contents = [0xFF, 0xFF, 0xFF, 0xFF]
            }
        ),
        Bad(
            testDescription: "at another place",
            kind: .damagedArchive,
            message: "is not where the directory says",
            change: { $0.members[1].statedOffset = 41 }
        ),
    ]

    @Test(arguments: badFiles)
    private func `a file that is not what the directory says is refused`(_ form: Bad) throws {
        let archive = try opened(form.change)
        #expect(try contents("a.txt", of: archive) == "first")
        let error = #expect(throws: TabularError.self) {
            try UnpackedSource(archive.entries[1], of: archive).contents()
        }
        #expect(error?.kind == form.kind)
        #expect(error?.message.contains(form.message) == true, "\(error?.message ?? "")")
    }

    @Test func `an archive that is cut off anywhere is refused`() throws {
        let bytes = made().bytes
        for count in 0..<bytes.count {
            let error = #expect(throws: TabularError.self) {
                try Archive(MemorySource(Array(bytes[..<count])))
            }
            #expect(error?.kind == .damagedArchive)
        }
    }
}
