import Foundation
import TestSupport
import Testing

@testable import Platform

@Suite struct InputLinesTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    private func lines(of text: String, limit: Int = 1000) throws -> [String] {
        try scratch.write(text, to: "lines")
        let file = try FileHandle(forReadingFrom: scratch.url.appending(path: "lines"))
        var lines = InputLines(descriptor: file.fileDescriptor, limit: limit)
        var read: [String] = []
        while let line = try lines.next() {
            switch line {
            case .bytes(let bytes): read.append(String(decoding: bytes, as: UTF8.self))
            case .tooLong: read.append("(too long)")
            }
        }
        return read
    }

    @Test(arguments: [
        ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("\n\n", ["", ""]),
        ("a\r\n\nb\n", ["a\r", "", "b"]),
    ])
    func `a line ends with a line feed or the stream`(_ text: String, _ expected: [String]) throws {
        #expect(try lines(of: text) == expected)
    }

    @Test func `lines of every length around a block come whole`() throws {
        let expected = [0, 1, 65_534, 65_535, 65_536, 65_537, 131_072, 3].map {
            String(repeating: "x", count: $0)
        }
        #expect(try lines(of: expected.joined(separator: "\n"), limit: 200_000) == expected)
    }

    @Test func `a line beyond the limit is one entry, and the next is read`() throws {
        let long = String(repeating: "x", count: 300_000)
        #expect(
            try lines(of: "ab\nabc\nabcd\n\(long)\nab\n\(long)", limit: 3)
                == ["ab", "abc", "(too long)", "(too long)", "ab", "(too long)"]
        )
    }

    @Test func `a line is given out before the next one is there`() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { for end in ends { close(end) } }
        var lines = InputLines(descriptor: ends[0], limit: 100)
        for text in ["first", "second"] {
            let bytes = Array("\(text)\nbeg".utf8)
            // The rest of a line stays for the next one.
            let written = write(ends[1], bytes, bytes.count)
            #expect(written == bytes.count)
            let expected = text == "first" ? "first" : "begsecond"
            #expect(try lines.next() == .bytes(Array(expected.utf8)))
        }
    }

    @Test func `a stream that cannot be read is an error`() throws {
        var lines = InputLines(descriptor: -1, limit: 100)
        #expect(throws: InputLines.ReadError(code: EBADF)) { try lines.next() }
    }
}
