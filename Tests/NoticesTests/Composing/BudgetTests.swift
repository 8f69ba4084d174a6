import Alerts
import CivilTime
import Columns
import Settings
import Testing

@testable import Notices

/// A person gets at most `mail.budget` notices a week; what is over waits, the worst goes first.
@Suite struct BudgetTests {
    private static let ada = admin("ada@example.com", "primary")
    private static let atOnce = "- { to: [role:primary-admin], schedule: immediately }"
    private static let offerings = ["AutoCAD", "Civil 3D", "Inventor", "Maya", "Revit", "Vault"]

    private func seats(worst: String? = nil) -> [Row] {
        Self.offerings.map { seat("eve@example.com", offering: $0, idle: $0 == worst ? 200 : 70) }
    }

    @Test func `what is over the budget stays due, the worst is sent`() throws {
        var story = try Story([idlePolicy(Self.atOnce)])
        let composition = story.cycle(
            ["admin": [Self.ada], "seat": seats(worst: "Vault")],
            sent: ["ada@example.com": 4]
        )
        #expect(
            composition.messages.map(\.subject) == [
                "1 idle seat of Vault in North, 2,095 USD a year"
            ]
        )
        #expect(composition.postponed == 5)
        #expect(composition.told.count == 1)
        let later = story.cycle(
            ["admin": [Self.ada], "seat": seats(worst: "Vault")],
            on: today.adding(1),
            sent: ["ada@example.com": 0]
        )
        #expect(later.messages.count == 5)
        #expect(later.postponed == 0)
    }

    @Test func `with nothing left nothing is sent`() throws {
        var story = try Story([idlePolicy(Self.atOnce)])
        let composition = story.cycle(
            ["admin": [Self.ada], "seat": seats()],
            sent: ["ada@example.com": 9]
        )
        #expect(composition.messages.isEmpty)
        #expect(composition.postponed == 6)
    }

    @Test func `the budget is that of one person`() throws {
        var story = try Story([
            idlePolicy(
                "- { to: [role:primary-admin, role:secondary-admins], schedule: immediately }"
            )
        ])
        let admins = [Self.ada, admin("bob@example.com", "secondary")]
        let composition = story.cycle(
            ["admin": admins, "seat": seats()],
            sent: ["ada@example.com": 5]
        )
        #expect(
            composition.messages.map(\.recipient) == Array(repeating: "bob@example.com", count: 5)
        )
    }

    @Test func `a copy waits with the mail that it is of`() throws {
        let entry =
            "- { to: [role:primary-admin], cc: [desk@example.com], schedule: immediately }"
        var story = try Story([idlePolicy(entry)])
        let tables = ["admin": [Self.ada], "seat": [seat("eve@example.com", idle: 70)]]
        let full = story.cycle(tables, sent: ["ada@example.com": 5])
        #expect(full.messages.map(\.recipient) == [])
        #expect(full.told.isEmpty)
        #expect(full.postponed == 1)
        let later = story.cycle(tables, on: today.adding(1))
        #expect(later.messages.map(\.recipient) == ["ada@example.com", "desk@example.com"])
    }

    @Test func `what is over is folded into a digest of the same cycle`() throws {
        let digest = idlePolicy(id: "digest").replacing("default: 60", with: "default: 150")
        var story = try Story([idlePolicy(Self.atOnce), digest])
        let composition = story.cycle(
            ["admin": [Self.ada], "seat": seats(worst: "Vault")],
            sent: ["ada@example.com": 3]
        )
        #expect(composition.messages.count == 2)
        #expect(composition.postponed == 0)
        // One alert of the digest's policy, six of the other: all are told in the two mails.
        #expect(composition.told.count == 7)
        #expect(Set(composition.told.map(\.key)) == Set(composition.messages.map(\.key)))
    }

    @Test func `a deadline is never put off past its date`() throws {
        let rule = idlePolicy(
            "- { to: [role:primary-admin], schedule: { before: seat.assigned_on, days: [6, 30], at: \"08:00\" } }"
        )
        func send(daysAhead: Int) throws -> Int {
            var story = try Story([rule])
            let seats = [seat("eve@example.com", ["assigned_on": .day(today.adding(daysAhead))])]
            return story.cycle(["admin": [Self.ada], "seat": seats], sent: ["ada@example.com": 5])
                .messages.count
        }
        #expect(try send(daysAhead: 6) == 1)
        #expect(try send(daysAhead: 30) == 0)
    }

    @Test func `in the quiet hours nothing goes out at once`() throws {
        func send(_ from: Int, _ until: Int, _ notify: String) throws -> Composition {
            var story = try Story(
                [idlePolicy(notify)],
                configuration: settings {
                    $0.mail.quiet = Settings.Mail.Quiet(from: from * 3600, until: until * 3600)
                }
            )
            return story.cycle(["admin": [Self.ada], "seat": [seat("eve@example.com")]])
        }
        #expect(try send(7, 9, Self.atOnce).postponed == 1)
        #expect(try send(19, 9, Self.atOnce).messages.isEmpty)
        #expect(try send(19, 8, Self.atOnce).messages.count == 1)
        let digest = "- { to: [role:primary-admin], schedule: weekly on tuesday at 08:00 }"
        #expect(try send(7, 9, digest).messages.count == 1)
    }
}
