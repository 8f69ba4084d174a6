import Testing

@testable import Notices

@Suite struct MailboxTests {
    @Test(arguments: [
        "ada@example.com", "a.b+c@sub.example.co", "o'neil@example.com", "x@xn--bcher-kva.example",
        " Ada@Example.COM ",
    ])
    func `an ordinary address can be written to`(_ address: String) {
        #expect(Mailbox(address) != nil)
    }

    @Test func `addresses are lower-case`() throws {
        let box = try #require(Mailbox(" Ada@Example.COM "))
        #expect(box.address == "ada@example.com")
        #expect(box.domain == "example.com")
    }

    @Test(arguments: [
        (
            "jörg@example.com",
            "it has letters outside ASCII; only 7-bit addresses can be mailed (a domain can be written in its xn-- form)"
        ),
        (
            "a@bücher.example",
            "it has letters outside ASCII; only 7-bit addresses can be mailed (a domain can be written in its xn-- form)"
        ),
        ("ada", "it is no address of the form name@domain"),
        ("a@b@c.d", "it is no address of the form name@domain"),
        ("@example.com", "'' cannot stand before the @"),
        ("a b@example.com", "'a b' cannot stand before the @"),
        ("a..b@example.com", "'a..b' cannot stand before the @"),
        ("\"a\"@example.com", "'\"a\"' cannot stand before the @"),
        ("a\r\nb@example.com", "'a b' cannot stand before the @"),
        ("a@localhost", "'localhost' is no domain"),
        ("a@-x.com", "'-x.com' is no domain"),
        ("a@example..com", "'example..com' is no domain"),
        ("a@[127.0.0.1]", "'[127.0.0.1]' is no domain"),
        ("a@ex.com>", "'ex.com>' is no domain"),
        (String(repeating: "a", count: 65) + "@example.com", "it is too long"),
    ])
    func `what cannot be written to says why`(_ address: String, _ reason: String) {
        #expect(Mailbox(address) == nil)
        #expect(Mailbox.fault(in: address) == reason)
    }
}
