import Exports
import Foundation
import TestSupport
import Testing

// One Usage report, written in many forms by programs that nobody here wrote (write_tables.py), is always
// the same report.

@Suite(.enabled(if: TableTools.shared != nil, "\(TableTools.need)"))
struct TableWritersTests {
    static let expected = [
        "email": ["zoë@example.com", "b@example.com", "例子@example.com"],
        "user_id": ["57412300112233", "null", "20091234"],
        "offering": [#"AEC, "all""#, "two\nlines", "a;b\tc"],
        "seat_assignment": ["assigned", "unassigned", "assigned"],
        "assigned_at": ["2024-05-10T21:20:32Z", "null", "2024-05-10T21:20:32Z"],
        "days_inactive": ["239.0", "null", "0.0"],
        "monthly_average": ["16.2", "0.0", "null"],
        "last_accessed": ["2026-07-29", "null", "2026-02-03"],
    ]

    @Test func `what other programs write is read`() throws {
        let folder = try ScratchFolder()
        try TableTools.run("write_tables.py", [folder.url.path])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
        #expect(names.count >= 24)
        for name in names {
            let bytes = [UInt8](try Data(contentsOf: folder.url.appending(path: name)))
            if name.hasPrefix("lossy") {
                let error = #expect(throws: ExportError.self, "\(name)") { try readExport(bytes) }
                #expect(error?.kind == .badCell, "\(name)")
                continue
            }
            do {
                let export = try readExport(bytes)
                for (key, values) in Self.expected {
                    #expect(export.column(key) == values, "\(name)")
                }
                #expect(export.unknownColumns == (name.contains("label") ? ["row"] : []), "\(name)")
            } catch {
                Issue.record("\(name): \(error)")
            }
        }
    }
}
