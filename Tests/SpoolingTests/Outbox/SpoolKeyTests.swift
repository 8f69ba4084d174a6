import Spooling
import Testing

@Suite struct SpoolKeyTests {
    @Test func `a key is 32 lower-case hexadecimal digits`() {
        let text = "0123456789abcdef0123456789abcdef"
        #expect(SpoolKey(text)?.rawValue == text)
        #expect(SpoolKey(text)?.fileName(.mail) == "\(text).eml")
        #expect(SpoolKey(text)?.fileName(.action) == "\(text).json")
        #expect(SpoolKey(fileName: "\(text).eml", kind: .mail)?.rawValue == text)
    }

    @Test(arguments: [
        "", "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcde",
        "0123456789abcdef0123456789abcdef0", "../../../../../../etc/passwd0000",
        "0123456789abcdef/123456789abcdef", "0123456789abcdef0123456789abcde\u{FF46}",
    ])
    func `any other text is none`(text: String) {
        #expect(SpoolKey(text) == nil)
    }

    @Test(arguments: ["", ".eml", ":2,S", ".EML", ".eml~", ".json"])
    func `a file name has the ending of its kind`(ending: String) {
        let name = "0123456789abcdef0123456789abcdef" + ending
        #expect((SpoolKey(fileName: name, kind: .mail) != nil) == (ending == ".eml"))
    }
}
