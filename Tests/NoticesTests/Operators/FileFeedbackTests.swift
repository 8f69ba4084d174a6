import CivilTime
import Testing

@testable import Notices

@Suite struct FileFeedbackTests {
    @Test func `the note beside a file says what it is, what is wrong, what to do, what stays`() {
        #expect(
            feedback(
                on: "report.csv",
                headline: "it ends in the middle of a row",
                keptAs: "report.csv.2"
            )
            .note == """
                report.csv cannot be used: it ends in the middle of a row

                It looks like a file of "Usage report" of North, 12 rows. It was dropped
                by the user anna. It lies in the folder refused of the inbox as
                report.csv.2, with this reason beside it.

                WHAT IS WRONG
                Line 7 has 11 cells where the header has 12.

                WHAT TO DO
                1. Export it again.
                2. Put the new file into the inbox as it is.

                MEANWHILE
                The newest good file stays in use. Nothing was lost.
                """
        )
    }

    @Test(arguments: [
        (feedback(on: "report.csv", headline: "it is empty").note, "it is empty"),
        (
            feedback(
                on: "report.csv",
                headline: "it has no column for the product, and its delimiter is not a comma"
            ).note,
            "it has no column for the product, and its delimiter is not a comma"
        ),
        (
            feedback(on: "report.csv", headline: "it has far fewer rows", isHeld: true).note,
            "it has far fewer rows"
        ),
        ("by hand\r\nin two lines\r\n\r\nmore", "by hand in two lines"), ("", ""), ("\nlate", ""),
    ])
    func `the headline is found in a note again`(note: String, headline: String) {
        #expect(FileFeedback.headline(ofNote: note) == headline)
    }

    @Test func `a held file is not called useless`() {
        let held = feedback(on: "report.csv", headline: "it has far fewer rows", isHeld: true)
        #expect(held.title == "report.csv waits for a person: it has far fewer rows")
    }

    @Test func `what is not known is left out, and a single step has no number`() {
        let note = FileFeedback(
            name: "x",
            keptAs: nil,
            what: nil,
            droppedBy: nil,
            headline: "it may not be read",
            explanation: "Its rights forbid it.",
            steps: ["Run: chmod g+r x"],
            meanwhile: "Nothing was lost."
        ).note
        #expect(note.contains("\n\nIt stays in the inbox.\n\n"))
        #expect(note.contains("WHAT TO DO\nRun: chmod g+r x\n"))
    }

    @Test func `files of one mail stand by name, whatever their content`() throws {
        let concerns = [("b.csv", "1"), ("a.csv", "2"), ("c.csv", "0")].map {
            OperatorConcern.refusedFile(name: $0, digest: $1, reason: "it is empty")
        }
        let messages = composeOperatorMails(
            concerns,
            configuration: settings(),
            now: eight,
            zone: .utc
        )
        let text = try ParsedMail(try #require(messages.first)).text
        let names = text.split(separator: "\n").filter { $0.hasPrefix("- ") }.map { $0.prefix(7) }
        #expect(names == ["- a.csv", "- b.csv", "- c.csv"])
    }
}

@Suite struct CorruptMailTests {
    private let key = String(repeating: "ab", count: 16)

    private func damaged(_ messageClass: String) -> OperatorConcern {
        .corruptMail(
            name: "\(key).eml",
            mail: .init(
                messageClass: messageClass,
                recipient: "ada@example.com",
                subject: "1 idle seat",
                day: today
            ),
            reason: "the bytes are others than the envelope says"
        )
    }

    @Test func `a damaged mail is told with what it said and how to read it`() {
        let concern = damaged("digest")
        #expect(concern.title == "A mail to ada@example.com was damaged and set aside: 1 idle seat")
        #expect(
            concern.lines == [
                "the bytes are others than the envelope says",
                "It lies in the folder mail/corrupt of the outbox as \(key).eml.",
            ]
        )
        #expect(concern.whatToDo.last?.contains("seatwarden outbox show \(key)") == true)
        #expect(concern.subject == "\(key).eml" && concern.occurrence == "")
    }

    @Test func `of damaged mails to an operator one is told a month`() {
        let concern = damaged("operator")
        #expect(concern.subject == "ada@example.com")
        #expect(concern.occurrence == "2026-11-01")
    }

    @Test func `a stranger's file is told as that`() {
        let concern = OperatorConcern.corruptMail(name: "letter.eml", mail: nil, reason: nil)
        #expect(
            concern.title
                == "A file among the mails that wait is no mail of Seatwarden's: letter.eml"
        )
    }
}
