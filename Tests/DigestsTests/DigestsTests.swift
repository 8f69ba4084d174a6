import Digests
import Testing

@Suite struct DigestsTests {
    /// FIPS 180-4 examples (NIST CSRC, "SHA256.pdf") and the Cryptographic Algorithm Validation suite.
    struct Vector: Sendable, CustomTestStringConvertible {
        let text: String
        let digest: String
        var testDescription: String { "\(text.utf8.count) bytes" }
    }

    static let vectors = [
        Vector(
            text: "",
            digest: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        ),
        Vector(
            text: "abc",
            digest: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        ),
        Vector(
            text: "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            digest: "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        Vector(
            text: String(repeating: "a", count: 1_000_000),
            digest: "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ]

    @Test(arguments: vectors) func `a known text has its known digest`(_ vector: Vector) {
        #expect(hex(sha256(vector.text.utf8)) == vector.digest)
        #expect(hex(sha256(Array(vector.text.utf8))) == vector.digest)
        #expect(hex(sha256(AnySequence(vector.text.utf8))) == vector.digest)
    }

    @Test(arguments: [1, 7, 63, 64, 65, 999])
    func `pieces give the digest of the whole`(length: Int) {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var hasher = SHA256Hasher()
        for start in stride(from: 0, to: bytes.count, by: length) {
            let piece = bytes[start..<min(start + length, bytes.count)]
            piece.withUnsafeBytes { hasher.update(bytes: $0) }
        }
        #expect(hasher.finish() == sha256(bytes))
    }

    @Test func `a finished hasher begins anew`() {
        var hasher = SHA256Hasher()
        hasher.update(bytes: Array("something else".utf8))
        _ = hasher.finish()
        hasher.update(bytes: Array("abc".utf8))
        #expect(hex(hasher.finish()) == Self.vectors[1].digest)
    }

    @Test func `a copy goes its own way`() {
        var first = SHA256Hasher()
        first.update(bytes: Array("ab".utf8))
        var second = first
        second.update(bytes: Array("x".utf8))
        first.update(bytes: Array("c".utf8))
        #expect(hex(first.finish()) == Self.vectors[1].digest)
        #expect(second.finish() == sha256("abx".utf8))
    }

    @Test func `hexadecimal digits are lower-case and padded`() {
        #expect(hex([0x00, 0x0F, 0xA0, 0xFF]) == "000fa0ff")
        #expect(hex([UInt8]()).isEmpty)
    }
}
