import CivilTime
import Foundation
import TestSupport

extension Machine {
    /// Where the packaged service keeps its things.
    static let inbox = "/var/lib/seatwarden/inbox"
    static let mail = "/var/lib/seatwarden/outbox/mail"
    /// Where the relay of the tests delivers to.
    static let maildir = "/var/lib/seatwarden-relay/maildir/new"

    private static let configuration = """
        organisation: Small Works
        timezone: Europe/Amsterdam
        folders:
          inbox: /var/lib/seatwarden/inbox
          outbox: /var/lib/seatwarden/outbox
          state: /var/lib/seatwarden/state
          reports: /var/lib/seatwarden/reports
          relay: /var/lib/seatwarden-relay
        inputs: { stable_for: 0s }
        contacts: { operators: [ops@example.com] }
        mail: { from: Seatwarden <seatwarden@example.com>, domain: example.com }
        relay: { transport: maildir, maildir: /var/lib/seatwarden-relay/maildir }

        """

    /// The day of the machine's clock, which nobody shifts here.
    static var today: Day {
        Instant(secondsSince1970: Int64(Date().timeIntervalSince1970)).utcDay
    }

    /// An installation as if it had just been made: services stopped, nothing known, one policy.
    func reset() throws {
        try run(
            """
            systemctl stop seatwarden seatwarden-relay
            systemctl reset-failed 'seatwarden*'
            journalctl --rotate --vacuum-time=1us >/dev/null 2>&1
            rm -rf /var/lib/seatwarden /var/lib/seatwarden-relay /etc/seatwarden
            systemd-tmpfiles --create seatwarden.conf
            mkdir /etc/seatwarden/policies
            """
        )
        try write(Self.configuration, to: "/etc/seatwarden/config.yaml")
        try write(
            "policy: idle-seats\nuse: shipped/idle-seats\n",
            to: "/etc/seatwarden/policies/idle.yaml"
        )
    }

    /// Drops the exports of a team with one idle seat, from which two mails come.
    func dropExports() throws {
        let yesterday = Self.today.adding(-1)
        let team = Team(people: [
            .init(name: "Ada", role: "Primary admin", used: [yesterday.adding(-4)]),
            .init(name: "Bob", used: [yesterday.adding(-200)]),
        ])
        let exports = [
            ("usage_report", team.usageReport(of: yesterday)), ("users", team.users(of: yesterday)),
        ]
        for (name, export) in exports {
            try write(export.sidecar, to: "\(Self.inbox)/\(name).csv.source.json")
            // Under its name only when it is whole: the daemon looks at once.
            try write(export.text, to: "\(Self.inbox)/.\(name).csv")
            try run("mv \(Self.inbox)/.\(name).csv \(Self.inbox)/\(name).csv")
        }
    }

    /// Runs a program as a service's user, outside of its unit.
    func run(_ command: String, as user: String) throws -> Program.Outcome {
        try run("setpriv --reuid=\(user) --regid=seatwarden-mail --init-groups \(command)")
    }
}
