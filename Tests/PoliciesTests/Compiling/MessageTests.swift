import Columns
import Diagnostics
import Facts
import Policies
import Settings
import Templates
import Testing

struct MessageTests {
    private func library(_ files: [String: String]) -> TemplateLibrary {
        TemplateLibrary(
            files: files.sorted { $0.key < $1.key }.map {
                (path: $0.key, source: SourceText(name: $0.key, text: $0.value))
            }
        )
    }

    private let text = """
        policy: p
        resource: seat
        expr: seat.days_known > 0
        message: { template: own, summary: "{{ count }} & more" }
        """

    private func render(_ files: [String: String]) throws -> [String?] {
        let policy = try #require(Loaded([text], templates: library(files)).set["p"])
        let facts = facts(["seat": [seat("ada")]])
        let activation = groupActivation(
            policy,
            rows: evaluate(policy, over: facts, configuration: .standard),
            facts: facts,
            configuration: .standard,
            severity: .info,
            why: "<now>"
        )
        let message = policy.message
        return [
            try message.subject?.render(activation), try message.text.render(activation),
            try message.html.render(activation),
        ]
    }

    @Test func `a missing part is derived from the others`() throws {
        #expect(
            try render(["own/text.txt": "{{ summary }}: {{ why }}"])
                == [nil, "1 & more: <now>", "<p>1 &amp; more: &lt;now&gt;</p>"]
        )
        #expect(
            try render(["own/html.html": "<p>{{ why }}</p>", "own/subject.txt": "{{ why }}"])
                == ["<now>", "<now>\n", "<p>&lt;now&gt;</p>"]
        )
        #expect(
            try render(["own/subject.txt": "S"]) == ["S", "1 & more", "<p>1 &amp; more</p>"]
        )
    }

    @Test func `an entry of notify may have a template of its own`() throws {
        let templates = library(["own/text.txt": "own", "other/text.txt": "other"])
        let loaded = Loaded(
            [text + "\nnotify: [{ to: operators }, { to: operators, template: other }]"],
            templates: templates
        )
        #expect(loaded.messages == [])
        #expect(loaded.set["p"]?.notify.map(\.message.name) == ["own", "other"])
    }

    @Test func `the language of mails chooses the folder, and English stands in`() throws {
        // There is no second language yet: an unknown code falls back to English.
        var configuration = Configuration.standard
        configuration.mail.language = "de"
        let loaded = Loaded(
            [text],
            configuration: configuration,
            templates: library(["own/text.txt": "english"])
        )
        #expect(loaded.messages == [])
    }

    @Test func `mistakes of a template are told in its file`() {
        let loaded = Loaded(
            [text],
            templates: library([
                "own/text.txt": "{{ why }}\n{{ saveing }}",
                "own/html.html": "<p>{{> nothing }}</p>",
            ])
        )
        #expect(
            loaded.messages == [
                "own/html.html:1:4: error: there is no partial partials/nothing.html "
                    + "[unknown-partial]",
                "own/text.txt:2:4: error: there is no 'saveing' here; did you mean 'saving'? "
                    + "[unknown-name]",
            ]
        )
        #expect(loaded.set.policies.isEmpty)
    }

    @Test func `a summary shows itself nowhere in itself`() {
        let loaded = Loaded([
            "policy: p\nresource: seat\nexpr: seat.left\nmessage: { summary: '{{ summary }}' }"
        ])
        #expect(loaded.messages.count == 1)
        #expect(loaded.messages.first?.contains("there is no 'summary' here") == true)
    }
}
