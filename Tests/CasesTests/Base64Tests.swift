import TestSupport
import Testing

@testable import Cases

@Suite struct Base64Tests {
    // RFC 4648 §10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("\u{3FFFF}", "8L+/vw=="),
    ])
    func `octets are written and read`(_ octets: String, _ text: String) {
        #expect(encodedBase64(Array(octets.utf8)) == text)
        #expect(decodedBase64(text) == Array(octets.utf8))
    }

    @Test func `any octets come back`() {
        var generator = SeededGenerator(seed: 64)
        for length in 0..<100 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(decodedBase64(encodedBase64(bytes)) == bytes)
        }
    }

    @Test(arguments: ["Zg", "Zg=", "Z===", "====", "Zg==Zg==", "Z g=", "Zh==", "Zm9=", "Zm9-"])
    func `any other text is refused`(_ text: String) {
        #expect(decodedBase64(text) == nil)
    }
}
