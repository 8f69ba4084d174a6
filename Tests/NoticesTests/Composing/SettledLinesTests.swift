import CivilTime
import Policies
import Testing

@testable import Notices

/// The line by which people hear that something is over: once each, and never only on paper.
@Suite struct SettledLinesTests {
    private static let ada = admin("ada@example.com", "primary")
    private static let bob = admin("bob@example.com", "secondary")
    private static let line = "- North/eve@example.com/AutoCAD:"

    private func lines(_ mail: ParsedMail) -> Int {
        mail.text.split(separator: "\n").count { $0.hasPrefix(Self.line) }
    }

    @Test func `it stands in the mail of a policy that comes later`() throws {
        let lively = idlePolicy(id: "b-lively")
            .replacing("days_idle_present >= params.idle_days", with: "days_idle_present < 10")
        var story = try Story([idlePolicy(id: "a-idle"), lively])
        story.cycle(["admin": [Self.ada], "seat": [seat("eve@example.com")]])
        let mail = try story.cycle(
            ["admin": [Self.ada], "seat": [seat("eve@example.com", idle: 1)]],
            on: today.adding(7)
        ).only()
        #expect(mail.text.contains("\(Self.line) no longer the case"))
    }

    @Test func `each of two audiences reads it once, and not again the next week`() throws {
        let schedule = "schedule: weekly on tuesday at 08:00"
        var story = try Story([
            idlePolicy(
                "- { to: [role:primary-admin], \(schedule) }\n"
                    + "  - { to: [role:secondary-admins], \(schedule) }"
            )
        ])
        func tables(_ seats: [Row]) -> [String: [Row]] {
            ["admin": [Self.ada, Self.bob], "seat": seats]
        }
        story.cycle(tables([seat("eve@example.com")]))
        var seats = [seat("eve@example.com", idle: 1), seat("fay@example.com")]
        let told = try story.cycle(tables(seats), on: today.adding(7)).mails()
        #expect(told.mapValues(lines) == ["ada@example.com": 1, "bob@example.com": 1])
        seats.append(seat("gus@example.com"))
        let after = try story.cycle(tables(seats), on: today.adding(14)).mails()
        #expect(after.mapValues(lines) == ["ada@example.com": 0, "bob@example.com": 0])
    }

    @Test func `who has heard it is not told again because someone else has not`() throws {
        var story = try Story([idlePolicy()])
        func tables(_ admins: [Row], _ seats: [Row]) -> [String: [Row]] {
            ["admin": admins, "seat": seats]
        }
        let away = admin("ada@example.com", "primary", absent())
        story.cycle(tables([away, Self.bob], [seat("eve@example.com")]))
        story.cycle(
            tables([Self.ada, Self.bob], [seat("eve@example.com", idle: 181)]),
            on: today.adding(7)
        )
        var seats = [seat("eve@example.com", idle: 1), seat("fay@example.com")]
        let told = try story.cycle(tables([Self.ada, Self.bob], seats), on: today.adding(14)).only()
        #expect(lines(told) == 1)
        seats.append(seat("gus@example.com"))
        let next = try story.cycle(tables([Self.ada, Self.bob], seats), on: today.adding(21)).only()
        #expect(lines(next) == 0)
    }

    @Test func `it stands in a mail also when the policy is gone`() throws {
        var before = try Story([idlePolicy(id: "gone")])
        before.cycle(["admin": [Self.ada], "seat": [seat("eve@example.com")]])
        var after = try Story([idlePolicy(id: "kept")])
        after.alerts = before.alerts
        let mail = try after.cycle(
            ["admin": [Self.ada], "seat": [seat("eve@example.com"), seat("fay@example.com")]],
            on: today.adding(7)
        ).only()
        #expect(mail.text.contains("\(Self.line) the policy was withdrawn"))
        #expect(mail.html.contains("the policy was withdrawn"))
    }
}
