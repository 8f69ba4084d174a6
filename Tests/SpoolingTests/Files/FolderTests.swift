import Foundation
import Spooling
import TestSupport
import Testing

@Suite struct FolderTests {
    let scratch: ScratchFolder
    let folder: Folder

    init() throws {
        scratch = try ScratchFolder(inMemory: true)
        folder = try Folder(scratch.url.path)
    }

    @Test func `bytes and their hash come from one reading`() throws {
        try scratch.write("abc", to: "file")
        let content = try folder.contents(of: "file", atMost: 3)
        #expect(content.bytes == Array("abc".utf8))
        #expect(
            content.digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
        #expect(content.status.size == 3)
    }

    @Test func `a file beyond the limit is refused with the limit`() throws {
        try scratch.write("abcd", to: "file")
        let error = #expect(throws: FileError.self) { try folder.contents(of: "file", atMost: 3) }
        #expect(error?.kind == .tooLarge(limit: 3))
        #expect(
            error?.description == "cannot read \(scratch.path("file")): it has more than 3 bytes"
        )
    }

    @Test(arguments: Oddity.allCases)
    func `what is no regular file is not read, and nobody waits for it`(oddity: Oddity) throws {
        try oddity.place(at: scratch.path("file"))
        let error = #expect(throws: FileError.self) { try folder.contents(of: "file", atMost: 100) }
        #expect(error?.kind == .notRegular || error?.kind == .system(ELOOP))
    }

    @Test(arguments: [false, true])
    func `a file that grows while it is read is refused, unless it may`(mayGrow: Bool) throws {
        let path = try scratch.write("abc", to: "file")
        let reads = Countdown(to: 1)
        let files = FileSystem { call in
            if call.operation == .read, reads.step() == 0 { truncate(path, 5) }
            return nil
        }
        let folder = try Folder(scratch.url.path, files: files)
        guard !mayGrow else {
            let content = try folder.contents(of: "file", atMost: 100, mayGrow: true)
            #expect(content.bytes.starts(with: Array("abc".utf8)))
            return
        }
        let error = #expect(throws: FileError.self) {
            try folder.contents(of: "file", atMost: 100)
        }
        #expect(error?.kind == .changed)
    }

    @Test func `names are sorted by code points, and those that are not UTF-8 are counted`() throws
    {
        for name in ["b", "B", "a", "é", "Z"] { try scratch.write("", to: name) }
        close(creat(scratch.path("bad-") + "\u{1}", 0o600))
        let bad: [CChar] = (scratch.path("x").utf8.map { CChar(bitPattern: $0) }) + [-1, 0]
        close(creat(bad, 0o600))
        #expect(try folder.names() == ["B", "Z", "a", "b", "bad-\u{1}", "é"])
        #expect(try folder.unreadableNames() == 1)
    }

    @Test func `interrupted calls are made again and short ones are continued`() throws {
        let calls = Countdown(to: 0)
        let files = FileSystem { call in
            let step = calls.count
            _ = calls.step()
            if step % 2 == 0 { return .error(EINTR) }
            return call.operation == .write || call.operation == .read ? .atMost(7) : nil
        }
        let bytes = Array(repeating: Array("0123456789".utf8), count: 20).flatMap(\.self)
        let folder = try Folder(scratch.url.path, files: files)
        try folder.write(bytes, to: "file", mode: 0o640)
        #expect(scratch.bytes("file") == bytes)
        #expect(try folder.contents(of: "file", atMost: 1000).bytes == bytes)
    }

    @Test func `a file gets its mode whatever the mask`() throws {
        let old = umask(0o777)
        defer { umask(old) }
        try folder.write([], to: "file", mode: 0o664)
        #expect(scratch.mode("file") == 0o664)
    }

    @Test(arguments: [EIO, ENOSPC])
    func `whatever fails, a file is the old one or the new one and no draft stays`(
        code: Int32
    ) throws {
        try folder.write(Array("old".utf8), to: "file", mode: 0o644)
        var n = 0
        while true {
            n += 1
            let countdown = Countdown(to: n)
            let faulty = FileSystem.failing(countdown, code)
            let result = Result {
                try writeAtomically(Array("new".utf8), to: scratch.path("file"), files: faulty)
            }
            let text = scratch.bytes("file").map { String(decoding: $0, as: UTF8.self) }
            #expect(text == "old" || text == "new", "at call \(n)")
            #expect(scratch.names("").filter { $0.hasPrefix(".") }.isEmpty, "at call \(n)")
            guard countdown.isReached else {
                try result.get()
                break
            }
            if (try? result.get()) != nil { #expect(text == "new", "at call \(n)") }
        }
        // Open folder, clear draft, create, mode, write, flush, close, rename, flush folder.
        #expect(n == 10)
        #expect(scratch.bytes("file") == Array("new".utf8))
    }

    @Test func `killed anywhere, a file is the old one or the new one`() throws {
        var n = 0
        var isOver = false
        while !isOver {
            n += 1
            try folder.write(Array("old".utf8), to: "file", mode: 0o644)
            let countdown = Countdown(to: n)
            try? writeAtomically(
                Array("new".utf8),
                to: scratch.path("file"),
                files: .dying(countdown)
            )
            isOver = !countdown.isReached
            let text = scratch.bytes("file").map { String(decoding: $0, as: UTF8.self) }
            #expect(text == "old" || text == "new", "at call \(n)")
            try folder.write(Array("next".utf8), to: "file", mode: 0o644)
            #expect(scratch.names("") == ["file"], "at call \(n)")
        }
        #expect(n == 10)
    }

    @Test func `a taken name gets a number, and a thousand of them are found fast`() throws {
        for index in 1...3 {
            try scratch.write("\(index)", to: "in/file")
            let from = try Folder(scratch.path("in"))
            let name = try from.moveNumbered("file", to: folder, as: "kept")
            #expect(name == ["kept", "kept.2", "kept.3"][index - 1])
        }
        #expect(scratch.bytes("kept.3") == Array("3".utf8))
        for index in 4...1200 { try scratch.write("", to: "kept.\(index)") }
        for number in [1201, 1202] {
            #expect(try folder.freeName(for: "kept") == "kept.\(number)")
            try scratch.write("", to: "in/file")
            let from = try Folder(scratch.path("in"))
            #expect(try from.moveNumbered("file", to: folder, as: "kept") == "kept.\(number)")
        }
        #expect(try folder.freeName(for: "other") == "other")
    }

    @Test func `folders are made with those above them, and cleaning never removes one`() throws {
        let inner = try Folder.make(scratch.path("a/b/c"), mode: 0o700)
        #expect(try inner.names().isEmpty)
        #expect(scratch.mode("a/b/c") == 0o700)
        #expect(throws: FileError.self) { try folder.remove("a") }
        #expect(scratch.names("a/b") == ["c"])
    }
}
