import Foundation
import Platform
import TestSupport
import Testing

@Suite struct FolderWatchTests {
    /// The next hint after something is done, or `nil` after half a minute.
    private func hint(_ watch: FolderWatch, after action: () throws -> Void) async rethrows
        -> FolderWatch.Hint?
    {
        try action()
        return await withTaskGroup(of: FolderWatch.Hint?.self) { group in
            group.addTask {
                for await hint in watch.hints { return hint }
                return nil
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(30))
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }

    @Test func `a file that is written, moved in or removed is hinted at`() async throws {
        let scratch = try ScratchFolder()
        let inbox = scratch.path("inbox")
        try scratch.write("", to: "inbox/there")
        try scratch.write("", to: "outside")
        let actions: [@Sendable () throws -> Void] = [
            { try scratch.write("x", to: "inbox/new") },
            {
                try FileManager.default.moveItem(
                    atPath: scratch.path("outside"),
                    toPath: scratch.path("inbox/moved")
                )
            },
            { try FileManager.default.removeItem(atPath: scratch.path("inbox/there")) },
        ]
        for action in actions {
            let watch = try #require(FolderWatch())
            #expect(watch.watch(inbox))
            #expect(watch.watch(inbox))
            #expect(try await hint(watch, after: action) == .changed)
        }
    }

    @Test func `a folder that vanishes is hinted at, and watched again when it is back`()
        async throws
    {
        let scratch = try ScratchFolder()
        let inbox = scratch.path("inbox")
        try scratch.write("", to: "inbox/there")
        let watch = try #require(FolderWatch())
        watch.watch(inbox)
        try FileManager.default.removeItem(atPath: inbox)
        var found: FolderWatch.Hint?
        for await hint in watch.hints where hint == .vanished {
            found = hint
            break
        }
        #expect(found == .vanished)
        #expect(!watch.watch(inbox))
        try scratch.write("", to: "inbox/again")
        #expect(watch.watch(inbox))
    }

    @Test func `what is no folder is not watched`() throws {
        let scratch = try ScratchFolder()
        let file = try scratch.write("", to: "file")
        let watch = try #require(FolderWatch())
        #expect(!watch.watch(file))
        #expect(!watch.watch(scratch.path("nowhere")))
    }

    @Test func `when the watch is gone its hints end`() async throws {
        var watch = FolderWatch()
        let hints = try #require(watch?.hints)
        watch = nil
        #expect(watch == nil)
        for await _ in hints {}
    }
}
