import Foundation
import TestSupport
import Testing

/// The comparison of implementations of CEL: how a table is read, and that a difference is noticed.
@Suite(.enabled(if: Program.installed("python3") != nil, "python3 is not installed"))
struct BenchmarkCELTests {
    private static let folder = Checkout.folder.appending(path: "Benchmarks/Compare").path

    private func python(_ script: String) throws -> Program.Outcome {
        let python = try #require(Program.installed("python3"))
        return try python.run(
            ["-B", "-c", script],
            environment: ["PYTHONPATH": Self.folder]
        )
    }

    @Test func `a row has the types that the header gives, and what another row says inside`()
        throws
    {
        let scratch = try ScratchFolder()
        let table = try scratch.write(
            "email:string,days_idle:int?,share:double,left:bool,pool:row,pool.name:string,pool.free:int\n"
                + "a@example.com,73,0.5,true,4,Maya,9\n,,1.0,false,4,Maya,9\n",
            to: "table.csv"
        )
        let outcome = try python(
            "import cel_table\nfor row in cel_table.rows('\(table)', 9): print(row)"
        )
        #expect(outcome.errors == "")
        #expect(
            outcome.output == """
                {'email': 'a@example.com', 'days_idle': 73, 'share': 0.5, 'left': True, \
                'pool': {'name': 'Maya', 'free': 9}}
                {'email': '', 'days_idle': None, 'share': 1.0, 'left': False, \
                'pool': {'name': 'Maya', 'free': 9}}

                """
        )
    }

    @Test func `headings and empty lines are no conditions`() throws {
        let outcome = try python(
            "import cel_table\nprint(len(cel_table.conditions('\(Self.folder)/../CEL/conditions.txt')))"
        )
        #expect(outcome.output == "20\n")
    }

    private static let answer = #"{"text": "a", "true": 1, "errors": 0, "hash": "00"}"#

    private static let others: [(theirs: String, status: Int32)] = [
        (#"{"rows": 2, "conditions": [\#(answer)]}"#, 0),
        (#"{"rows": 3, "conditions": [\#(answer)]}"#, 1),
        (#"{"rows": 2, "conditions": [\#(answer.replacing("00", with: "01"))]}"#, 1),
        (#"{"rows": 2, "conditions": [\#(answer.replacing("0,", with: "1,"))]}"#, 1),
        (#"{"rows": 2, "conditions": [\#(answer), \#(answer)]}"#, 1),
        (#"{"rows": 2, "conditions": []}"#, 1),
    ]

    @Test(arguments: others) func `answers that differ end the run`(
        _ theirs: String,
        _ status: Int32
    ) throws {
        let outcome = try python(
            """
            import json, cel_bench
            ours = json.loads('{"rows": 2, "conditions": [\(Self.answer)]}')
            cel_bench.check(ours, json.loads('\(theirs)'), 'they')
            """
        )
        #expect(outcome.status == status)
    }
}
