import Foundation
import TestSupport
import Testing

// Files that another program wrote, with what a reader must find in them, read by the real program.

@Suite(.enabled(if: Shared.has("data/exports")))
struct SampleImportTests {
    static let good = files("data/exports")
    static let broken = files("data/exports/broken")

    private static func files(_ folder: String) -> [String] {
        Shared.files(in: folder, endingIn: ".expect.json")
            .map { "\(folder)/\($0.lastPathComponent.dropLast(".expect.json".count))" }
    }

    private func expected(_ path: String) throws -> [String: Any] {
        let file = try #require(Shared.folder).appending(path: path + ".expect.json")
        let object = try JSONSerialization.jsonObject(with: try Data(contentsOf: file))
        return try #require(object as? [String: Any])
    }

    /// Looks at a file in an empty folder: neither a configuration nor a state is there.
    private func look(_ path: String, _ options: String...) throws -> Program.Outcome {
        let file = try #require(Shared.folder).appending(path: path).path
        let scratch = try ScratchFolder()
        return try Program("seatwarden").run(
            ["import", "--dry-run"] + options + [file],
            in: scratch.url.path
        )
    }

    @Test(arguments: good) func `every row of a file is read as expected`(_ path: String) throws {
        let outcome = try look(path, "--rows", "--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let (read, wanted) = (try outcome.json(), try expected(path))
        #expect(read["dataset"] as? String == wanted["dataset"] as? String)
        #expect(
            read["unknown_columns"] as? [String] == wanted["unknown_columns"] as? [String] ?? []
        )
        let rows = try #require(read["rows"] as? [NSDictionary])
        let expected = try #require(wanted["rows"] as? [NSDictionary])
        #expect(rows.count == expected.count)
        for (index, pair) in zip(rows, expected).enumerated() where pair.0 != pair.1 {
            Issue.record("row \(index + 1): \(pair.0), expected \(pair.1)")
        }
    }

    @Test(arguments: broken)
    func `a broken file is refused for the right reason, with its place`(_ path: String) throws {
        let outcome = try look(path, "--rows", "--json")
        #expect(outcome.status == 65)
        let (read, wanted) = (try outcome.json(), try expected(path))
        let kinds = [wanted["error"] as? String] + (wanted["also_accept"] as? [String] ?? [])
        #expect(kinds.contains(read["error"] as? String))
        #expect((read["message"] as? String)?.isEmpty == false)
        if let column = wanted["column"] as? String { #expect(read["column"] as? String == column) }
        let lines = read["lines"] as? [Int] ?? (read["line"] as? Int).map { [$0] } ?? []
        if let wanted = wanted["lines"] as? [Int] { #expect(lines == wanted) }
        if let near = wanted["near_line"] as? Int { #expect(abs((lines.first ?? 0) - near) <= 1) }
    }

    @Test(arguments: good) func `a look names the data set and how many rows it has`(_ path: String)
        throws
    {
        let wanted = try expected(path)
        let file = try #require(
            (try look(path, "--json").json()["files"] as? [[String: Any]])?.first
        )
        #expect(file["is_usable"] as? Bool == true)
        let name = try #require(file["dataset"] as? String)
        #expect(
            name.uppercased().replacing("-", with: "_") == wanted["dataset"] as? String
        )
        #expect(file["rows"] as? Int == wanted["rows_expected"] as? Int)
        #expect(file["taken_before"] is NSNull)
        let text = try look(path).output
        #expect(text.contains("(\(name)), header generation "))
        #expect(text.contains("columns used  "))
    }

    @Test(.enabled(if: Shared.has("data/tokenflex")))
    func `Token Flex usage is read without a sidecar, and a look says that taking in needs one`()
        throws
    {
        let path = "data/tokenflex/RomeoAgree0_myYear1DesktopCloudUsage.csv"
        let rows = try #require(
            try look(path, "--rows", "--json").json()["rows"] as? [[String: Any]]
        )
        #expect(rows.count == 12_000)
        #expect(rows.compactMap { $0["tokens_used"] as? Double }.reduce(0, +) == 88_175)
        let outcome = try look(path)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("range         2011-01-01 to 2011-10-19, as the file says"))
        #expect(outcome.output.contains("does not say which contract it is of"))
    }
}
