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

    /// Runs one of the scripts; what it prints is the message of the test.
    private func oracle(_ script: String, _ arguments: [String] = [], endsWith last: String) throws
    {
        guard let python = Self.python else {
            print("FactsOracleTests: skipped, there is no python3 on this machine")
            return
        }
        let outcome = try python.run(
            [Checkout.folder.appending(path: "Tests/oracle/\(script)").path] + arguments,
            environment: ["PYTHONDONTWRITEBYTECODE": "1"]
        )
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(outcome.text.hasSuffix(last), "\(outcome.text)")
    }

    /// Compares the program's facts with the oracle's.
    private func compare(_ arguments: String...) throws {
        let program = ["--program", Program("seatwarden").path]
        try oracle("compare.py", program + arguments, endsWith: " 0 differences\n")
    }

    @Test func `the oracle computes what was worked out by hand`() throws {
        try oracle("test_oracle.py", endsWith: "\nOK\n")
    }

    @Test func `the example company has the facts that the oracle computes`() throws {
        let example = Checkout.folder.appending(path: "Examples/harbour-studio").path
        try compare("--company", example, "--now", Company.now)
    }

    /// Of each company every table and relation at one of three moments; no column may stay the same.
    @Test func `two hundred random companies have the facts that the oracle computes`() throws {
        try compare("--seeds", "1-200", "--coverage")
    }

    @Test(.enabled(if: FactsOracleTests.rounds > 1, "only in make soak"))
    func `more random companies have the facts that the oracle computes at every moment`() throws {
        try compare("--seeds", "201-\(200 + 30 * Self.rounds)", "--thorough")
    }
}
