import Foundation
import TestSupport
import Testing

@testable import CEL

/// What is printed reads as the same tree, and is printed as itself.
@Suite struct FormatterPropertyTests {
    private let soakFactor =
        ProcessInfo.processInfo.environment["SEATWARDEN_SOAK"].flatMap { Int($0) } ?? 1

    private func roundTrip(_ tree: Syntax, _ options: Environment.Options = .standard) throws {
        for width in [nil, 30] {
            let text = Formatter(width: width).text(of: tree)
            let again = try Parser.parse(Array(text.unicodeScalars), options)
            #expect(again.tree == tree.tree, "\(text)")
            #expect(Formatter(width: width).text(of: again) == text)
        }
    }

    @Test(arguments: 0..<8)
    func `random trees`(_ round: Int) throws {
        var writer = RandomSyntax(seed: UInt64(round))
        for _ in 0..<300 * soakFactor { try roundTrip(writer.tree(depth: 4)) }
    }

    @Test(.enabled(if: Shared.has("conformance/cel"), "../shared/conformance is missing"))
    func `every expression of the specification's cases`() throws {
        var count = 0
        for file in Shared.files(in: "conformance/cel", endingIn: ".json") {
            for item in try ConformanceCase.read(file) {
                var options = Environment.Options.standard
                options.readsMacros = item.readsMacros
                guard let tree = try? Parser.parse(Array(item.expression.unicodeScalars), options)
                else { continue }
                try roundTrip(tree, options)
                count += 1
            }
        }
        #expect(count > 800)
    }
}
