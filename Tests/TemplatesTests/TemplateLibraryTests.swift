import Diagnostics
import Templates
import Testing

@Suite struct TemplateLibraryTests {
    private func library(_ paths: [String]) -> TemplateLibrary {
        TemplateLibrary(files: paths.map { ($0, SourceText(name: $0, text: "of \($0)")) })
    }

    @Test func `a folder has the parts that lie in it`() throws {
        let folder = try #require(
            library(["idle/text.txt", "idle/subject.txt", "other/html.html"])["idle"]
        )
        #expect(folder.text?.text == "of idle/text.txt")
        #expect(folder.subject?.name == "idle/subject.txt")
        #expect(folder.html == nil)
    }

    @Test func `a language of its own goes before English`() {
        let both = library(["idle/text.txt", "idle.de/text.txt"])
        #expect(both["idle", language: "de"]?.text?.name == "idle.de/text.txt")
        #expect(both["idle", language: "fr"]?.text?.name == "idle/text.txt")
        #expect(both["idle", language: "en"]?.text?.name == "idle/text.txt")
        #expect(both["none"] == nil)
    }

    @Test func `own files go before the shipped ones`() {
        let files = [
            ("a/text.txt", SourceText(name: "shipped", text: "")),
            ("a/text.txt", SourceText(name: "own", text: "")),
        ]
        #expect(TemplateLibrary(files: files)["a"]?.text?.name == "own")
    }

    @Test func `partials are no templates`() {
        #expect(
            library(["b/text.txt", "a/html.html", "partials/p.txt", "partials/q/r.txt"]).names == [
                "a", "b",
            ]
        )
    }
}
