import CEL
import Templates
import Testing

@Suite struct TemplateTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let template: String
        let output: String

        init(_ name: String, _ template: String, _ output: String) {
            (testDescription, self.template, self.output) = (name, template, output)
        }
    }

    static let cases = [
        Case("text alone", "Nothing to see.\n", "Nothing to see.\n"),
        Case("an empty template", "", ""),
        Case(
            "a value",
            "{{ count }} seats, {{money(saving)}} a year",
            "2 seats, 25,140 USD a year"
        ),
        Case(
            "values of every kind",
            "{{ count }} {{ share }} {{ title }} {{ due }} {{ is_late }} {{ teams }}",
            "2 0.45 Idle 9 Dec 2026 yes North, Yard"
        ),
        Case(
            "a list gone through",
            "{{#each seats as s}}\n- {{ s.name.orElse(s.email) }}: {{ s.days_idle }} days{{#if s.left}}, left{{/if}}\n"
                + "{{else}}\nnobody\n{{/each}}\nEnd\n",
            "- Ada: 73 days\n- bob@example.com: 91 days, left\nEnd\n"
        ),
        Case(
            "the other body of an empty list",
            "{{#each seats.filter(s, s.days_idle > 900) as s}}\n{{ s.email }}\n{{else}}\nnobody\n{{/each}}\n",
            "nobody\n"
        ),
        Case("the first body of a condition", "{{#if count > 1}}many{{else}}one{{/if}}", "many"),
        Case("the second body of a condition", "{{#if count > 2}}many{{else}}few{{/if}}", "few"),
        Case("a condition without a second body", "a{{#if count > 2}}b{{/if}}c", "ac"),
        Case("a comment", "a{{! not }} shown }}b\n{{! gone }}\nc", "a shown }}b\nc"),
        Case(
            "a name of a loop hides one of the message",
            "{{#each teams.orElse([]) as title}}{{ title }} {{/each}}{{ title }}",
            "North Yard Idle"
        ),
        Case(
            "nested loops see both names",
            "{{#each seats as s}}{{#each teams.orElse([]) as t}}{{ t }}/{{ s.days_idle }} {{/each}}{{/each}}",
            "North/73 Yard/73 North/91 Yard/91 "
        ),
        Case("braces inside a string", "{{ '}}' + \"{{\" }}", "}}{{"),
        Case("a map inside a tag", "{{ {'a': {'b': 1}}['a']['b'] }}", "1"),
        Case("a raw string with a backslash", #"{{ r'\' + title }}"#, #"\Idle"#),
        Case("a string over three quotes", "{{ '''it's }} ''' }}|", "it's }} |"),
        Case("single braces are text", "{ {a} } }} {", "{ {a} } }} {"),
        Case("else as a word of text", "{{#if is_late}}else{{/if}}", "else"),
    ]

    @Test(arguments: cases)
    func `a template renders its values`(_ each: Case) throws {
        #expect(try Fixture.render(each.template) == each.output)
    }

    static let lines = [
        Case("a block alone on its line", "a\n{{#if is_late}}\nb\n{{/if}}\nc\n", "a\nb\nc\n"),
        Case("indented blocks", "a\n  {{#if is_late}}\n  b\n\t{{/if}}\t\nc", "a\n  b\nc"),
        Case("an else on its line", "{{#if !is_late}}\na\n{{else}}\nb\n{{/if}}\n", "b\n"),
        Case("a comment on its line", "a\n{{! why }}\nb", "a\nb"),
        Case("a block beside text keeps the line", "a {{#if is_late}}\nb{{/if}}\nc", "a \nb\nc"),
        Case(
            "two tags on one line keep it",
            "{{#if is_late}}{{#if true}}\nb{{/if}}{{/if}}\n",
            "\nb\n"
        ),
        Case("a value alone on its line keeps it", "a\n{{ count }}\nb", "a\n2\nb"),
        Case("the last line without an end", "a\n{{#if is_late}}\nb\n{{/if}}", "a\nb\n"),
        Case("line ends of Windows", "a\r\n{{#if is_late}}\r\nb\r\n{{/if}}\r\nc\r\n", "a\nb\nc\n"),
        Case(
            "empty lines stay where they are written",
            "a\n\n{{#if is_late}}\n\nb\n{{/if}}\n\nc",
            "a\n\n\nb\n\nc"
        ),
    ]

    @Test(arguments: lines)
    func `a line that holds only a block tag leaves no empty line`(_ each: Case) throws {
        #expect(try Fixture.render(each.template) == each.output)
    }

    @Test func `partials are included with the scope of where they stand`() throws {
        let partials = [
            "partials/row.txt": "- {{ s.email }}",
            "partials/what/next.txt": "Do it.\n",
        ]
        let output = try Fixture.render(
            "{{#each seats as s}}\n{{> row }}\n{{/each}}\n  {{> what/next }}\nEnd {{> what/next}}!",
            partials: partials
        )
        #expect(output == "- ada@example.com\n- bob@example.com\nDo it.\nEnd Do it.!")
    }

    @Test func `an absent value prints as unknown, never as an empty place`() throws {
        let absent: [String: Value] = ["saving": .null, "teams": .null]
        #expect(
            try Fixture.render("{{ saving }}|{{ money(saving) }}|{{ teams }}", with: absent)
                == "unknown|unknown|unknown"
        )
        #expect(
            try Fixture.render("{{#each teams as t}}{{ t }}{{else}}none{{/each}}", with: absent)
                == "unknown"
        )
    }

    @Test func `a condition that cannot be decided prints neither of its branches`() throws {
        let seats: [String: Value] = [
            "seats": .list([Fixture.seat("Ada", "ada@example.com", 73, left: nil)])
        ]
        let output = try Fixture.render(
            "{{#each seats as s}}{{ s.name }}{{#if s.left}}, left{{else}}, still there{{/if}}.{{/each}}",
            with: seats
        )
        #expect(output == "Ada.")
    }

    @Test func `an expression that fails ends the rendering with its text`() throws {
        let template = try #require(Fixture.compile("{{ 10 / (count - 2) }}").template)
        #expect(throws: EvaluationError.self) { try template.render(Bindings(Fixture.values)) }
        do {
            _ = try template.render(Bindings(Fixture.values))
        } catch {
            #expect(error.kind == .divisionByZero)
            #expect(error.message.hasPrefix("{{ 10 / (count - 2) }}: "))
        }
    }

    @Test func `values lose their control characters in text`() throws {
        let hostile: [String: Value] = [
            "title": .string("a\r\nBcc: x\u{0}\u{1B}[31m\u{202E}b\u{2028}c\td\u{7F}")
        ]
        #expect(try Fixture.render("[{{ title }}]\n", with: hostile) == "[a  Bcc: x[31mb c d]\n")
    }

    @Test func `a header is one line whatever is in it`() throws {
        let hostile: [String: Value] = ["title": .string("a\r\nBcc: x")]
        #expect(
            try Fixture.render("\n {{ title }}\n  in\tNorth\n", .header, with: hostile)
                == "a Bcc: x in North"
        )
    }

    @Test func `values are escaped in HTML`() throws {
        let hostile: [String: Value] = ["title": .string("<b a='\"'>&amp;\u{0}")]
        #expect(
            try Fixture.render("<p title=\"{{ title }}\">{{ title }}</p>", .html, with: hostile)
                == "<p title=\"&lt;b a=&#39;&quot;&#39;&gt;&amp;amp;\">&lt;b a=&#39;&quot;&#39;&gt;&amp;amp;</p>"
        )
    }

    @Test func `the expressions are known in their order`() throws {
        let compilation = Fixture.compile(
            "{{ title }}{{#if is_late}}{{> p }}{{/if}}",
            partials: ["partials/p.txt": "{{ count }}"]
        )
        #expect(
            try #require(compilation.template).programs.map(\.text) == [
                "title", "is_late", "count",
            ]
        )
    }

    @Test func `an output beyond the limit is an error`() throws {
        let template = try #require(
            Fixture.compile("{{#each teams.orElse([]) as t}}{{ t }}{{/each}}").template
        )
        let long = Value.string(String(repeating: "x", count: 1000))
        let fits = Bindings(["teams": .list(Array(repeating: long, count: 1048))])
        let tooLong = Bindings(["teams": .list(Array(repeating: long, count: 1049))])
        #expect(try template.render(fits).utf8.count == 1_048_000)
        do {
            _ = try template.render(tooLong)
            Issue.record("it was rendered")
        } catch {
            #expect(error.kind == .budget)
            #expect(error.message == "the template's output is more than 1048576 bytes")
        }
    }

    @Test func `a loop without output ends at the limit of steps`() throws {
        let text = "{{#each seats as a}}{{#each seats as b}}{{#if false}}{{/if}}{{/each}}{{/each}}"
        let template = try #require(Fixture.compile(text).template)
        let seats = Value.list(
            Array(repeating: Fixture.seat(nil, "a@b.c", 1, left: nil), count: 1100)
        )
        do {
            _ = try template.render(Bindings(["seats": seats]))
            Issue.record("it was rendered")
        } catch {
            #expect(error.kind == .budget)
            #expect(error.message == "the template's output is more than 1000000 pieces")
        }
    }

    @Test func `the same values give the same text`() throws {
        let text = "{{#each seats as s}}{{ s.email }} {{/each}}{{ money(saving) }}"
        #expect(try Fixture.render(text) == Fixture.render(text))
    }
}
