import CivilTime
import Diagnostics
import Facts
import Foundation
import Platform
import Policies
import Settings
import Spooling
import Storage
import TestSupport

@testable import Cycle

/// The day of most cycles.
let today = Day.written("2026-11-24")
/// The moment of most cycles.
let now = Instant(today, secondOfDay: 8 * 3600)

/// A configuration without a heartbeat and policies in a folder of their own, as a person would write them.
struct Desk {
    static let configuration = """
        installation: test
        inputs: { stable_for: 0s }
        contacts: { operators: [ops@example.com] }
        mail: { from: Seatwarden <seatwarden@example.com>, domain: example.com, heartbeat: null }

        """
    /// The shipped policy about idle seats, as it is.
    static let idleSeats = "policy: idle-seats\nuse: shipped/idle-seats\n"

    /// The same, told to the operators at a schedule.
    static func idleSeats(toldAt schedule: String) -> String {
        idleSeats + "notify: [{ to: operators, schedule: \(schedule) }]\n"
    }

    let scratch: ScratchFolder

    init(_ configuration: String = Desk.configuration, policies: String = Desk.idleSeats) throws {
        scratch = try ScratchFolder()
        try scratch.write(configuration, to: "config.yaml")
        try scratch.write(policies, to: "policies/all.yaml")
        try scratch.write("", to: "inbox/.keep")
    }

    var path: String { scratch.path("config.yaml") }

    func workplace() throws -> Workplace {
        try Inspection(configuration: path, today: today).workplace(forService: true)
    }

    func inbox() throws -> Inbox { try Inbox(making: scratch.path("inbox")) }

    /// What a cycle takes in of what lies in the inbox.
    func take(
        into history: inout History,
        at now: Instant = now,
        held: [String: HeldFile] = [:]
    ) throws -> Taking {
        let inbox = try inbox()
        return try take(try inbox.scan().files, of: inbox, into: &history, at: now, held: held)
    }

    /// What a cycle takes in of some files.
    func take(
        _ files: [InboxFile],
        of inbox: Inbox,
        into history: inout History,
        at now: Instant = now,
        held: [String: HeldFile] = [:]
    ) throws -> Taking {
        var terms = TakingTerms(
            try workplace().configuration.inputs,
            now: now,
            zone: try workplace().zone
        )
        terms.held = held
        return try Taking(files.map { (inbox, $0) }, into: &history, terms)
    }

    func drop(_ text: String, as name: String, exported: String? = nil) throws {
        if let exported {
            try scratch.write(#"{"exported_at": "\#(exported)"}"#, to: "inbox/\(name).source.json")
        }
        try scratch.write(text, to: "inbox/\(name)")
    }

    /// Drops the report of a team in which one of two seats is idle on `today`.
    func dropIdleSeat() throws {
        try scratch.write(
            #"{"from": "2025-11-23", "to": "2026-11-22", "exported_at": "2026-11-23T06:00:00Z"}"#,
            to: "inbox/report.csv.source.json"
        )
        try scratch.write(Self.report, to: "inbox/report.csv")
        try drop(
            users("Ada", role: "Primary admin"),
            as: "users.csv",
            exported: "2026-11-23T06:00:00Z"
        )
    }

    private static let report = """
        email,first_name,last_name,team_alias,offering_name,seat_assignment,assigned_date,\
        user_activity,days_inactive,access_option,days_used,last_accessed
        ada@example.com,Ada,Person,North,AutoCAD,assigned,2025-01-02T09:00:00Z,active,,Subscription,90,2026-11-20
        bob@example.com,Bob,Person,North,AutoCAD,assigned,2025-01-02T09:00:00Z,inactive,150,Subscription,9,2026-06-25

        """

    /// The names in a folder, without hidden ones.
    func names(in folder: String) -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: scratch.path(folder))) ?? []
        return all.filter { !$0.hasPrefix(".") }.sorted()
    }
}

extension Session {
    /// A cycle at any moment on all that lies in the inbox.
    func cycle(inboxAt now: Instant) throws -> CycleReport {
        let view = try InboxView(
            inbox,
            stableFor: workplace.configuration.inputs.stableFor,
            Waiting(clock: RealClock.now, wait: RealClock.wait(seconds:))
        )
        return try cycle(view, now: now)
    }
}

extension Day {
    /// A day that a test writes out.
    static func written(_ text: String) -> Day {
        guard let day = Day(text) else { preconditionFailure("\(text) is no day") }
        return day
    }
}

/// A Users file of one person.
func users(_ name: String, role: String = "User", team: String = "North") -> String {
    """
    email,first_name,last_name,role,account_status,offering_name,team_alias
    \(name.lowercased())@example.com,\(name),Person,\(role),Active,AutoCAD,\(team)

    """
}
