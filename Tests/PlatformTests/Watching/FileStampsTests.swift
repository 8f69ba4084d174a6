import Foundation
import Platform
import TestSupport
import Testing

@Suite struct FileStampsTests {
    private func stamps(_ scratch: ScratchFolder) throws -> FileStamps {
        try FileStamps(
            of: [scratch.path("config.yaml")],
            below: [(scratch.path("policies"), [".yaml"]), (scratch.path("none"), [".txt"])]
        )
    }

    @Test func `files that nobody touched look the same; what is written, added or gone does not`()
        throws
    {
        let scratch = try ScratchFolder()
        try scratch.write("a", to: "config.yaml")
        try scratch.write("b", to: "policies/x/b.yaml")
        var last = try stamps(scratch)
        #expect(try stamps(scratch) == last)
        // Of the same length, and with the old time of writing.
        let path = scratch.path("config.yaml")
        let date = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] ?? 0
        try scratch.write("c", to: "config.yaml")
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
        #expect(try stamps(scratch) != last)
        last = try stamps(scratch)
        try scratch.write("d", to: "policies/d.yaml")
        #expect(try stamps(scratch) != last)
        last = try stamps(scratch)
        try FileManager.default.removeItem(atPath: path)
        #expect(try stamps(scratch) != last)
        last = try stamps(scratch)
        try scratch.write("no policy", to: "policies/notes.md")
        #expect(try stamps(scratch) == last)
    }

    @Test func `the folders in which files lie are known`() throws {
        let scratch = try ScratchFolder()
        try scratch.write("a", to: "config.yaml")
        try scratch.write("b", to: "policies/x/b.yaml")
        #expect(try stamps(scratch).folders == [scratch.url.path, scratch.path("policies/x")])
    }
}
