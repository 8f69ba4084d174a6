import Exports
import Foundation
import Testing

/// A file that another program wrote, and what that program says must be found in it.
struct ExpectedExport {
    private let bytes: [UInt8]
    private let expected: [String: Any]

    /// Reads a file and the `.expect.json` beside it.
    init(_ file: URL) throws {
        bytes = [UInt8](try Data(contentsOf: file))
        let sidecar = try Data(contentsOf: URL(fileURLWithPath: file.path + ".expect.json"))
        expected = try #require(JSONSerialization.jsonObject(with: sidecar) as? [String: Any])
    }

    /// Checks that a good file is read so.
    func check() throws {
        let export = try readExport(bytes)
        let object = try JSONSerialization.jsonObject(with: Data(canonicalJSON(export).utf8))
        let read = try #require(object as? [String: Any])
        #expect(read["dataset"] as? String == expected["dataset"] as? String)
        #expect(
            read["unknown_columns"] as? [String] == expected["unknown_columns"] as? [String] ?? []
        )
        #expect(read["refused_rows"] == nil)
        let rows = try #require(read["rows"] as? [NSDictionary])
        let wanted = try #require(expected["rows"] as? [NSDictionary])
        #expect(rows.count == wanted.count)
        let differences = zip(rows, wanted).filter { $0 != $1 }
        #expect(differences.isEmpty, "first: \(differences[0].0), expected \(differences[0].1)")
    }

    /// Checks that a broken file is refused for the right reason.
    func checkRefusal() {
        let error = #expect(throws: ExportError.self) { try readExport(bytes) }
        let kinds = [expected["error"] as? String] + (expected["also_accept"] as? [String] ?? [])
        #expect(kinds.contains(error?.kind.rawValue))
        if let dataset = expected["dataset"] as? String {
            #expect(error?.dataset?.vendorName == dataset)
        }
        if let column = expected["column"] as? String { #expect(error?.column == column) }
        if let lines = expected["lines"] as? [Int] { #expect(error?.lines == lines) }
    }
}
