import CivilTime
import Testing

@testable import Notices

@Suite struct HeartbeatTests {
    private static let first = Day(year: 2026, month: 11, day: 1) ?? today

    private func heartbeat(
        previous: Instant? = Instant(HeartbeatTests.first.adding(-31), secondOfDay: 8 * 3600),
        policies: [Heartbeat.PolicyLine] = [
            .init(title: "Seats that nobody uses", rows: 61, firing: 8, pending: 1, undecided: 0),
            .init(title: "Flex tokens", rows: 2, firing: 1, pending: 0, undecided: 1),
        ],
        firing: [Int] = [0, 6, 3],
        datasets: [Heartbeat.DatasetLine] = [
            .init(title: "Usage report", team: "North", asOf: asOf, age: 2, state: .fine),
            .init(title: "Usage report", team: "South", asOf: asOf, age: 2, state: .fine),
            .init(title: "Users", team: "North", asOf: today, age: 0, state: .fine),
            .init(title: "Users", team: "South", asOf: today.adding(-60), age: 60, state: .late),
            .init(title: "Groups", team: "", asOf: nil, age: nil, state: .missing),
        ],
        tally: Heartbeat.Tally = .init(),
        open: [String] = []
    ) -> OperatorConcern {
        .heartbeat(
            Heartbeat(
                at: Instant(Self.first, secondOfDay: 8 * 3600),
                next: Instant(Self.first.adding(30), secondOfDay: 8 * 3600),
                previous: previous,
                policies: policies,
                firing: firing,
                datasets: datasets,
                tally: tally,
                open: open
            ),
            zone: .utc
        )
    }

    private func text(_ concern: OperatorConcern) throws -> String {
        let messages = composeOperatorMails(
            [concern],
            configuration: settings(),
            now: eight,
            zone: .utc
        )
        return try ParsedMail(try #require(messages.first)).text
    }

    @Test func `it says what was checked, how old the data is, and what to do about silence`()
        throws
    {
        var tally = Heartbeat.Tally()
        (tally.mails, tally.delivered, tally.failed, tally.actions) = (12, 10, 1, 3)
        let text = try text(
            heartbeat(tally: tally, open: ["token-budget: 1 row could not be judged"])
        )
        #expect(
            text.hasPrefix(
                """
                SIGN OF LIFE
                ------------

                Seatwarden is running: 9 alerts are firing, 2 data sets are late

                WHAT STILL WAITS FOR YOU
                Each was told in a mail of its own, and is still so.

                - token-budget: 1 row could not be judged

                WHAT WAS CHECKED
                2 policies are in force. 9 alerts are firing: 3 critical, 6 warning.

                Policy                  Rows  Firing  Waiting  Undecided
                Seats that nobody uses  61    8       1        0
                Flex tokens             2     1       0        1

                Undecided rows lack a fact, rest on old data, or have too short a history:
                they count neither as findings nor as fine.

                HOW OLD THE DATA IS
                Data          Team     Up to        Age      State
                Users         South    25 Sep 2026  60 days  late
                Groups                 never came            missing
                Usage report  2 teams  22 Nov 2026  2 days   fine
                Users         North    24 Nov 2026  today    fine

                Policies that read late or missing data are held: they open nothing and
                resolve nothing until newer data comes.

                WHAT WAS SENT
                Since 1 Oct 2026: 12 mails beside this one (10 delivered, 1 could not be
                delivered, 1 on the way), and 3 actions were proposed.

                WHEN THIS MAIL DOES NOT COME
                The next one is due on 1 Dec 2026. Silence is never health. If it is not
                there by the evening:

                1. Look into the folder for unwanted mail.
                """
            ),
            "\(text)"
        )
    }

    /// What is so, and the subject that says it.
    private struct Case: Sendable, CustomTestStringConvertible {
        let subject: String
        let make: @Sendable (HeartbeatTests) -> OperatorConcern
        var testDescription: String { subject }
    }

    private static let cases = [
        Case(subject: "Seatwarden is set up: 9 alerts are firing, 2 data sets are late") {
            $0.heartbeat(previous: nil)
        },
        Case(subject: "Seatwarden is running, but no policy is in force") {
            $0.heartbeat(policies: [])
        },
        Case(subject: "Seatwarden is set up, but no data has come yet") {
            $0.heartbeat(previous: nil, datasets: [])
        },
        Case(subject: "Seatwarden is running, but no data has come yet") {
            $0.heartbeat(datasets: [
                .init(title: "Users", team: "North", asOf: nil, age: nil, state: .missing)
            ])
        },
        Case(subject: "Seatwarden is running: no alert is firing") {
            $0.heartbeat(
                firing: [0, 0, 0],
                datasets: [.init(title: "Users", team: "", asOf: today, age: 0, state: .fine)]
            )
        },
        Case(subject: "Seatwarden is running: 1 alert is firing, 1 data set is late") {
            $0.heartbeat(
                firing: [1, 0, 0],
                datasets: [.init(title: "Users", team: "", asOf: asOf, age: 2, state: .late)]
            )
        },
    ]

    @Test(arguments: cases) private func `the subject says what matters most`(_ one: Case) {
        #expect(one.make(self).title == one.subject)
    }

    @Test func `nothing sent is said, and the first of all speaks of its cycle`() throws {
        #expect(try text(heartbeat()).contains("Since 1 Oct 2026: nothing but this."))
        #expect(
            try text(heartbeat(previous: nil)).contains("In this first cycle: nothing but this.")
        )
    }

    @Test func `its key is made of the occurrence alone`() throws {
        let box = try #require(Mailbox("it@example.com"))
        let key = heartbeat().key(installation: "test", recipient: box)
        #expect(key == heartbeat(firing: [9, 9, 9]).key(installation: "test", recipient: box))
        let subject = MessageSubject.operatorConcern(
            cause: "heartbeat",
            subject: "heartbeat",
            occurrence: "2026-11-01T08:00:00Z"
        )
        #expect(key == subject.key(installation: "test", recipient: box))
    }

    @Test func `many open matters and data sets are counted beyond a limit`() throws {
        let text = try text(
            heartbeat(
                datasets: (0..<50).map {
                    .init(title: "Users", team: "T\($0)", asOf: asOf, age: 2, state: .late)
                },
                open: (0..<14).map { "matter \($0)" }
            )
        )
        #expect(text.contains("- matter 9\n- and 4 more\n"))
        #expect(text.contains("And 10 more; 'seatwarden facts dataset' shows all."))
    }
}
