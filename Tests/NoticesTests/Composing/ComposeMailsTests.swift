import Alerts
import CivilTime
import Columns
import Foundation
import Settings
import Testing

@testable import Notices

@Suite struct ComposeMailsTests {
    static let ada = admin("ada@example.com", "primary")
    static let bob = admin("bob@example.com", "secondary")

    @Test func `one mail holds all that is due to one person at one occurrence`() throws {
        var story = try Story([idlePolicy()])
        let composition = story.cycle([
            "admin": [Self.ada],
            "seat": [
                seat("eve@example.com"), seat("fay@example.com", idle: 91),
                seat("gus@example.com", offering: "Revit", idle: 200, ["price": .num(2985)]),
                seat("hal@example.com", idle: 9),
            ],
        ])
        let mail = try composition.only()
        #expect(mail.message.recipient == "ada@example.com")
        #expect(mail["To"] == "Ada Admin <ada@example.com>")
        #expect(
            mail.message.subject
                == "1 idle seat of Revit in North, 2,985 USD a year · 2 idle seats of AutoCAD in North, 4,190 USD a year"
        )
        // Worst first: the critical group before the larger one.
        let revit = try #require(mail.text.range(of: "SEATS THAT NOBODY USES\n---"))
        #expect(mail.text[revit.upperBound...].contains("1 idle seat of Revit"))
        #expect(mail.text.contains("- Fay: 91 days without use\n- Eve: 73 days without use\n"))
        #expect(!mail.text.contains("Hal"))
        #expect(composition.told.count == 3)
        #expect(Set(composition.told.map(\.key)) == [mail.message.key])
        #expect(composition.concerns == [])
        #expect(
            mail.message.about.map(\.subject) == [
                "North/eve@example.com/AutoCAD", "North/fay@example.com/AutoCAD",
                "North/gus@example.com/Revit",
            ]
        )
    }

    @Test func `sections come by policy, worst first, with the foot saying where they come from`()
        throws
    {
        let second = idlePolicy(id: "a-second", more: "owner: cad-desk@example.com")
            .replacing("Seats that nobody uses", with: "Another look").replacing(
                "default: 60",
                with: "default: 180"
            )
        var story = try Story([idlePolicy(), second])
        let mail = try story.cycle([
            "admin": [Self.ada],
            "seat": [
                seat("eve@example.com"), seat("gus@example.com", offering: "Revit", idle: 200),
            ],
        ]).only()
        let titles = mail.text.split(separator: "\n").filter {
            $0.count > 5 && $0 == $0.uppercased() && !$0.hasPrefix("-")
        }
        #expect(titles == ["SEATS THAT NOBODY USES", "ANOTHER LOOK"])
        #expect(
            mail.text.contains(
                "From the policy idle-seats (1.yaml) with the parameter idle_days = 60;\nchange it there."
            )
        )
        #expect(mail.text.contains("cad-desk@example.com looks after it."))
        #expect(mail["List-Id"] == "<digest.seatwarden.example.com>")
        #expect(mail["References"] == nil)
    }

    @Test func `a mail of one policy is threaded and listed under it`() throws {
        var story = try Story([idlePolicy()])
        let tables = ["admin": [Self.ada], "seat": [seat("eve@example.com")]]
        let first = try story.cycle(tables).only()
        #expect(first["List-Id"] == "<idle-seats.seatwarden.example.com>")
        let later = try story.cycle(tables, on: today.adding(35)).only()
        #expect(first["References"] != nil && first["References"] == later["References"])
        #expect(first.message.key != later.message.key)
    }

    @Test func `at once means one mail for each recipient, policy and group`() throws {
        var story = try Story([idlePolicy("- { to: [role:primary-admin], schedule: immediately }")])
        let composition = story.cycle([
            "admin": [Self.ada],
            "seat": [
                seat("eve@example.com"), seat("fay@example.com"),
                seat("gus@example.com", offering: "Revit"),
            ],
        ])
        #expect(composition.messages.map(\.messageClass) == [.alert, .alert])
        #expect(
            Set(composition.messages.map(\.subject)) == [
                "2 idle seats of AutoCAD in North, 4,190 USD a year",
                "1 idle seat of Revit in North, 2,095 USD a year",
            ]
        )
    }

    @Test func `keys are made of what a mail is about`() throws {
        var story = try Story([idlePolicy()])
        let message = try story.cycle(["admin": [Self.ada], "seat": [seat("eve@example.com")]])
            .only().message
        // printf %s '1:14:test4:mail6:digest15:ada@example.com26:weekly on tuesday at 08:0020:2026-11-24T08:00:00Z' | sha256sum
        #expect(message.key == KeyExamples.digest)
        let box = try #require(Mailbox("ada@example.com"))
        let alert = MessageSubject.alert(
            policy: "idle",
            group: ["North"],
            items: [
                .init(subject: "b", episode: today, reason: "new", count: 1),
                .init(subject: "a", episode: today, reason: "new", count: 2),
            ]
        )
        let turned = MessageSubject.alert(
            policy: "idle",
            group: ["North"],
            items: [
                .init(subject: "a", episode: today, reason: "new", count: 2),
                .init(subject: "b", episode: today, reason: "new", count: 1),
            ]
        )
        #expect(
            alert.key(installation: "test", recipient: box)
                == turned.key(installation: "test", recipient: box)
        )
        #expect(alert.key(installation: "test", recipient: box) == KeyExamples.alert)
        #expect(alert.key(installation: "other", recipient: box) != KeyExamples.alert)
    }

    @Test func `the same round gives the same bytes`() throws {
        func run() throws -> [[UInt8]] {
            var story = try Story([
                idlePolicy(),
                idlePolicy(
                    "- { to: [role:primary-admin, holder], schedule: immediately }",
                    id: "two"
                ),
            ])
            return story.cycle([
                "admin": [Self.ada, Self.bob], "seat": (0..<30).map { seat("p\($0)@example.com") },
            ]).messages.map(\.bytes)
        }
        #expect(try run() == run())
    }

    @Test func `a reminder says so`() throws {
        var story = try Story([idlePolicy()])
        let tables = ["admin": [Self.ada], "seat": [seat("eve@example.com")]]
        #expect(
            try story.cycle(tables).only().text.contains(
                "New: first found in the data of 22 Nov 2026."
            )
        )
        let mail = try story.cycle(tables, on: today.adding(35)).only()
        #expect(
            mail.message.subject == "Reminder: 1 idle seat of AutoCAD in North, 2,095 USD a year"
        )
        #expect(
            mail.text.contains(
                "Warning. Reminder 1: still the case, first found in the data of 22 Nov\n2026."
            )
        )
    }

    @Test func `what got worse and what is new are told apart`() throws {
        var story = try Story([idlePolicy()])
        story.cycle(["admin": [Self.ada], "seat": [seat("eve@example.com")]])
        let mail = try story.cycle(
            [
                "admin": [Self.ada],
                "seat": [seat("eve@example.com", idle: 181), seat("fay@example.com")],
            ],
            on: today.adding(7)
        ).only()
        #expect(mail.text.contains("Why now: 1 got worse, 1 new."))
    }

    @Test func `what is over is a line in a mail that goes out anyway`() throws {
        var story = try Story([idlePolicy()])
        story.cycle([
            "admin": [Self.ada], "seat": [seat("eve@example.com"), seat("fay@example.com")],
        ])
        let cured = [seat("eve@example.com", idle: 1), seat("fay@example.com")]
        let quiet = story.cycle(["admin": [Self.ada], "seat": cured], on: today.adding(7))
        #expect(quiet.messages.isEmpty)
        let mail = try story.cycle(
            ["admin": [Self.ada], "seat": cured + [seat("gus@example.com")]],
            on: today.adding(14)
        ).only()
        #expect(
            mail.text.contains(
                "Settled since you were told:\n- North/eve@example.com/AutoCAD: no longer the case"
            )
        )
        #expect(mail.html.contains("North/eve@example.com/AutoCAD: no longer the case"))
        let again = try story.cycle(
            [
                "admin": [Self.ada],
                "seat": cured + [seat("gus@example.com"), seat("hal@example.com")],
            ],
            on: today.adding(21)
        ).only()
        #expect(!again.text.contains("Settled"))
    }

    @Test func `what is over is a line in a mail that only another policy sends`() throws {
        // Its name comes first, so its end is collected before there is a mail.
        let first = idlePolicy(id: "a-first").replacing("default: 60", with: "default: 180")
        var story = try Story([first, idlePolicy()])
        story.cycle(["admin": [Self.ada], "seat": [seat("eve@example.com", idle: 200)]])
        let mail = try story.cycle(
            [
                "admin": [Self.ada],
                "seat": [seat("eve@example.com", idle: 70), seat("gus@example.com")],
            ],
            on: today.adding(7)
        ).only()
        #expect(mail.text.contains("Gus: 73 days without use"))
        #expect(
            mail.text.contains(
                "Settled since you were told:\n- North/eve@example.com/AutoCAD: no longer the case"
            )
        )
    }

    @Test func `what a digest that has gone out did not tell gets a key of its own`() throws {
        var story = try Story([
            idlePolicy("- { to: [operators], schedule: weekly on tuesday at 08:00 }")
        ])
        let tables = ["admin": [Self.ada], "seat": [seat("eve@example.com")]]
        var other = story
        let digest = try story.cycle(tables).only().message
        let late = try other.cycle(tables, spent: [digest.key]).only().message
        #expect(late.key != digest.key)
        #expect(late.messageClass == .alert)
        #expect(late.about == digest.about)
        // The same news twice is the same mail.
        var again = try Story([
            idlePolicy("- { to: [operators], schedule: weekly on tuesday at 08:00 }")
        ])
        #expect(try again.cycle(tables, spent: [digest.key]).only().message == late)
    }

    @Test func `someone absent is passed over, and the mail says so`() throws {
        var story = try Story([idlePolicy()])
        let away = admin("ada@example.com", "primary", absent(until: today.adding(3)))
        let mail = try story.cycle(["admin": [away, Self.bob], "seat": [seat("eve@example.com")]])
            .only()
        #expect(mail.message.recipient == "bob@example.com")
        #expect(
            mail.text.contains(
                "Ada Admin, primary admin of North, is absent until 27 Nov 2026. This comes\nto you as an able backup."
            )
        )
    }

    @Test func `nobody to tell: the operators get the notice and a concern`() throws {
        var story = try Story([idlePolicy()])
        let composition = story.cycle(["seat": [seat("eve@example.com")]])
        let mail = try composition.only()
        #expect(mail.message.recipient == "it@example.com")
        #expect(mail.text.contains("nobody it was meant for could be told"))
        #expect(
            composition.concerns.map(\.title) == [
                "idle-seats, to role:primary-admin of North: no primary admin of North is known who can be written to"
            ]
        )
        #expect(composition.concerns.map(\.occurrence) == ["2026-11-01"])
        #expect(composition.told.map(\.recipient) == ["it@example.com"])
    }

    @Test func `a foreign domain is not mailed`() throws {
        var story = try Story([
            idlePolicy(
                "- { to: [role:primary-admin, role:secondary-admins], schedule: weekly on tuesday at 08:00 }"
            )
        ])
        let composition = story.cycle([
            "admin": [Self.ada, admin("x@partner.test", "secondary")],
            "seat": [seat("eve@example.com")],
        ])
        #expect(try composition.only().message.recipient == "ada@example.com")
        #expect(
            composition.concerns.map(\.whatToDo) == [
                [
                    "If mails may go there, add the domain to mail.allowed_domains in the configuration."
                ]
            ]
        )
    }

    @Test func `one person in several roles gets one mail`() throws {
        var story = try Story([
            idlePolicy(
                "- { to: [role:primary-admin, role:contract-manager, ada@example.com], cc: [ada@example.com], schedule: weekly on tuesday at 08:00 }"
            )
        ])
        let composition = story.cycle([
            "admin": [Self.ada, admin("ada@example.com", "contract-manager")],
            "seat": [seat("eve@example.com")],
        ])
        #expect(try composition.only().message.recipient == "ada@example.com")
        #expect(composition.told.count == 1)
    }

    @Test func `two entries that reach one person say a thing once`() throws {
        let entries =
            "- { to: [role:primary-admin], schedule: weekly on tuesday at 08:00 }\n  - { to: [ada@example.com], schedule: weekly on tuesday at 08:00 }"
        var story = try Story([idlePolicy(entries)])
        let composition = story.cycle(["admin": [Self.ada], "seat": [seat("eve@example.com")]])
        let mail = try composition.only()
        #expect(mail.text.components(separatedBy: "Eve: 73 days").count == 2)
        #expect(composition.told.map(\.entry).sorted() == [0, 1])
    }

    @Test func `holders see only themselves`() throws {
        var story = try Story([
            idlePolicy("- { to: [holder], schedule: weekly on tuesday at 08:00 }")
        ])
        let mails = try story.cycle([
            "admin": [Self.ada], "seat": [seat("eve@example.com"), seat("fay@example.com")],
        ]).mails()
        #expect(mails.keys.sorted() == ["eve@example.com", "fay@example.com"])
        let eve = try #require(mails["eve@example.com"])
        #expect(!String(decoding: eve.message.bytes, as: UTF8.self).lowercased().contains("fay"))
        #expect(eve.message.subject == "1 idle seat of AutoCAD in North, 2,095 USD a year")
    }

    @Test func `a copy names whose it is and tells nobody`() throws {
        var story = try Story([
            idlePolicy(
                "- { to: [role:primary-admin], cc: [contacts.people.cad-desk], reply_to: bob@example.com, schedule: weekly on tuesday at 08:00 }"
            )
        ])
        let composition = story.cycle([
            "admin": [Self.ada, Self.bob], "seat": [seat("eve@example.com")],
        ])
        let mails = try composition.mails()
        let main = try #require(mails["ada@example.com"])
        let copy = try #require(mails["cad-desk@example.com"])
        #expect(main["Cc"] == "cad-desk@example.com")
        #expect(main["Reply-To"] == "Bob Admin <bob@example.com>")
        #expect(copy["To"] == "Ada Admin <ada@example.com>")
        #expect(copy["Cc"] == "cad-desk@example.com")
        #expect(copy.envelope.contains(" to=<cad-desk@example.com> "))
        #expect(
            copy.text.contains("You get a copy of what was sent to Ada Admin <ada@example.com>.")
        )
        #expect(composition.told.map(\.recipient) == ["ada@example.com"])
    }

    @Test func `who else got it stands in the mail`() throws {
        var story = try Story([
            idlePolicy(
                "- { to: [role:primary-admin, role:backup-admins], schedule: weekly on tuesday at 08:00 }"
            )
        ])
        let mails = try story.cycle([
            "admin": [Self.ada, Self.bob], "seat": [seat("eve@example.com")],
        ]).mails()
        #expect(
            mails["ada@example.com"]?.text.contains("Also sent to Bob Admin <bob@example.com>.")
                == true
        )
        #expect(
            mails["bob@example.com"]?.text.contains("Also sent to Ada Admin <ada@example.com>.")
                == true
        )
    }

    @Test func `a computed recipient reads the row`() throws {
        var story = try Story([
            idlePolicy(
                "- { to: [{ cel: \"seat.days_idle > 80 ? 'hard@example.com' : seat.person\" }], schedule: weekly on tuesday at 08:00 }"
            )
        ])
        let mails = try story.cycle([
            "seat": [seat("eve@example.com"), seat("fay@example.com", idle: 90)]
        ]).mails()
        #expect(mails.keys.sorted() == ["eve@example.com", "hard@example.com"])
    }

    @Test func `a computed recipient that fails goes to the operators`() throws {
        var story = try Story([
            idlePolicy("- { to: [{ cel: \"seat.email\" }], schedule: weekly on tuesday at 08:00 }")
        ])
        let composition = story.cycle(["seat": [seat("eve@example.com", ["email": .null])]])
        #expect(try composition.only().message.recipient == "it@example.com")
        #expect(composition.concerns.map(\.cause) == [.recipients])
    }

    @Test func `the age of the data and what could not be judged are small print`() throws {
        var story = try Story([idlePolicy()])
        let mail = try story.cycle([
            "admin": [Self.ada],
            "seat": [
                seat("eve@example.com"), seat("fay@example.com", ["days_idle_present": .null]),
            ],
            "dataset": [
                [
                    "dataset": .text("usage-report"), "team": .text("North"),
                    "range_assumed": .bool(true),
                ]
            ],
        ]).only()
        #expect(mail.text.contains("Data up to 22 Nov 2026, 2 days ago."))
        #expect(mail.text.contains("1 row could not be judged: a fact is missing."))
        #expect(
            mail.text.contains("The export does not say which days it covers; they are assumed.")
        )
    }

    @Test func `a template that says why and how old the data is is not repeated`() throws {
        var templates = Story.templates
        templates["idle/text.txt"] = "{{ why }} {{ as_of }}\n"
        templates["idle/html.html"] = nil
        var story = try Story([idlePolicy()], templates: templates)
        let mail = try story.cycle(["admin": [Self.ada], "seat": [seat("eve@example.com")]]).only()
        #expect(mail.text.components(separatedBy: "New: first found in").count == 2)
        #expect(mail.text.components(separatedBy: "22 Nov 2026").count == 3)
        #expect(!mail.text.contains("Data up to"))
    }

    @Test func `a template that fails gives a plain list and a concern`() throws {
        var templates = Story.templates
        templates["idle/text.txt"] = "{{ 1 / (count - count) }}"
        var story = try Story([idlePolicy()], templates: templates)
        let composition = story.cycle(["admin": [Self.ada], "seat": [seat("eve@example.com")]])
        let mail = try composition.only()
        #expect(mail.message.subject == "Seats that nobody uses: 1")
        #expect(mail.text.contains("- North/eve@example.com/AutoCAD"))
        #expect(composition.concerns.map(\.cause) == [.templates])
        #expect(composition.told.count == 1)
    }

    @Test func `hostile data stays data`() throws {
        let evil = "<script>alert(1)</script>\r\nBcc: evil@example.org"
        var story = try Story([idlePolicy()])
        let mail = try story.cycle([
            "admin": [admin("ada@example.com", "primary", ["name": .text(evil)])],
            "seat": [
                seat("eve@example.com", offering: evil, ["name": .text(evil)])
            ],
        ]).only()
        #expect(!mail.html.contains("<script>"))
        #expect(mail["Bcc"] == nil)
        #expect(mail.headers.map(\.name).filter { $0 == "To" }.count == 1)
        #expect(!mail.text.contains("\nBcc"))
    }

    @Test func `more mails than a cycle may send are held for a person`() throws {
        var story = try Story(
            [idlePolicy("- { to: [holder], schedule: weekly on tuesday at 08:00 }")],
            configuration: settings { $0.mail.mostPerCycle = 3 }
        )
        let composition = story.cycle(["seat": (0..<4).map { seat("p\($0)@example.com") }])
        #expect(composition.messages.isEmpty && composition.told.isEmpty)
        #expect(
            composition.concerns.map(\.title) == ["4 mails would go out at once; none was sent"]
        )
        #expect(
            story.cycle(["seat": (0..<3).map { seat("p\($0)@example.com") }], on: today.adding(7))
                .messages.count == 3
        )
    }

    @Test func `a mail tells of a hundred groups at most, the worst of them`() throws {
        var story = try Story([idlePolicy()])
        let seats = (0..<120).map {
            seat("p@example.com", offering: "Product \($0)", idle: $0 < 110 ? 70 : 190)
        }
        let composition = story.cycle(["admin": [Self.ada], "seat": seats])
        #expect(composition.told.count == 100)
        #expect(try composition.only().text.contains("Product 119"))
    }
}

/// Keys computed by hand with sha256sum.
enum KeyExamples {
    static let digest = "b9c7e6452877fd651d93f638b9b6f7b3"
    static let alert = "9dfde7a4ad87e026e4d3f905151ed368"
}
