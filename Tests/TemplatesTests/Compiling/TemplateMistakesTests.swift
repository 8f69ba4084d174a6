import CEL
import Diagnostics
import Templates
import Testing

/// Mistakes as a user sees them: place, message, code, line and caret.
@Suite struct TemplateMistakesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let template: String
        let message: String
        var testDescription: String { template }

        init(_ template: String, _ message: String) {
            (self.template, self.message) = (template, message)
        }
    }

    static let cases = [
        Case("{{ count", "1:1: error: '{{' is not closed with '}}' [template-syntax]"),
        Case(
            "a\nb {{ 'x }} {{ count }}\n",
            "2:3: error: '{{' is not closed with '}}' [template-syntax]"
        ),
        Case(
            "{{ }}",
            "1:1: error: '{{ }}' is empty; write the value to print, or '{{! … }}' for a comment [template-syntax]"
        ),
        Case(
            "{{#each seats}}{{/each}}",
            "1:1: error: '{{#each LIST as NAME}}' is how a list is gone through [template-syntax]"
        ),
        Case(
            "{{#each as s}}{{/each}}",
            "1:1: error: '{{#each LIST as NAME}}' is how a list is gone through [template-syntax]"
        ),
        Case(
            "{{#each seats as 2s}}{{/each}}",
            "1:1: error: '{{#each LIST as NAME}}' is how a list is gone through [template-syntax]"
        ),
        Case(
            "{{#unless is_late}}",
            "1:1: error: unknown block '#unless'; the blocks are '#each' and '#if' [template-syntax]"
        ),
        Case(
            "{{#if dyn(count)}}a{{/if}}",
            "1:7: error: this must be true or false (bool), and what it is shows only when it is evaluated (dyn) [not-bool]"
        ),
        Case(
            "{{#each [1, 'a'] as x}}{{#if x}}a{{/if}}{{/each}}",
            "1:30: error: this must be true or false (bool), and what it is shows only when it is evaluated (dyn) [not-bool]"
        ),
        // What is wrong with the list is no mistake of those who go through it.
        Case(
            "{{#each seat as x}}{{#each x.y as z}}{{#if z}}a{{/if}}{{/each}}{{/each}}",
            "1:9: error: there is no 'seat' here; did you mean 'seats'? [unknown-name]"
        ),
        Case("{{#if}}a{{/if}}", "1:1: error: '{{#if}}' needs a condition [template-syntax]"),
        Case(
            "{{/with}}",
            "1:1: error: '{{/with}}' closes no kind of block; write '{{/each}}' or '{{/if}}' [template-syntax]"
        ),
        Case(
            "a\n{{#if is_late}}\nb",
            "2:1: error: '{{#if}}' is not closed; write '{{/if}}' [template-syntax]"
        ),
        Case(
            "\n{{#if is_late}}\nb{{/each}}",
            "3:2: error: '{{/each}}' closes the '{{#if}}' of line 2; write '{{/if}}' [template-syntax]"
        ),
        Case("{{else}}", "1:1: error: {{else}} stands outside any block [template-syntax]"),
        Case("a {{/if}}", "1:3: error: this tag stands outside any block [template-syntax]"),
        Case(
            "{{#if is_late}}a{{else}}b{{else}}c{{/if}}",
            "1:26: error: a block has one '{{else}}' [template-syntax]"
        ),
        Case(
            "{{> ../secret }}",
            "1:1: error: '{{> NAME }}' needs the name of a partial, such as what-to-do/unassign-seat [template-syntax]"
        ),
        Case(
            "{{#each count as c}}{{/each}}",
            "1:9: error: '{{#each}}' goes through a list, and this is int [type]"
        ),
        Case(
            "{{ seats }}",
            "1:4: error: a list cannot be printed; go through it with '{{#each … as NAME}}' [not-printable]"
        ),
        Case(
            "{{#each seats as s}}{{ s }}{{/each}}",
            "1:24: error: seat has several fields; print one of them [not-printable]"
        ),
        Case(
            "{{ {1: 2} }}",
            "1:4: error: a value of type map(int, int) cannot be printed [not-printable]"
        ),
    ]

    @Test(arguments: cases)
    func `a mistake is shown with its place and what to do`(_ each: Case) {
        let compilation = Fixture.compile(each.template)
        #expect(compilation.template == nil)
        let heads = compilation.diagnostics.map { String($0.description.prefix { $0 != "\n" }) }
        #expect(heads.first == "idle/text.txt:" + each.message)
    }

    @Test func `an unknown name is a mistake with a suggestion, an excerpt and a caret`() throws {
        let text =
            "Hello\n{{#each seats as s}}\n- {{ s.email }}: {{ s.days_idel }} days\n{{/each}}\n"
        let diagnostic = try #require(Fixture.compile(text).diagnostics.first)
        #expect(
            diagnostic.description == """
                idle/text.txt:3:23: error: seat has no field 'days_idel'; did you mean 'days_idle' (days since the last known use)? [no-such-field]
                    3 | - {{ s.email }}: {{ s.days_idel }} days
                      |                       ^~~~~~~~~
                """
        )
    }

    @Test func `a name of a loop is unknown outside it`() {
        let codes = Fixture.compile("{{#each seats as s}}{{/each}}{{ s.email }}").diagnostics.map(
            \.code
        )
        #expect(codes == ["unknown-name"])
        let inElse = Fixture.compile("{{#each seats as s}}{{else}}{{ s.email }}{{/each}}")
            .diagnostics
        #expect(inElse.map(\.code) == ["unknown-name"])
    }

    @Test func `a condition that is no truth value is a mistake`() {
        let diagnostics = Fixture.compile("{{#if count}}a{{/if}}").diagnostics
        #expect(diagnostics.count == 1)
        #expect(diagnostics.first?.range == SourceRange(line: 1, column: 7, length: 5))
    }

    @Test func `what may be absent is no reason for a warning`() {
        #expect(
            Fixture.compile("{{ saving }}{{#each seats as s}}{{ s.name }}{{/each}}").diagnostics
                .isEmpty
        )
    }

    @Test func `all mistakes are reported at once`() {
        let diagnostics = Fixture.compile("{{ a }}\n{{ b }}\n{{#with}}\n{{ c }}").diagnostics
        #expect(diagnostics.map { $0.range?.line } == [3, 1, 2, 4])
    }

    @Test func `a crowd of mistakes is cut`() {
        let crowd = String(repeating: "{{ contu }}", count: 5000)
        #expect(Fixture.compile(crowd).diagnostics.count == DiagnosticList.maximumCount)
    }

    @Test func `a mistake in a partial is shown in the partial`() {
        let diagnostics = Fixture.compile(
            "{{> p }}",
            partials: ["partials/p.txt": "x\n  {{ contu }}"]
        ).diagnostics
        #expect(diagnostics.map(\.file) == ["templates/partials/p.txt"])
        #expect(diagnostics.first?.range == SourceRange(line: 2, column: 6, length: 5))
    }

    @Test func `an unknown partial names the nearest`() {
        let diagnostics = Fixture.compile(
            "{{> what/unasign }}",
            partials: ["partials/what/unassign.txt": "", "partials/what/unasign.html": ""]
        ).diagnostics
        #expect(
            diagnostics.map(\.message) == [
                "there is no partial partials/what/unasign.txt; did you mean 'what/unassign'?"
            ]
        )
    }

    @Test func `partials that include themselves are refused`() {
        let diagnostics = Fixture.compile(
            "{{> a }}",
            partials: ["partials/a.txt": "{{> b }}", "partials/b.txt": "{{> a }}"]
        ).diagnostics
        #expect(diagnostics.map(\.code) == ["partial-cycle"])
    }

    @Test func `partials may include each other eight deep`() {
        func compile(_ depth: Int) -> [String] {
            var partials: [String: String] = [:]
            for level in 1...depth {
                partials["partials/p\(level).txt"] = level == depth ? "end" : "{{> p\(level + 1) }}"
            }
            return Fixture.compile("{{> p1 }}", partials: partials).diagnostics.map(\.message)
        }
        #expect(compile(8) == [])
        #expect(compile(9) == ["partials may include each other 8 deep"])
    }

    @Test func `blocks may be nested sixteen deep`() {
        func compile(_ depth: Int) -> [String] {
            let open = String(repeating: "{{#if is_late}}", count: depth)
            let close = String(repeating: "{{/if}}", count: depth)
            return Fixture.compile(open + "x" + close).diagnostics.map(\.message)
        }
        #expect(compile(16) == [])
        #expect(compile(17) == ["blocks may be nested 16 deep"])
        #expect(compile(300) == ["blocks may be nested 16 deep"])
        #expect(compile(10_000) == ["blocks may be nested 16 deep"])
    }

    @Test func `a template has a size limit, also with its partials`() {
        let size = Template.maximumSize
        #expect(Fixture.compile(String(repeating: "x", count: size)).template != nil)
        let tooLarge = Fixture.compile(String(repeating: "x", count: size + 1)).diagnostics
        #expect(
            tooLarge.map(\.message) == ["a template may have 262144 bytes; this one has 262145"]
        )
        let partial = ["partials/p.txt": String(repeating: "x", count: size)]
        #expect(
            Fixture.compile(String(repeating: "{{> p }}", count: 4), partials: partial).template
                != nil
        )
        let grown = Fixture.compile(String(repeating: "{{> p }}", count: 5), partials: partial)
            .diagnostics
        #expect(grown.map(\.code) == ["too-large"])
    }

    @Test func `mistakes of a template inside another file are shown in that file`() {
        let file = SourceText(
            name: "policies/p.yaml",
            text: "a: 1\nsummary: \"{{ contu }} seats\"\n"
        )
        let reporter = Reporter(file)
        let template = compileTemplate(
            SourceText(name: "summary", text: "{{ contu }} seats"),
            place: .header,
            in: Fixture.environment,
            library: TemplateLibrary(),
            reporter: reporter,
            range: { SourceRange(line: 2, column: 11 + $0.lowerBound, length: $0.count) }
        )
        #expect(template == nil)
        #expect(
            reporter.list.sorted.first?.description == """
                policies/p.yaml:2:14: error: there is no 'contu' here; did you mean 'count'? [unknown-name]
                    2 | summary: "{{ contu }} seats"
                      |              ^~~~~
                """
        )
    }

    @Test func `a mistake in a partial of such a template names the partial`() {
        let reporter = Reporter(SourceText(name: "policies/p.yaml", text: "x"))
        let library = TemplateLibrary(files: [
            ("partials/p.txt", SourceText(name: "t/p.txt", text: "{{ contu }}"))
        ])
        _ = compileTemplate(
            SourceText(name: "summary", text: "{{> p }}"),
            place: .header,
            in: Fixture.environment,
            library: library,
            reporter: reporter,
            range: { _ in SourceRange(line: 1, column: 1) }
        )
        #expect(
            reporter.list.sorted.map(\.message) == [
                "in t/p.txt:1:4: there is no 'contu' here; did you mean 'count'?"
            ]
        )
    }

    @Test func `mutated templates are refused or rendered, never worse`() throws {
        let seed =
            "a {{#each seats as s}}\n{{ s.name.orElse('x}}') }}{{#if s.left}}b{{else}}c{{/if}}\n{{/each}}{{> p }}{{! d }}"
        let scalars = Array(seed.unicodeScalars)
        let inserts: [[Unicode.Scalar]] = [
            [], ["{"], ["}"], ["{", "{"], ["}", "}"], ["'"], ["#"], ["\n"], ["\u{0}"], ["é"],
        ]
        for cut in scalars.indices {
            for insert in inserts {
                let mutated = scalars[..<cut] + insert + scalars[(cut + 1)...]
                _ = try Fixture.render(
                    String(String.UnicodeScalarView(mutated)),
                    partials: ["partials/p.txt": "p"]
                )
            }
            let truncated = String(String.UnicodeScalarView(scalars[..<cut]))
            for place in [Place.text, .html, .header] {
                _ = Fixture.compile(
                    truncated,
                    place,
                    partials: ["partials/p.txt": "p", "partials/p.html": "p"]
                )
            }
        }
    }
}
