import Testing

@testable import Notices

@Suite struct PassageTests {
    private static let passages: [Passage] = [
        .text("It looks like a file of \"Users\"."),
        .heading("What to do"),
        .steps([
            "Sign in at https://manage.autodesk.com and open Reporting > Export, then wait a while.",
            "Click Download.",
        ]),
        .list(["one", "two"]),
        .table(
            header: ["Data", "Team", "State"],
            rows: [["Users", "North", "fine"], ["Groups", ""]]
        ),
    ]

    @Test func `plain text has headings in capitals, numbers that hang, and columns`() {
        #expect(
            plainLayout(Self.passages) == """
                It looks like a file of "Users".

                WHAT TO DO
                1. Sign in at https://manage.autodesk.com and open Reporting > Export,
                   then wait a while.
                2. Click Download.

                - one
                - two

                Data    Team   State
                Users   North  fine
                Groups
                """
        )
    }

    @Test func `a table that is too wide for a line becomes a list`() {
        let long = String(repeating: "long ", count: 12)
        #expect(
            plainLayout([.table(header: ["A", "B"], rows: [[long, "x y"], ["short", long]])])
                == """
                - long long long long long long long long long long long long, x y
                - short, long long long long long long long long long long long long
                """
        )
    }

    @Test func `the HTML has the same in bare tags`() {
        #expect(
            htmlLayout(Self.passages) == """
                <p>It looks like a file of &quot;Users&quot;.</p>
                <h3>What to do</h3>
                <ol>
                <li>Sign in at https://manage.autodesk.com and open Reporting &gt; Export, then wait a while.</li>
                <li>Click Download.</li>
                </ol>
                <ul>
                <li>one</li>
                <li>two</li>
                </ul>
                <table>
                <tr><th>Data</th><th>Team</th><th>State</th></tr>
                <tr><td>Users</td><td>North</td><td>fine</td></tr>
                <tr><td>Groups</td><td></td></tr>
                </table>
                """
        )
    }

    @Test func `what data says stays a text on its line`() {
        let hostile = "a\r\nBcc: x@evil.test <script>"
        #expect(plainLayout([.steps([hostile])]) == "1. a Bcc: x@evil.test <script>")
        #expect(htmlLayout([.text(hostile)]) == "<p>a Bcc: x@evil.test &lt;script&gt;</p>")
    }
}
