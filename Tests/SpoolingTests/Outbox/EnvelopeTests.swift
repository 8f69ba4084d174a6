import Spooling
import TestSupport
import Testing

@Suite struct EnvelopeTests {
    private let line =
        "X-Seatwarden-Envelope: v1 from=<s@example.com> to=<ada@example.com> size=3 "
        + "sha256=ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\r\n"

    @Test func `the line has the form of the protocol`() {
        let envelope = Envelope(
            sender: "s@example.com",
            recipient: "ada@example.com",
            mail: Array("abc".utf8)
        )
        #expect(String(decoding: envelope.line, as: UTF8.self) == line)
    }

    @Test func `a file is split into envelope and mail`() throws {
        let (envelope, mail) = try Envelope.split(Array((line + "abc").utf8))
        #expect(envelope.sender == "s@example.com")
        #expect(envelope.recipient == "ada@example.com")
        #expect(mail.elementsEqual("abc".utf8))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let from, to: String
        let error: EnvelopeError
    }

    static let cases = [
        Case(
            testDescription: "one byte too many",
            from: "",
            to: "",
            error: .size(stated: 3, found: 4)
        ),
        Case(testDescription: "other digest", from: "sha256=ba", to: "sha256=bb", error: .digest),
        Case(
            testDescription: "upper-case digest",
            from: "sha256=ba",
            to: "sha256=BA",
            error: .digest
        ),
        Case(testDescription: "other version", from: ": v1 ", to: ": v2 ", error: .missing),
        Case(testDescription: "line end without CR", from: "\r\n", to: "\n", error: .missing),
        Case(testDescription: "field missing", from: " size=3", to: "", error: .malformed),
        Case(testDescription: "fields exchanged", from: "from=", to: "fron=", error: .malformed),
        Case(
            testDescription: "field twice",
            from: " size=3",
            to: " size=3 size=3",
            error: .malformed
        ),
        Case(testDescription: "signed size", from: "size=3", to: "size=+3", error: .malformed),
        Case(testDescription: "size with zeros", from: "size=3", to: "size=03", error: .malformed),
        Case(
            testDescription: "huge size",
            from: "size=3",
            to: "size=99999999999999999999",
            error: .malformed
        ),
        Case(
            testDescription: "no address",
            from: "<ada@example.com>",
            to: "<>",
            error: .address("<>")
        ),
        Case(
            testDescription: "two addresses",
            from: "<ada@example.com>",
            to: "<a@b.c>,<d@e.f>",
            error: .address("<a@b.c>,<d@e.f>")
        ),
        Case(
            testDescription: "address with a space",
            from: "<ada@example.com>",
            to: "<a@b.c d>",
            error: .malformed
        ),
    ]

    @Test(arguments: cases)
    func `a line in another form is refused`(of item: Case) throws {
        let changed = item.from.isEmpty ? line : line.replacing(item.from, with: item.to)
        let mail = item.from.isEmpty ? "abcd" : "abc"
        #expect(throws: item.error) { try Envelope.split(Array((changed + mail).utf8)) }
    }

    @Test(arguments: ["", "\r\n", "From: a\r\n\r\n", String(repeating: "x", count: 5000)])
    func `a file without the line is refused`(text: String) {
        #expect(throws: EnvelopeError.missing) { try Envelope.split(Array(text.utf8)) }
    }

    @Test(arguments: [
        ("a@b", true), ("first.last+tag@sub.example.com", true), ("o'hara@x-y.org", true),
        ("a@b@c", false), ("@b", false), ("a@", false), ("a", false), (".a@b", false),
        ("a..b@c", false),
        ("a b@c", false), ("\"a\"@b", false), ("a@b.", false), ("a\r@b", false), ("ä@b", false),
        ("a@[1.2.3.4]", false), ("a,b@c", false),
        (String(repeating: "a", count: 250) + "@bcd", true),
        (String(repeating: "a", count: 251) + "@bcd", false),
    ])
    func `only plain addresses are addresses`(text: String, isOne: Bool) {
        #expect(Envelope.isAddress(text) == isOne)
    }

    @Test func `mutated files never trap and never pass`() throws {
        let file = mailFile(key())
        var state: UInt64 = 7
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<3000 {
            var bytes = file
            for _ in 0...random(3) {
                switch random(3) {
                case 0 where !bytes.isEmpty: bytes[random(bytes.count)] = UInt8(random(256))
                case 1 where !bytes.isEmpty: bytes.remove(at: random(bytes.count))
                default: bytes.insert(UInt8(random(256)), at: random(bytes.count + 1))
                }
            }
            // Changes of the addresses alone may pass: they are not part of what is hashed.
            guard let (envelope, mail) = try? Envelope.split(bytes) else { continue }
            #expect(Array(mail) == Array(mailText(key()).utf8))
            #expect(Envelope.isAddress(envelope.recipient))
        }
    }
}
