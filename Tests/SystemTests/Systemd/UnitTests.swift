import CivilTime
import Foundation
import TestSupport
import Testing

/// The units on a real systemd: what they promise of starting, reloading, hanging and stopping.
///
/// One machine, one test after the other; each begins with a fresh installation.
@Suite(
    .serialized,
    .enabled(if: Machine.refusal == nil, Comment(rawValue: Machine.refusal ?? "")),
    .onMachine
)
struct UnitTests {
    private let machine: Machine

    init() throws {
        machine = try #require(Machine.current)
        try machine.reset()
    }

    // MARK: - Starting and stopping

    @Test func `ready is said after what a killed run left behind is published`() throws {
        try #require(Killer.shared != nil, "\(Killer.need)")
        try machine.dropExports()
        let killed = try machine.run(
            "/usr/lib/killat rename /usr/bin/seatwarden once --config /etc/seatwarden/config.yaml",
            as: "seatwarden"
        )
        #expect(killed.status == 128 + SIGKILL, "\(killed.text)")
        #expect(try machine.names(in: "\(Machine.mail)/new") == [])
        let start = try machine.run("systemctl start seatwarden")
        let journal = try machine.journal(of: "seatwarden")
        #expect(start.status == 0, "\(start.text)\n\(journal)")
        #expect(try machine.names(in: "\(Machine.mail)/new").count == 2)
        #expect(
            try machine.waits(until: "systemctl status seatwarden | grep -q 'Status: .*1 policy'")
        )
    }

    @Test func `a second start finds nothing to double`() throws {
        try machine.dropExports()
        try machine.run("systemctl start seatwarden")
        #expect(try machine.waits(until: "[ $(ls \(Machine.mail)/new | wc -l) = 2 ]"))
        let mails = try machine.names(in: "\(Machine.mail)/new")
        for _ in 0..<2 {
            #expect(try machine.run("systemctl restart seatwarden").status == 0)
            #expect(try machine.names(in: "\(Machine.mail)/new") == mails)
        }
        // The same exports again are no news either.
        try machine.dropExports()
        #expect(try machine.waits(until: "! ls \(Machine.inbox)/*.csv 2>/dev/null"))
        #expect(try machine.names(in: "\(Machine.mail)/new") == mails)
    }

    @Test func `a hang is ended by the watchdog, and the service goes on`() throws {
        try machine.run("systemctl start seatwarden")
        let process = try machine.property("MainPID", of: "seatwarden")
        try machine.run("kill -STOP \(process)")
        #expect(
            try machine.waits(
                until: "[ \"$(systemctl show -p NRestarts --value seatwarden)\" = 1 ] "
                    + "&& systemctl is-active seatwarden"
            )
        )
        #expect(try machine.property("MainPID", of: "seatwarden") != process)
        #expect(try machine.journal(of: "seatwarden").contains("result 'watchdog'"))
    }

    @Test func `a mistake at the start is said, and not tried again and again`() throws {
        try machine.write("policy: [\n", to: "/etc/seatwarden/policies/broken.yaml")
        #expect(try machine.run("systemctl start seatwarden").status != 0)
        #expect(try machine.property("NRestarts", of: "seatwarden") == "0")
        #expect(try machine.property("ExecMainStatus", of: "seatwarden") == "78")
        #expect(try machine.journal(of: "seatwarden").contains("policies/broken.yaml:"))
    }

    @Test func `a stop in the middle of a cycle takes less than two seconds`() throws {
        try machine.run("systemctl start seatwarden")
        let day = Machine.today.adding(-1)
        let crowd = Team(
            people: (0..<150_000).map {
                .init(
                    name: "P\($0)",
                    role: $0 == 0 ? "Primary admin" : "User",
                    used: [day.adding(-4)]
                )
            }
        )
        try machine.write(crowd.usageReport(of: day).text, to: "\(Machine.inbox)/.crowd.csv")
        try machine.run("mv \(Machine.inbox)/.crowd.csv \(Machine.inbox)/crowd.csv")
        // It has begun to read, and is far from the end.
        let process = try machine.property("MainPID", of: "seatwarden")
        #expect(
            try machine.waits(
                until: "ls -l /proc/\(process)/fd 2>/dev/null | grep -q crowd.csv "
                    + "|| [ $(ps -o cputimes= -p \(process)) -ge 1 ]"
            )
        )
        let begun = ContinuousClock.now
        #expect(try machine.run("systemctl stop seatwarden").status == 0)
        #expect(begun.duration(to: .now) < .seconds(2))
        #expect(try machine.property("Result", of: "seatwarden") == "success")
        #expect(try machine.names(in: Machine.inbox).contains("crowd.csv"), "the cycle was over")
    }

    // MARK: - Reloading

    @Test func `a reload with a mistake fails visibly and keeps what is in force`() throws {
        try machine.run("systemctl start seatwarden")
        let process = try machine.property("MainPID", of: "seatwarden")
        try machine.write(
            "policy: mine\nuse: shipped/idle-seat\n",
            to: "/etc/seatwarden/policies/mine.yaml"
        )
        #expect(try machine.run("systemctl reload seatwarden").status != 0)
        #expect(try machine.property("ActiveState", of: "seatwarden") == "active")
        #expect(try machine.property("MainPID", of: "seatwarden") == process)
        let journal = try machine.journal(of: "seatwarden")
        #expect(journal.contains("policies/mine.yaml:2:"))
        // What the files say may be of people: the journal has the place and the kind alone.
        #expect(!journal.contains("shipped/idle-seat"), "\(journal)")
        // The old set is in force: it finds the idle seat.
        try machine.dropExports()
        #expect(try machine.waits(until: "[ -n \"$(grep -l 'idle seat' \(Machine.mail)/new/*)\" ]"))
    }

    @Test func `a reload with a good change is taken`() throws {
        let idle = "/etc/seatwarden/policies/idle.yaml"
        let alerts =
            "setpriv --reuid=seatwarden --regid=seatwarden-mail --init-groups "
            + "seatwarden alerts list --policy idle-seats --format csv | grep -q North/bob@"
        try machine.dropExports()
        try machine.write(
            "policy: idle-seats\nuse: shipped/idle-seats\nparameters: { idle_days: 300 }\n",
            to: idle
        )
        try machine.run("systemctl start seatwarden")
        #expect(try machine.waits(until: "! ls \(Machine.inbox)/*.csv 2>/dev/null"))
        #expect(try machine.run(alerts).status != 0)
        try machine.write("policy: idle-seats\nuse: shipped/idle-seats\n", to: idle)
        let reload = try machine.run("systemctl reload seatwarden")
        #expect(reload.status == 0, "\(reload.text)")
        #expect(try machine.waits(until: alerts))
    }

    // MARK: - From nothing to the first mail

    @Test func `after install and init, a dropped export becomes a mail`() throws {
        try machine.run("rm -r /etc/seatwarden/*")
        let made = try machine.run("seatwarden init /etc/seatwarden --operator ops@example.com")
        #expect(made.status == 0, "\(made.text)")
        let check = try machine.run("seatwarden check", as: "seatwarden")
        #expect(check.status == 0, "\(check.text)")
        // Not to wait for ten seconds.
        try machine.run("sed -i 's/^inputs:$/&\\n  stable_for: 0s/' /etc/seatwarden/config.yaml")
        let maildir = try machine.output(
            "sed -n 's/^  maildir: //p' /etc/seatwarden/config.yaml"
        )
        #expect(maildir.hasPrefix("/var/lib/seatwarden-relay/"))
        #expect(try machine.run("systemctl start seatwarden seatwarden-relay").status == 0)
        try machine.dropExports()
        #expect(
            try machine.waits(
                until: "[ -n \"$(grep -l 'idle seat' \(maildir)/new/* 2>/dev/null)\" ]"
            )
        )
    }

    // MARK: - The journal

    @Test func `journal lines have priorities, and no address in them`() throws {
        try machine.dropExports()
        try machine.write("this,is\nno,export of bob@example.com\n", to: "\(Machine.inbox)/n.csv")
        try machine.run("systemctl start seatwarden seatwarden-relay")
        #expect(try machine.waits(until: "[ -n \"$(ls \(Machine.mail)/sent)\" ]"))
        try machine.run("systemctl stop seatwarden seatwarden-relay")
        var priorities: Set<String> = []
        for unit in ["seatwarden", "seatwarden-relay"] {
            // Of its processes, on any way: not what systemd says of them.
            let own = "_SYSTEMD_UNIT=\(unit).service"
            let lines = try machine.output("journalctl --sync; journalctl -q -o json \(own)")
                .split(separator: "\n")
            #expect(!lines.isEmpty, "\(unit)")
            for line in lines {
                let entry = try #require(
                    try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                )
                let message = try #require(entry["MESSAGE"] as? String)
                priorities.insert(try #require(entry["PRIORITY"] as? String))
                #expect(!message.contains("@"), "\(message)")
                // What libraries say of themselves interests nobody who reads a journal.
                #expect(!message.contains("thread priority"))
            }
        }
        // A refused file is a warning, a cycle is not.
        #expect(priorities.isSuperset(of: ["4", "6"]), "\(priorities.sorted())")
    }
}
