import Exports
import Foundation
import TestSupport
import Testing

/// The program that made the example exports makes others, in styles that those do not have.
@Suite(
    .enabled(if: WorkbookTools.shared != nil, "\(WorkbookTools.need)"),
    .enabled(if: Shared.has("data/exports/make_exports.py"))
)
struct VariedExportsTests {
    private static let count = 120

    @Test func `workbooks and JSON in any style say what their sidecars say`() throws {
        let tools = try #require(WorkbookTools.shared)
        let folder = try ScratchFolder()
        let script = Checkout.folder.appending(path: "Tests/ExportsTests/Writers/vary_exports.py")
        let maker = try #require(Shared.folder).appending(path: "data/exports/make_exports.py")
        let outcome = try Program(path: tools.python).run(
            [script.path, maker.path, folder.url.path, "\(Self.count)"]
        )
        try #require(outcome.status == 0, "\(outcome.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
            .filter { !$0.hasSuffix(".expect.json") }.sorted()
        #expect(names.count == Self.count)
        for name in names {
            try compare(folder.url.appending(path: name))
        }
    }

    private func compare(_ file: URL) throws {
        let name = file.lastPathComponent
        let sidecar = try Data(contentsOf: URL(fileURLWithPath: file.path + ".expect.json"))
        let expected = try #require(
            JSONSerialization.jsonObject(with: sidecar) as? [String: Any]
        )
        let export: Export
        do {
            export = try readExport([UInt8](try Data(contentsOf: file)))
        } catch {
            Issue.record("\(name): \(error)")
            return
        }
        let object = try JSONSerialization.jsonObject(with: Data(canonicalJSON(export).utf8))
        let read = try #require(object as? [String: Any])
        #expect(read["dataset"] as? String == expected["dataset"] as? String, "\(name)")
        let rows = try #require(read["rows"] as? [NSDictionary])
        let wanted = try #require(expected["rows"] as? [NSDictionary])
        #expect(rows.count == wanted.count, "\(name)")
        for (index, pair) in zip(rows, wanted).enumerated() where pair.0 != pair.1 {
            Issue.record("\(name), row \(index + 1): \(pair.0), expected \(pair.1)")
            return
        }
    }
}
