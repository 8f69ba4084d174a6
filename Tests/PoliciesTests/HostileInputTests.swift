import Diagnostics
import Facts
import Policies
import Settings
import Templates
import Testing

/// Policy files that nobody meant to write: reading them ends, and what is wrong is said.
struct HostileInputTests {
    private func load(_ text: String) -> DiagnosticList {
        loadPolicies(
            [SourceText(name: "a.yaml", text: text)],
            shipped: [],
            templates: ShippedFiles.templates,
            configuration: .standard,
            schema: .all
        ).diagnostics
    }

    @Test func `a shipped policy cut at any line is read or refused`() throws {
        for file in ShippedFiles.policies {
            let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
            for count in stride(from: 1, to: lines.count, by: 3) {
                _ = load(lines.prefix(count).joined(separator: "\n"))
            }
        }
    }

    @Test func `a shipped policy with characters changed is read or refused`() throws {
        let file = try #require(ShippedFiles.policies.first { $0.name == "idle-seats.yaml" })
        let scalars = Array(file.text.unicodeScalars)
        let marks: [Unicode.Scalar] = ["{", "'", ":", "-", "\n", "\u{0}", "é"]
        // A fixed walk through the text: the same mutations in every run.
        for step in 0..<120 {
            var changed = String.UnicodeScalarView()
            let place = step * 7919 % scalars.count
            for (position, scalar) in scalars.enumerated() {
                changed.append(position == place ? marks[step % marks.count] : scalar)
            }
            _ = load(String(changed))
        }
    }

    @Test func `mistakes are bounded in number`() {
        let many = (0..<400).map { "policy: p\($0)\nresource: seet\nexpr: seat.left" }
        let list = load(many.joined(separator: "\n---\n"))
        #expect(list.sorted.count == DiagnosticList.maximumCount)
        #expect(list.omitted == 300)
    }

    @Test func `an expression without end is refused before it runs`() {
        let digits = "[1,2,3,4,5,6,7,8,9]"
        let nested = ["a", "b", "c", "d", "e", "f", "g", "h"].reversed().reduce("a > 0") {
            "\(digits).all(\($1), \($0))"
        }
        let text = "policy: slow\nresource: seat\nexpr: \"\(nested)\""
        #expect(
            Loaded([text]).messages == [
                "own1.yaml:3:8: error: the expression may take 240,000,000 steps here; at most "
                    + "10,000,000 are allowed: its parts are too many together; leave some out "
                    + "[too-costly]"
            ]
        )
    }
}
