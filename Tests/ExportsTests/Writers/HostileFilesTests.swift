import Exports
import Foundation
import TestSupport
import Testing

/// Files that are too large to keep, made by the program that made the examples.
@Suite(
    .enabled(if: WorkbookTools.shared != nil, "\(WorkbookTools.need)"),
    .enabled(if: Shared.has("data/exports/make_exports.py"))
)
struct HostileFilesTests {
    private static let folder: ScratchFolder? = {
        guard let tools = WorkbookTools.shared, let folder = try? ScratchFolder(),
            let script = Shared.folder?.appending(path: "data/exports/make_exports.py"),
            let outcome = try? tools.python.run(
                [script.path, "--runtime", folder.url.path]
            ), outcome.status == 0
        else { return nil }
        return folder
    }()

    @Test(arguments: [("bomb.xlsx", [Int]()), ("long_line.csv", [2])])
    func `a file that would fill the machine is refused at once`(
        _ name: String,
        _ lines: [Int]
    ) throws {
        let folder = try #require(Self.folder, "make_exports.py has failed")
        let file = folder.url.appending(path: name)
        let sidecar = try Data(contentsOf: folder.url.appending(path: name + ".expect.json"))
        let object = try JSONSerialization.jsonObject(with: sidecar) as? [String: Any]
        let kind = try #require(object?["error"] as? String)
        let bytes = [UInt8](try Data(contentsOf: file))
        let error = #expect(throws: ExportError.self) { try readExport(bytes) }
        #expect(error?.kind.rawValue == kind)
        #expect(error?.lines == lines)
    }
}
