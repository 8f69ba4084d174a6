import Foundation
import Spooling
import TestSupport
import Testing

@Suite struct InboxScanTests {
    let scratch: ScratchFolder
    let inbox: Inbox

    init() throws {
        scratch = try ScratchFolder()
        inbox = try Inbox(making: scratch.path("inbox"))
    }

    @Test func `the folders have the modes of the protocol`() {
        #expect(scratch.mode("inbox") == 0o2770)
        #expect(scratch.mode("inbox/done") == 0o2750)
        #expect(scratch.mode("inbox/refused") == 0o2770)
    }

    @Test(arguments: [
        (".hidden", true), ("a.part", true), ("a.PART", true), ("a.csv.tmp", true),
        ("a.crdownload", true), ("a.csv.source.json", true), ("a.csv", false), ("part", false),
        ("a.json", false), ("a.partial", false),
    ])
    func `unfinished and hidden files and sidecars are passed over`(name: String, isIgnored: Bool) {
        #expect(InboxScan.ignores(name) == isIgnored)
    }

    @Test func `files come by name, each with its sidecar`() throws {
        for name in [
            "b.csv", "B.csv", "a.csv", "a.csv.source.json", "c.csv.part", "lone.source.json",
        ] {
            try scratch.write("x", to: "inbox/\(name)")
        }
        let scan = try inbox.scan()
        #expect(scan.files.map(\.name) == ["B.csv", "a.csv", "b.csv"])
        #expect(scan.files.map { $0.sidecar != nil } == [false, true, false])
        #expect(scan.oddities.isEmpty)
    }

    @Test func `looking at an inbox makes nothing in it`() throws {
        try scratch.write("x", to: "other/a.csv")
        #expect(try Inbox(existing: scratch.path("other")).scan().files.map(\.name) == ["a.csv"])
        #expect(scratch.names("other") == ["a.csv"])
        #expect(throws: FileError.self) { try Inbox(existing: scratch.path("none")) }
    }

    @Test(arguments: Oddity.allCases)
    func `what is no file is reported and left alone`(oddity: Oddity) throws {
        try oddity.place(at: scratch.path("inbox/users.csv"))
        let scan = try inbox.scan()
        #expect(scan.files.isEmpty)
        let reason =
            switch oddity {
            case .link, .danglingLink: "is a link, and links are not followed; copy the file itself"
            case .pipe: "is not a file"
            case .folder: "is an empty folder"
            case .fullFolder:
                "is a folder that holds more than files; put the files of one export into it"
            }
        #expect(
            scan.oddities.map(\.description) == ["\(scratch.path("inbox/users.csv")) \(reason)"]
        )
    }

    @Test func `a name that is not UTF-8 is reported`() throws {
        let bad = scratch.path("inbox/x").utf8.map { CChar(bitPattern: $0) } + [-1, 0]
        close(creat(bad, 0o600))
        #expect(
            try inbox.scan().oddities.map(\.description) == [
                "\(scratch.path("inbox")) has 1 names that are not UTF-8; rename the files"
            ]
        )
    }
}
