import TestSupport
import Testing

@testable import CEL

@Suite struct Base64Tests {
    // RFC 4648 §10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("\u{3FFFF}", "8L+/vw=="),
    ])
    func `octets are written and read`(_ octets: String, _ text: String) {
        #expect(Base64.text(of: Array(octets.utf8)) == text)
        #expect(Base64.octets(of: text) == Array(octets.utf8))
    }

    @Test func `any octets come back`() {
        var generator = SeededGenerator(seed: 64)
        for length in 0..<100 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(Base64.octets(of: Base64.text(of: bytes)) == bytes)
        }
    }

    @Test(arguments: ["Z", "Zg=", "Z===", "====", "Zg==Zg==", "Z g=", "Zm9v=", "Zm9-"])
    func `any other text is refused`(_ text: String) {
        #expect(Base64.octets(of: text) == nil)
    }
}
