import Foundation
import TestSupport
import Testing

@testable import CEL

@Suite struct EncodersTests {
    typealias Case = FunctionCase

    @Test(arguments: [
        Case("base64.encode(b'hello') == 'aGVsbG8=' && base64.encode(b'') == ''"),
        Case("base64.decode('aGVsbG8=') == b'hello' && base64.decode('aGVsbG8') == b'hello'"),
        Case("base64.decode('') == b'' && base64.decode('/+8=') == b'\\xff\\xef'"),
        Case("base64.decode('aGVsbG8==')", fails: "'aGVsbG8==' is no text of base 64"),
        Case("base64.decode('a')", fails: "'a' is no text of base 64"),
        Case("base64.decode('ab!d')", fails: "'ab!d' is no text of base 64"),
        Case("base64.decode('=')", fails: "'=' is no text of base 64"),
        Case("base64.decode('====')", fails: "'====' is no text of base 64"),
        Case("base64.decode('a=bc')", fails: "'a=bc' is no text of base 64"),
        Case("base64.decode('_-==')", fails: "'_-==' is no text of base 64"),
    ])
    func `base 64`(_ item: Case) throws { try item.check() }

    @Test func `it is what others write and read`() throws {
        var numbers = SeededGenerator(seed: 64)
        for count in 0..<200 {
            let octets = (0..<count).map { _ in UInt8.random(in: 0...255, using: &numbers) }
            let text = Data(octets).base64EncodedString()
            var environment = Environment()
            environment.declare(variable: "x", .bytes)
            let outcome = try Sample.outcome(
                environment.compile(
                    "[base64.encode(x), string(base64.decode(base64.encode(x)) == x)]"
                ),
                ["x": .bytes(octets)]
            )
            #expect(outcome == .success(.list([.string(text), .string("true")])))
        }
    }
}
