import CivilTime
import Columns
import Diagnostics
import Exports
import Policies
import Spooling
import Storage
import Testing

@testable import Cycle

/// The verdict of `seatwarden status`, as a table.
@Suite struct NeedsTests {
    typealias Status = InstallationStatus

    /// An installation at which all is well.
    static var quiet: Status {
        Status(
            now: now,
            clock: now,
            configuration: "config.yaml",
            work: Status.Work(lastSeen: now, pollEvery: TimeSpan(seconds: 300)),
            rules: Status.Rules(diagnostics: DiagnosticList())
        )
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let codes: [String]
        let change: @Sendable (inout Status) -> Void

        init(
            _ name: String,
            _ codes: [String],
            _ change: @escaping @Sendable (inout Status) -> Void
        ) {
            testDescription = name
            self.codes = codes
            self.change = change
        }
    }

    static func age(
        _ dataset: String,
        late: Bool = false,
        missing: Bool = false,
        filtered: Bool = false
    ) -> DataAge {
        DataAge(
            dataset: dataset,
            team: "North",
            asOf: missing ? nil : today.adding(-20),
            ageDays: missing ? nil : 20,
            isLate: late,
            isMissing: missing,
            isExpected: true,
            isFiltered: filtered,
            source: nil
        )
    }

    static func findings(_ change: (inout Status.Findings) -> Void) -> Status.Findings {
        var findings = Status.Findings(policy: "idle", title: "Idle", matched: 9)
        change(&findings)
        return findings
    }

    static func outbox(_ change: (inout Status.OutboxState) -> Void) -> Status.OutboxState {
        var outbox = Status.OutboxState(path: "outbox")
        change(&outbox)
        return outbox
    }

    static func daemon(seenAgo hours: Int64) -> Status.Work {
        Status.Work(
            holder: LockHolder(process: 7, since: now, arguments: ["run"]),
            lastSeen: now.adding(TimeSpan(seconds: -hours * 3600)),
            pollEvery: TimeSpan(seconds: 300)
        )
    }

    static func reload(taken: Bool) -> Reload {
        Reload(at: now, isTaken: taken, revision: "r", mistakes: taken ? [] : ["x.yaml:1: error"])
    }

    /// When a file counts that has the day of `now` in its name.
    static let tomorrow = Instant("2026-11-25T00:00:00Z") ?? now

    static let failed = Status.FailedMail(
        key: "3f",
        recipient: "ada@example.com",
        subject: "Seats",
        decidedAt: now,
        reason: "550 no such user"
    )

    static let cases = [
        Case("all is well", []) { _ in },
        Case("no daemon runs, and a cycle ran yesterday", []) {
            $0.work.lastSeen = now.adding(TimeSpan(days: -1))
        },
        Case("no cycle for two days", ["no-cycle"]) {
            $0.work.lastSeen = now.adding(TimeSpan(seconds: -2 * 86_400 - 1))
        },
        Case("on a simulated state no time passes", []) {
            $0.isSimulated = true
            $0.work.lastSeen = now.adding(TimeSpan(days: -9))
        },
        Case("a daemon at work", []) { $0.work = daemon(seenAgo: 2) },
        Case("a daemon that has noted nothing for hours", ["daemon-silent"]) {
            $0.work = daemon(seenAgo: 4)
        },
        Case("a daemon that polls once a day", []) {
            $0.work = daemon(seenAgo: 30)
            $0.work.pollEvery = TimeSpan(days: 1)
        },
        Case("a refused reload while the daemon runs", ["reload-refused"]) {
            $0.work = daemon(seenAgo: 0)
            $0.rules.lastReload = reload(taken: false)
        },
        Case("mistakes of a refused reload are told once", ["reload-refused"]) {
            $0.work = daemon(seenAgo: 0)
            $0.rules.lastReload = reload(taken: false)
            $0.rules.diagnostics.append(
                Diagnostic(.error, code: "unit", "'7' needs a unit", file: "policies/x.yaml")
            )
        },
        Case("a mistake that the daemon has not read yet", ["mistakes"]) {
            $0.work = daemon(seenAgo: 0)
            $0.rules.lastReload = reload(taken: true)
            $0.rules.diagnostics.append(
                Diagnostic(.error, code: "unit", "'7' needs a unit", file: "policies/x.yaml")
            )
        },
        Case("a reload that was refused by a daemon that no longer runs", []) {
            $0.rules.lastReload = reload(taken: false)
        },
        Case("a reload that was taken", []) {
            $0.work = daemon(seenAgo: 0)
            $0.rules.lastReload = reload(taken: true)
        },
        Case("a mistake on the disk", ["mistakes"]) {
            $0.rules.diagnostics.append(
                Diagnostic(.error, code: "unit", "'7' needs a unit", file: "policies/x.yaml")
            )
        },
        Case("a doubt on the disk", []) {
            $0.rules.diagnostics.append(
                Diagnostic(.warning, code: "nullable", "it may be null", file: "policies/x.yaml")
            )
        },
        Case("no sender", ["incomplete"]) {
            $0.rules.missing = [
                Diagnostic(.error, code: "missing", "mail.from is missing", file: "config.yaml")
            ]
        },
        Case("no data at all", ["no-data"]) { $0.isDataSeen = true },
        Case("data that could not be looked at", []) { $0.isDataSeen = false },
        Case("expected data that will count tomorrow", ["no-data"]) {
            $0.isDataSeen = true
            $0.data = [age("users", missing: true)]
            $0.filesAhead = Status.FilesAhead([tomorrow], now: now)
        },
        Case("data beside a file that will count tomorrow", []) {
            $0.isDataSeen = true
            $0.data = [age("users")]
            $0.filesAhead = Status.FilesAhead([tomorrow], now: now)
        },
        Case("rows with too short a history", []) { $0.findings = [findings { $0.notReady = 9 }] },
        Case("fresh data", []) { $0.data = [age("users")] },
        Case("late, missing and filtered data", ["data-late", "data-missing", "data-filtered"]) {
            $0.data = [
                age("subscriptions", late: true), age("token-usage", missing: true),
                age("usage-report", filtered: true),
            ]
        },
        Case("two teams with one late data set are one thing to do", ["data-late"]) {
            $0.data = [age("users", late: true), age("users", late: true)]
        },
        Case("alerts that fire are told by mail", []) {
            $0.findings = [findings { $0.firing = 4 }]
        },
        Case("some rows that cannot be decided are told by mail", []) {
            $0.findings = [findings { $0.unknown = 8 }]
        },
        Case("a policy that can decide nothing", ["policy-blind"]) {
            $0.findings = [findings { $0.unknown = 9 }]
        },
        Case("more findings than max_findings", ["held-findings"]) {
            $0.findings = [findings { $0.heldBack = 3 }]
        },
        Case("rows that are held although no data is late", ["held-rows"]) {
            $0.findings = [findings { $0.held = 1 }]
        },
        Case("rows that are held by late data are not named twice", ["data-late"]) {
            $0.data = [age("users", late: true)]
            $0.findings = [findings { $0.held = 9 }]
        },
        Case("more mails than most_per_cycle", ["held-mails"]) { $0.hasHeldMails = true },
        Case("mails that wait for an hour", []) {
            $0.outbox = outbox {
                $0.waiting = 2
                $0.oldestWaiting = now.adding(TimeSpan(seconds: -3600))
            }
        },
        Case("mails that wait for two days", ["mail-waits"]) {
            $0.outbox = outbox {
                $0.waiting = 2
                $0.oldestWaiting = now.adding(TimeSpan(days: -2))
            }
        },
        Case("a relay on hold", ["relay-on-hold"]) {
            $0.relayHold = Status.RelayHold(since: now, reason: "535 wrong password")
        },
        Case("failed, held and corrupt mails", ["mail-failed", "mail-held", "mail-corrupt"]) {
            $0.outbox = outbox {
                $0.failed = [failed]
                $0.held = 1
                $0.corrupt = 1
            }
        },
        Case("many failed mails", Array(repeating: "mail-failed", count: 6)) {
            $0.outbox = outbox { $0.failed = Array(repeating: failed, count: 9) }
        },
        Case("a refused file", ["refused-files"]) {
            $0.inbox = Status.InboxState(
                path: "inbox",
                isKeeping: false,
                refused: [Status.RefusedInput(name: "x.csv", why: "no header")]
            )
        },
        Case("files that wait for the next cycle", []) {
            $0.inbox = Status.InboxState(path: "inbox", isKeeping: false, files: ["x.csv"])
        },
        Case("what this user may not see is no trouble", []) { $0.unseen = ["the outbox"] },
    ]

    @Test(arguments: cases)
    func `what needs a person`(_ test: Case) {
        var status = Self.quiet
        test.change(&status)
        #expect(status.needs.map(\.code) == test.codes)
        for need in status.needs {
            #expect(!need.title.isEmpty)
            #expect(!need.toDo.isEmpty)
        }
    }

    @Test func `a need says what to export`() {
        var status = Self.quiet
        status.data = [Self.age("users", late: true)]
        #expect(
            status.needs == [
                Need(
                    code: "data-late",
                    title: "users is too old: North (20 days)",
                    toDo: Dataset.users.exportSteps(team: "North")
                )
            ]
        )
    }

    @Test func `without data a need says which two files to bring`() {
        var status = Self.quiet
        status.isDataSeen = true
        status.inbox = Status.InboxState(path: "in", isKeeping: false)
        #expect(
            status.needs.map(\.toDo) == [
                [
                    """
                    Usage report: Sign in at https://manage.autodesk.com and open Reporting > Usage \
                    Report. Choose the team and the date range of 12 months, clear every filter, and \
                    click Export. Choose CSV as the type of file. When it is ready under Export \
                    History, click Download.
                    """,
                    """
                    Users: Sign in at https://manage.autodesk.com and open Reporting > Export. Choose \
                    the team, CSV as the type of file, the category Users, and click Export; in \
                    English, so that the roles can be read. When it is ready under Export History, \
                    click Download.
                    """,
                    "Put both files into the inbox in as they are, without opening them in Excel.",
                ]
            ]
        )
    }

    @Test func `files of today count from midnight UTC on`() {
        let tomorrow = Self.tomorrow
        #expect(Status.FilesAhead([now], now: now) == nil)
        #expect(
            Status.FilesAhead([now, tomorrow], now: now)?.description
                == "1 file counts from 2026-11-25T00:00:00Z on: the day in its name is not over (UTC)"
        )
        #expect(
            Status.FilesAhead([tomorrow, tomorrow], now: now)?.description
                == "2 files count from 2026-11-25T00:00:00Z on: the day in their names is not over "
                + "(UTC)"
        )
        let soon = now.adding(TimeSpan(seconds: 90))
        #expect(
            Status.FilesAhead([soon], now: now)?.description
                == "1 file counts from 2026-11-24T08:01:30Z on: it was exported later than now"
        )
    }

    @Test func `a policy that decides nothing says what to bring`() {
        var status = Self.quiet
        status.findings = [
            Self.findings {
                $0.unknown = 9
                $0.remedy = "Bring it."
            }
        ]
        #expect(
            status.needs.map(\.toDo) == [["Bring it.", "Look at them: seatwarden evaluate idle"]]
        )
    }

    @Test func `rows with too short a history are counted`() throws {
        let desk = try Desk()
        let rows = [seat("old", idle: 95), seat("new", idle: 2, ["days_known": .int(3)])]
        let judgement = try #require(try desk.workplace().judge(facts(["seat": rows])).first)
        let findings = Status.Findings([], judgement)
        #expect(findings.matched == 2)
        #expect(findings.notReady == 1)
        #expect(findings.remedy == judgement.policy.resource.missingData)
    }

    @Test func `one mail waits, and two wait`() {
        #expect(Self.outbox { $0.waiting = 1 }.waitingPhrase == "1 mail waits for the relay")
        #expect(Self.outbox { $0.waiting = 2 }.waitingPhrase == "2 mails wait for the relay")
    }

    // MARK: - What is read

    @Test func `policies are in force since the first cycle that had them`() {
        func cycle(_ id: Int, _ day: Int, _ revision: String) -> LoggedCycle {
            LoggedCycle(
                id: id,
                now: now.adding(TimeSpan(days: day)),
                summary: #"{"policies":"\#(revision)","intakes":[]}"#
            )
        }
        let log = [cycle(4, 4, "b"), cycle(3, 3, "b"), cycle(2, 2, "a"), cycle(1, 1, "b")]
        #expect(log.since("b") == now.adding(TimeSpan(days: 3)))
        #expect(log.since("a") == nil)
        #expect([LoggedCycle]().since("a") == nil)
    }
}
