import Diagnostics
import Templates
import Testing

/// Where no escaping makes a value harmless, a template is refused.
@Suite struct HTMLContextTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let template: String
        let message: String
        var testDescription: String { template }

        init(_ template: String, _ message: String) {
            (self.template, self.message) = (template, message)
        }
    }

    static let refused = [
        Case("<a href={{ title }}>", "the value of 'href' needs quotes"),
        Case("<a href=x{{ title }}>", "the value of 'href' needs quotes"),
        Case(
            "<a href=\"{{ title }}\">x</a>",
            "a link cannot begin with a value; write how it begins, such as https:// or mailto:"
        ),
        Case(
            "<IMG SRC='{{ title }}'>",
            "a link cannot begin with a value; write how it begins, such as https:// or mailto:"
        ),
        Case(
            "<p style=\"color:{{ title }}\">x</p>",
            "a value cannot stand in the attribute 'style'"
        ),
        Case(
            "<p ONCLICK='f({{ title }})'>x</p>",
            "a value cannot stand in the attribute 'onclick'"
        ),
        Case("<p {{ title }}>x</p>", "a value cannot stand inside a tag"),
        Case("<{{ title }}>", "a value cannot stand inside a tag"),
        Case("<!-- {{ title }} -->", "a value cannot stand in an HTML comment; write '{{! … }}'"),
        Case("<script>{{ title }}</script>", "a value cannot stand in <script>"),
        Case("<style >p {{ title }}</style>", "a value cannot stand in <style>"),
    ]

    @Test(arguments: refused)
    func `a value is refused where it could become markup`(_ each: Case) {
        #expect(Fixture.compile(each.template, .html).diagnostics.first?.message == each.message)
    }

    static let accepted = [
        "<p>{{ title }}</p>", "<p title='{{ title }}' class=\"a {{ title }}\">x</p>",
        "<a href=\"https://example.com/{{ title }}\">{{ title }}</a>",
        "<a href='mailto:{{ title }}'>x</a>", "<br/>{{ title }}<hr>{{ title }}",
        "1 < 2 {{ title }}",
        "<!-- c --><!DOCTYPE html>{{ title }}", "<!-- a > b -->{{ title }}",
        "<script>x<p></script>{{ title }}",
        "{{#if is_late}}<b>{{ title }}</b>{{else}}<i>x</i>{{/if}}",
        "<p class=\"{{#if is_late}}a{{else}}b{{/if}}\">{{#each seats as s}}<b>{{ s.email }}</b>{{/each}}</p>",
    ]

    @Test(arguments: accepted)
    func `a value is accepted where it is escaped`(_ template: String) {
        #expect(Fixture.compile(template, .html).diagnostics.map(\.message) == [])
    }

    @Test(arguments: [
        "<p{{#if is_late}}>{{/if}}", "{{#if is_late}}<p title='{{else}}<p>{{/if}}'>",
        "{{#each seats as s}}<p {{/each}}>", "<p", "<!-- never closed", "<p title='",
    ])
    func `markup that the data would open or close is refused`(_ template: String) {
        #expect(Fixture.compile(template, .html).diagnostics.map(\.code).contains("unsafe-html"))
    }

    @Test func `plain text knows no markup`() {
        #expect(Fixture.compile("<a href={{ title }}", .text).diagnostics.isEmpty)
    }
}
