import CivilTime
import Columns
import Foundation
import TestSupport
import Testing

@testable import Notices

/// Whole mails to the byte; each change of their looks is reviewed as code.
@Suite struct GoldenMailTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Golden")

    private func check(_ name: String, _ message: Message) throws {
        #expect(
            try Golden.difference(message.bytes, from: Self.folder.appending(path: "\(name).eml"))
                == nil
        )
        let html = try ParsedMail(message).html
        #expect(
            try Golden.difference(
                Array(html.utf8),
                from: Self.folder.appending(path: "\(name).html")
            ) == nil
        )
    }

    @Test func `a digest of two policies to a backup`() throws {
        let dormant = idlePolicy(id: "long-idle").replacing("default: 60", with: "default: 150")
            .replacing("Seats that nobody uses", with: "Seats out of use for months").replacing(
                "template: idle",
                with: "template: general"
            )
        var story = try Story([idlePolicy(), dormant])
        let tables = [
            "admin": [
                admin("ada@example.com", "primary", absent(until: today.adding(41))),
                admin("bob@example.com", "secondary"),
            ],
            "seat": [
                seat("eve@example.com"), seat("fay@example.com", idle: 91),
                seat(
                    "gus@example.com",
                    offering: "Revit",
                    idle: 200,
                    ["name": .text("Güs Öztürk")]
                ),
            ],
        ]
        let message = try #require(story.cycle(tables).messages.first)
        try check("digest", message)
    }

    @Test func `one group to its primary admin`() throws {
        var story = try Story([idlePolicy()])
        let seats = (1...12).map {
            seat("p\($0)@example.com", idle: 60 + 3 * $0, ["name": .text("Person \($0)")])
        }
        let message = try #require(
            story.cycle(["admin": [admin("ada@example.com", "primary")], "seat": seats]).messages
                .first
        )
        try check("idle", message)
    }

    @Test func `concerns to the operators`() throws {
        let concerns = [
            OperatorConcern.refusedFile(
                name: "usage.csv",
                digest: "ab12",
                reason: "rows of it have too few or too many cells"
            ),
            .refusedFile(
                name: "users (2).xlsx",
                digest: "cd34",
                reason: "it is a workbook or an archive, not CSV"
            ),
        ]
        let messages = composeOperatorMails(
            concerns,
            configuration: settings(),
            now: eight,
            zone: .utc
        )
        try check("refused", try #require(messages.first))
    }

    @Test(.enabled(if: Python.isThere, "python3 is not installed"))
    func `Python reads the golden mails without a defect`() throws {
        for name in ["digest", "idle", "refused"] {
            let data = try Data(contentsOf: Self.folder.appending(path: "\(name).eml"))
            let end = try #require(data.firstIndex(of: 10))
            let parsed = try Python.parse(Array(data[(end + 1)...]))
            #expect(parsed.defects == [])
            #expect(
                parsed.html
                    == String(
                        decoding: try Data(contentsOf: Self.folder.appending(path: "\(name).html")),
                        as: UTF8.self
                    )
            )
        }
    }
}
