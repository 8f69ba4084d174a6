import Foundation
import TestSupport
import Testing

/// The comparison of answers must notice what differs: it is what a run of the benchmark rests on.
@Suite(.enabled(if: Program.installed("python3") != nil)) struct BenchmarkAnswersTests {
    private static let header =
        "team,person,offering,last_used,days_used_30,days_used_90,days_used_365,days_idle\n"
    private static let rows = "N,a,Maya,2026-11-20,1,2,3,2\nN,b,Maya,,0,0,0,364\n"

    private func compare(_ ours: String, _ peer: String) throws -> Program.Outcome {
        let scratch = try ScratchFolder()
        let script = Checkout.folder.appending(path: "Benchmarks/Compare/answers.py").path
        let python = try #require(Program.installed("python3"))
        return try python.run(
            ["-B", script]
                + [scratch.write(ours, to: "ours.csv"), scratch.write(peer, to: "peer.csv")]
        )
    }

    @Test func `the same rows in another order are the same answers`() throws {
        let turned = "N,b,Maya,,0,0,0,364\nN,a,Maya,2026-11-20,1,2,3,2\n"
        let outcome = try compare(Self.header + Self.rows, Self.header + turned)
        #expect(outcome.status == 0)
        #expect(outcome.output == "2 rows, all equal\n")
    }

    @Test(arguments: [
        "N,a,Maya,2026-11-20,1,2,3,2\n", "N,a,Maya,2026-11-20,1,2,3,2\nN,b,Maya,,0,0,0,365\n", "",
    ])
    func `a row that is missing or says something else is noticed`(_ peer: String) throws {
        let outcome = try compare(Self.header + Self.rows, Self.header + peer)
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("different"))
    }

    @Test func `no answers at all are no agreement`() throws {
        #expect(try compare(Self.header, Self.header).status == 1)
    }
}
