import CivilTime
import Columns
import Settings
import Testing

@testable import Notices

@Suite struct OperatorMailsTests {
    private func compose(
        _ concerns: [OperatorConcern],
        known: Set<String> = [],
        operators: [String] = ["it@example.com"]
    ) -> [Message] {
        composeOperatorMails(
            concerns,
            known: known,
            configuration: settings { $0.contacts.operators = operators },
            now: eight,
            zone: .utc
        )
    }

    private static let stale = OperatorConcern.staleData(
        dataset: "usage-report",
        team: "North",
        asOf: today.adding(-20),
        age: 20,
        steps: ["Open Reporting > Usage Report and click Export."]
    )
    private static let refused = OperatorConcern.refusedFile(
        name: "a.csv",
        digest: "aa",
        reason: "it is empty"
    )
    private static let second = OperatorConcern.refusedFile(
        name: "b.csv",
        digest: "bb",
        reason: "it is empty"
    )

    @Test func `concerns of one kind are one mail to each operator`() throws {
        let messages = compose(
            [Self.refused, Self.stale, Self.second],
            operators: ["it@example.com", "ops@example.com"]
        )
        #expect(
            messages.map(\.recipient) == [
                "it@example.com", "it@example.com", "ops@example.com", "ops@example.com",
            ]
        )
        #expect(
            messages.map(\.subject).prefix(2) == [
                "2 files were refused",
                "usage-report of North is 20 days old (data up to 4 Nov 2026)",
            ]
        )
        #expect(messages.map(\.messageClass).allSatisfy { $0 == .operator })
        let mail = try ParsedMail(messages[0])
        #expect(mail.text.contains("a.csv cannot be used: it is empty"))
        #expect(mail.text.contains("b.csv cannot be used: it is empty"))
        #expect(mail["List-Id"] == "<operators.seatwarden.example.com>")
    }

    @Test func `the key of a single concern is the concern's own`() throws {
        let message = try #require(compose([Self.stale]).first)
        let box = try #require(Mailbox("it@example.com"))
        #expect(message.key == Self.stale.key(installation: "test", recipient: box))
        #expect(message.covers == [message.key])
    }

    @Test func `what was told is not told again, alone or in company`() throws {
        let first = compose([Self.refused, Self.second])
        #expect(first.count == 1)
        #expect(first[0].covers.count == 2)
        #expect(compose([Self.second, Self.refused], known: Set(first[0].covers)).isEmpty)
        let third = OperatorConcern.refusedFile(name: "c.csv", digest: "cc", reason: "it is empty")
        let next = compose([Self.refused, Self.second, third], known: Set(first[0].covers))
        #expect(next.map(\.subject) == ["c.csv cannot be used: it is empty"])
    }

    @Test func `keys and bytes depend on nothing but the concerns`() {
        #expect(
            compose([Self.refused, Self.second])
                == compose([Self.second, Self.refused, Self.refused])
        )
    }

    @Test func `the same file refused again by another name is told once`() {
        let renamed = OperatorConcern.refusedFile(
            name: "copy of a.csv",
            digest: "aa",
            reason: "it is empty"
        )
        #expect(compose([Self.refused, renamed])[0].covers.count == 1)
    }

    @Test func `unknown rows are shown as far as they help`() throws {
        let subjects = (1...8).map { "North/p\($0)@example.com/AutoCAD" }
        let concern = OperatorConcern.unknownRows(
            policy: "idle-seats",
            cause: "seat.days_idle_present is null",
            subjects: subjects,
            advice: "Bring the Usage report."
        )
        let mail = try ParsedMail(compose([concern])[0])
        #expect(
            mail.message.subject
                == "idle-seats: 8 rows could not be judged: seat.days_idle_present is null"
        )
        #expect(mail.text.contains("- North/p5@example.com/AutoCAD\n- and 3 more"))
        #expect(mail.text.contains("Bring the Usage report."))
        #expect(mail.text.contains("To look at them: seatwarden evaluate idle-seats"))
    }

    @Test func `what is held back is a question with its answers`() throws {
        let concern = OperatorConcern.heldFindings(
            policy: "idle-seats",
            count: 2400,
            matched: 20000,
            since: today
        )
        let mail = try ParsedMail(compose([concern])[0])
        #expect(
            mail.message.subject
                == "idle-seats: 2,400 of 20,000 rows would fire at once. Is that right?"
        )
        #expect(mail.text.contains("write max_findings: { count: 2400 } into the policy"))
        #expect(mail.text.contains("\nCritical.\n"))
    }

    @Test func `data that never came is told once`() {
        let never = OperatorConcern.staleData(
            dataset: "groups",
            team: "all",
            asOf: nil,
            age: nil,
            steps: ["Export it."]
        )
        #expect(never.whatToDo.first == "Export it.")
        #expect(never.title == "groups is expected and has never come")
        #expect(never.occurrence == "")
    }

    @Test func `a crowd of concerns is cut in the mail, not in the ledger`() throws {
        let crowd = (0..<70).map {
            OperatorConcern.refusedFile(name: "f\($0).csv", digest: "\($0)", reason: "it is empty")
        }
        let message = compose(crowd)[0]
        #expect(message.covers.count == 70)
        #expect(
            try ParsedMail(message).text.contains(
                "and 20 more of the same kind"
            )
        )
    }

    @Test func `file names of strangers stay on their line`() throws {
        let concern = OperatorConcern.refusedFile(
            name: "a\r\nBcc: x@evil.test\r\n<b>.csv",
            digest: "x",
            reason: "it is empty"
        )
        let mail = try ParsedMail(compose([concern])[0])
        #expect(mail["Bcc"] == nil)
        #expect(!mail.html.contains("<b>.csv"))
    }

    @Test func `without operators there is nobody to write to`() {
        #expect(compose([Self.stale], operators: []).isEmpty)
    }

    @Test
    func `a mail to an operator that comes back causes one mail a month, not one after another`() {
        func concern(_ key: String, _ messageClass: String) -> OperatorConcern {
            .failedMail(
                key: key,
                messageClass: messageClass,
                recipient: "it@example.com",
                subject: "x",
                decidedOn: today,
                reason: "no such mailbox"
            )
        }
        let first = compose([concern("aa", "operator")])
        #expect(compose([concern("bb", "operator")], known: Set(first.map(\.key))).isEmpty)
        // Of other mails each is told of.
        let digest = compose([concern("cc", "digest")])
        #expect(compose([concern("dd", "digest")], known: Set(digest.map(\.key))).count == 1)
    }

    @Test func `a change that was refused is told once for its content, with the places`() throws {
        let mistakes = (1...12).map { "policies/a.yaml:\($0):1: error: no" }
        let concern = OperatorConcern.refusedChange(digest: "d1", mistakes: mistakes)
        let mail = try #require(compose([concern]).first)
        #expect(
            mail.subject
                == "The changed configuration or policies cannot be used; the old set stays in force"
        )
        let text = try ParsedMail(mail).text
        #expect(text.contains("policies/a.yaml:10:1: error: no"))
        #expect(!text.contains("policies/a.yaml:11:1"))
        #expect(text.contains("and 2 more"))
        #expect(text.contains("seatwarden check"))
        #expect(compose([concern], known: Set(mail.covers)).isEmpty)
        #expect(compose([.refusedChange(digest: "d2", mistakes: mistakes)]).count == 1)
    }
}
