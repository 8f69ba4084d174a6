import Foundation
import TestSupport

/// The exports of the smallest company, made once for all tests.
struct MadeExports {
    static let first = Result { try MadeExports(seed: 1) }

    private let scratch: ScratchFolder
    /// Rows of each kind, as the program has printed them.
    let counts: [String: Int]
    /// The bytes of every file, by its path below the folder.
    let files: [String: Data]

    init(seed: Int) throws {
        scratch = try ScratchFolder()
        let outcome = try Program("benchmark-data").run(["S", scratch.url.path, "\(seed)"])
        counts = try JSONDecoder().decode([String: Int].self, from: Data(outcome.output.utf8))
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: scratch.url.path) {
            let file = scratch.url.appending(path: path)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder),
                !isFolder.boolValue
            else { continue }
            files[path] = try Data(contentsOf: file)
        }
        self.files = files
    }

    /// The bytes of a file.
    func bytes(_ path: String) throws -> [UInt8] {
        guard let data = files[path] else { throw CocoaError(.fileNoSuchFile) }
        return Array(data)
    }
}
