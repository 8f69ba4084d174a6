import CivilTime
import Columns
import Facts
import Testing

/// How a subscription stands to its renewal, by what the newest file can know.
@Suite struct RenewalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var row: [String: String] = [:]
        /// The day on which the file was exported.
        var file = "2026-11-24"
        var today = "2026-11-24"
        let renewal: String
        var isRunning = true
        var due = "2026-12-14"
        var testDescription: String { name }
    }

    static let noAutoRenewal = ["autorenew_date": ""]

    static let cases = [
        Case(name: "its day is today", file: "2026-12-01", today: "2026-12-14", renewal: "ahead"),
        Case(
            name: "renewed by itself, as far as the older file goes",
            file: "2026-12-13",
            today: "2026-12-15",
            renewal: "unconfirmed",
            due: "2027-12-14"
        ),
        Case(
            name: "a reseller's end has passed, and the file is older",
            row: resold,
            file: "2026-12-01",
            today: "2026-12-15",
            renewal: "unconfirmed",
            due: "2026-12-13"
        ),
        Case(
            name: "a file of the last day itself cannot know",
            row: resold,
            file: "2026-12-13",
            today: "2026-12-15",
            renewal: "unconfirmed",
            due: "2026-12-13"
        ),
        Case(
            name: "a newer file still shows the end",
            row: noAutoRenewal,
            file: "2026-12-14",
            today: "2026-12-15",
            renewal: "in-grace",
            isRunning: false,
            due: "2026-12-13"
        ),
        Case(
            name: "the last day of grace",
            row: noAutoRenewal,
            file: "2027-01-20",
            today: "2027-01-27",
            renewal: "in-grace",
            isRunning: false,
            due: "2026-12-13"
        ),
        Case(
            name: "the day after grace",
            row: noAutoRenewal,
            file: "2027-01-20",
            today: "2027-01-28",
            renewal: "ended",
            isRunning: false,
            due: "2026-12-13"
        ),
        Case(
            name: "without auto-renewal an end that no newer file shows is an end",
            row: noAutoRenewal,
            file: "2026-12-01",
            today: "2026-12-15",
            renewal: "ended",
            isRunning: false,
            due: "2026-12-13"
        ),
        Case(
            name: "an automatic renewal that a newer file does not show has not come",
            file: "2026-12-15",
            today: "2026-12-16",
            renewal: "in-grace",
            isRunning: false
        ),
        Case(
            name: "expired by a file after the end is never ahead",
            row: ["subscription_status": " EXPIRED", "autorenew_date": "2027-12-14"],
            file: "2026-12-15",
            today: "2026-12-16",
            renewal: "in-grace",
            isRunning: false,
            due: "2027-12-14"
        ),
        Case(
            name: "expired by a file before the end is still ahead",
            row: ["subscription_status": "Expired"],
            renewal: "ahead"
        ),
        Case(
            name: "an unknown term does not move on",
            row: ["term": "Biennial"],
            file: "2026-12-01",
            today: "2026-12-15",
            renewal: "unconfirmed"
        ),
        Case(
            name: "three years on",
            row: ["term": "3 Year"],
            file: "2026-12-01",
            today: "2026-12-15",
            renewal: "unconfirmed",
            due: "2029-12-14"
        ),
        Case(
            name: "a month that is shorter, and the 31st again after it",
            row: [
                "term": "Monthly", "end_date": "2027-01-30", "autorenew_date": "2027-01-31",
            ],
            file: "2027-01-20",
            today: "2027-03-01",
            renewal: "unconfirmed",
            due: "2027-03-31"
        ),
        Case(
            name: "a leap day comes on the 28th in other years",
            row: ["end_date": "2028-02-28", "autorenew_date": "2028-02-29"],
            file: "2028-02-20",
            today: "2028-03-01",
            renewal: "unconfirmed",
            due: "2029-02-28"
        ),
        Case(
            name: "a file of four years ago",
            row: ["end_date": "2028-02-28", "autorenew_date": "2028-02-29"],
            file: "2028-02-20",
            today: "2032-02-29",
            renewal: "unconfirmed",
            due: "2032-02-29"
        ),
    ]

    @Test(arguments: cases)
    func `a renewal is what the newest file can know of it`(_ example: Case) throws {
        var account = try Account()
        try account.take(
            Layout.subscriptions.csv([bought(example.row)]),
            exported: "\(example.file)T06:00:00Z",
            taken: "\(example.today)T08:00:00Z"
        )
        let facts = try account.facts("\(example.today)T08:00:00Z")
        let subject = try #require(facts.subjects("subscription").first)
        #expect(
            try facts.value("subscription", subject, "renewal") == .text(example.renewal)
        )
        #expect(try facts.value("subscription", subject, "running") == .bool(example.isRunning))
        #expect(try facts.value("subscription", subject, "due_on") == iso(example.due))
    }
}
