import CivilTime
import Relaying
import Testing

@Suite struct RelayNoteTests {
    @Test(
        arguments: [
            (
                "mx answered RCPT TO with: 550 5.1.1 User tomasz.zielinski unknown",
                "mx answered RCPT TO with: 550 5.1.1"
            ),
            (
                "mx answered RCPT TO with: 550-5.1.1 Tomasz\n550 gone",
                "mx answered RCPT TO with: 550"
            ),
            ("mx answered RCPT TO with: 550 Tomasz is gone", "mx answered RCPT TO with: 550"),
            ("535 5.7.8 login of tomasz", "535 5.7.8"),
            (
                "3 mails in a row were refused; the last answer: mx answered the mail with: 554 ada",
                "3 mails in a row were refused; the last answer: mx answered the mail with: 554"
            ),
            ("/s ended with 67: tomasz: User unknown", "/s ended with 67"),
            ("/s was ended by signal 9: tomasz", "/s was ended by signal 9"),
            ("/s took too long and was ended: tomasz", "/s took too long and was ended"),
            ("the folder of ada@example.com is missing", "the folder of (address) is missing"),
            // Words of our own stay.
            (
                "mx, no connection: Failed to connect to 127.0.0.1 port 587 after 0 ms",
                "mx, no connection: Failed to connect to 127.0.0.1 port 587 after 0 ms"
            ),
            ("cannot flush /x: Input/output error", "cannot flush /x: Input/output error"),
        ] as [(String, String)]
    )
    func `a log has where and the codes, and no foreign word`(text: String, expected: String) {
        var book = LedgerBook()
        book.add(LedgerRecord(.queueHeld, at: start, text: text))
        #expect(book.hold?.reason == text)
        #expect(book.hold?.publicReason == expected)
    }
}
