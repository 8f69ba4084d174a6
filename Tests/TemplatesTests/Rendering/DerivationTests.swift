import CEL
import Templates
import Testing

@Suite struct DerivationTests {
    @Test func `text becomes paragraphs and lists`() {
        #expect(
            htmlParagraphs("One & two\nthree\n\n\n- a\n- b\n  goes on\nafter\n")
                == "<p>One &amp; two<br>\nthree</p>\n<ul>\n<li>a</li>\n<li>b goes on</li>\n</ul>\n<p>after</p>"
        )
        #expect(htmlParagraphs("\n \n") == "")
    }

    @Test func `values stay escaped on the way from text to HTML`() throws {
        let template = try #require(Fixture.compile("{{ title }}\n- {{ title }}").template).asHTML()
        #expect(
            try template.render(Bindings(["title": .string("<b>&")]))
                == "<p>&lt;b&gt;&amp;</p>\n<ul>\n<li>&lt;b&gt;&amp;</li>\n</ul>"
        )
    }

    @Test func `HTML becomes text`() throws {
        let html = """
            <h3>Idle &amp; old</h3>
            <p>One
            two<br>three</p>
            <ul><li>a</li><li><b>b</b> &lt;c&gt;</li></ul>
            <table><tr><td>x</td><td>y</td></tr></table>
            """
        #expect(plainText(ofHTML: html) == "Idle & old\n\nOne two\nthree\n\n- a\n- b <c>\nx  y\n")
    }

    @Test func `text of an HTML template reads the values`() throws {
        let template = try #require(Fixture.compile("<p>{{ title }}</p>", .html).template).asText()
        #expect(try template.render(Bindings(["title": .string("<i>A&B</i>")])) == "<i>A&B</i>\n")
    }

    @Test(arguments: ["<", "a < b", "<p", "&", "&am", "&unknown;", "</", "<>x"])
    func `broken HTML is read as far as it goes`(_ html: String) {
        #expect(!plainText(ofHTML: html).contains("<p"))
    }
}
