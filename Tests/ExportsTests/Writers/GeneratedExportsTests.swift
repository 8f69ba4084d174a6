import Foundation
import TestSupport
import Testing

/// Python with what the writers of example files need.
enum TableTools {
    /// What a machine needs for it, said where a test is skipped.
    static let need = "needs python3 with venv, and pandas and openpyxl from PyPI"
    static let shared = PythonEnvironment(
        "table-tools",
        packages: ["pandas==2.2.3", "openpyxl==3.1.5"],
        modules: ["pandas", "openpyxl"]
    )

    /// Runs a script that lies beside the tests.
    static func run(_ script: String, _ arguments: [String]) throws {
        let python = try #require(shared).python
        let path = Checkout.folder.appending(path: "Tests/ExportsTests/Writers/\(script)").path
        let outcome = try python.run([path] + arguments)
        try #require(outcome.status == 0, "\(outcome.errors)")
    }
}

// The program that made the example exports is asked for others: other seeds, other layouts.

@Suite(
    .enabled(if: Shared.has("data/exports/make_exports.py")),
    .enabled(if: TableTools.shared != nil, "\(TableTools.need)")
)
struct GeneratedExportsTests {
    private static let files = 60

    @Test(arguments: ["other-1", "other-2", "other-3"])
    func `files of another seed are read as their writer expects`(_ seed: String) throws {
        let folder = try ScratchFolder()
        let generator = try #require(Shared.folder).appending(path: "data/exports/make_exports.py")
        try TableTools.run(
            "write_more_exports.py",
            [generator.path, folder.url.path, seed, "\(Self.files)"]
        )
        let good = try sidecars(in: folder.url)
        let broken = try sidecars(in: folder.url.appending(path: "broken"))
        #expect(good.count >= Self.files)
        #expect(!broken.isEmpty)
        for file in good {
            do {
                try ExpectedExport(file).check()
            } catch {
                Issue.record("\(file.lastPathComponent): \(error)")
            }
        }
        for file in broken { try ExpectedExport(file).checkRefusal() }
    }

    /// The files that have an expectation beside them.
    private func sidecars(in folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            .filter { $0.hasSuffix(".expect.json") }
            .map { folder.appending(path: String($0.dropLast(".expect.json".count))) }
    }
}
