import Foundation
import TestSupport
import Testing

/// The fact tables of the real program against a second computation of them, cell by cell.
///
/// `Tests/oracle/facts_oracle.py` is written from the definitions of the facts by themselves, in
/// another language and without a line in common; `make_company.py` makes random companies with
/// every oddity that the definitions speak of, and `compare.py` takes them in and compares.
@Suite struct FactsOracleTests {
    private static let python = Program.installed("python3")
    private static let rounds =
        ProcessInfo.processInfo.environment["SEATWARDEN_SOAK"].flatMap { Int($0) } ?? 1

    /// Runs the comparison; what differs is the message of the test.
    private func compare(_ arguments: String...) throws {
        guard let python = Self.python else {
            print("FactsOracleTests: skipped, there is no python3 on this machine")
            return
        }
        let script = Checkout.folder.appending(path: "Tests/oracle/compare.py").path
        let outcome = try python.run(
            [script, "--program", Program("seatwarden").path] + arguments,
            environment: ["PYTHONDONTWRITEBYTECODE": "1"]
        )
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(outcome.output.hasSuffix(" 0 differences\n"), "\(outcome.text)")
    }

    @Test func `the example company has the facts that the oracle computes`() throws {
        let example = Checkout.folder.appending(path: "Examples/harbour-studio").path
        try compare("--company", example, "--now", Company.now)
    }

    @Test func `random companies have the facts that the oracle computes`() throws {
        try compare("--seeds", "1-\(12 * Self.rounds)")
    }
}
