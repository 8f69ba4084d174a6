import CivilTime
import Foundation
import TestSupport
import Testing

/// The sign of life over a season: once for each occurrence, whatever runs in between.
@Suite struct HeartbeatTests {
    private func company(_ schedule: String?) throws -> Company {
        let heartbeat = schedule.map { ", heartbeat: \($0)" } ?? ""
        return try Company(
            Company.smallConfiguration.replacing(", heartbeat: null", with: heartbeat)
        )
    }

    /// The moments of the cycles that wrote a mail, with its subject.
    private func story(_ company: Company, _ moments: [String]) throws -> [String] {
        try moments.flatMap { moment in
            let outcome = try company.once(at: moment, "--json")
            #expect(outcome.status == 0, "\(outcome.errors)")
            try company.relay()
            return try outcome.mails().map { "\(moment) \($0.split(separator: ": ")[1])" }
        }
    }

    @Test func `over a quarter of weekly cycles it comes once a month`() throws {
        let company = try company(nil)
        let mondays = (0..<13).map { week in
            "\(Day.written("2026-08-31").adding(7 * week))T08:00:00Z"
        }
        #expect(
            try story(company, mondays) == [
                "2026-08-31T08:00:00Z Seatwarden is set up, but no policy is in force",
                "2026-09-07T08:00:00Z Seatwarden is running, but no policy is in force",
                "2026-10-05T08:00:00Z Seatwarden is running, but no policy is in force",
                "2026-11-02T08:00:00Z Seatwarden is running, but no policy is in force",
            ]
        )
        #expect(company.names(in: "outbox/mail/sent").count == 4)
    }

    @Test func `around the change of clocks each day has one, at its hour`() throws {
        let company = try company("daily at 02:30")
        let told = try story(
            company,
            [
                "2026-10-24T00:00:00Z", "2026-10-24T00:30:00Z", "2026-10-25T00:29:59Z",
                // 02:30 comes twice on that day; the first one counts.
                "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T12:00:00Z",
                "2026-10-26T01:29:59Z", "2026-10-26T01:30:00Z",
            ]
        )
        #expect(
            told.map { $0.prefix(20) } == [
                "2026-10-24T00:00:00Z", "2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z",
                "2026-10-26T01:30:00Z",
            ]
        )
    }

    @Test func `months that were missed come as one, and say since when`() throws {
        let company = try company(nil)
        try company.once(at: "2026-05-20T08:00:00Z")
        try company.relay()
        let outcome = try company.once(at: "2026-11-24T08:00:00Z", "--json")
        let key = try #require(try outcome.keys(of: "mails").first)
        #expect(try outcome.keys(of: "mails").count == 1)
        let mail = try company.seatwarden("outbox", "show", key).output
        #expect(mail.contains("The next one is due on 1 Dec 2026."))
        // The mail of the first cycle was written after the occurrence that it answers.
        #expect(mail.contains("Since 1 May 2026: 1 mail beside this one (1 delivered)"))
    }

    @Test func `a second run of a killed cycle writes no second one`() throws {
        let company = try company(nil)
        try company.once(at: "2026-11-24T08:00:00Z")
        let before = try company.files(in: "outbox/mail/new")
        for _ in 1...2 { try company.once(at: "2026-11-24T08:00:00Z") }
        #expect(try company.files(in: "outbox/mail/new") == before)
        #expect(before.count == 1)
    }

    @Test func `without a heartbeat none comes, and check says what that means`() throws {
        let company = try company("null")
        #expect(try story(company, ["2026-08-31T08:00:00Z", "2026-12-01T08:00:00Z"]) == [])
        #expect(
            try company.seatwarden("check").output.contains(
                "without a heartbeat, silence may be health or a dead daemon"
            )
        )
    }
}
