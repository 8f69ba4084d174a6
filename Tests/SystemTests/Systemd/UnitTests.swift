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

    // MARK: - Rights

    @Test func `the units are sound, and exposed as little as promised`() throws {
        let units = ["seatwarden", "seatwarden-relay"]
        for unit in units {
            #expect(try machine.run("systemd-analyze verify --man=no \(unit).service").text == "")
        }
        for (unit, tenths) in zip(units, [3, 11]) {
            // As they are shipped, without what the tests added.
            let path = "/usr/lib/systemd/system/\(unit).service"
            let command = "systemd-analyze security --offline=true --no-pager"
            let outcome = try machine.run("\(command) --threshold=\(tenths) \(path)")
            #expect(outcome.status == 0, "\(outcome.output.suffix(200))")
            // The threshold can be missed.
            #expect(try machine.run("\(command) --threshold=1 \(path)").status == 1)
        }
    }

    @Test func `folders have the users, groups and modes of the protocol`() throws {
        try machine.dropExports()
        try machine.run("systemctl start seatwarden seatwarden-relay")
        #expect(try machine.waits(until: "[ -n \"$(ls \(Machine.maildir))\" ]"))
        try machine.run("systemctl stop seatwarden seatwarden-relay")
        let folders = try machine.output(
            "cd /var/lib && find seatwarden seatwarden-relay -maxdepth 3 -type d -printf '%p %m %u %g\\n' "
                + "| grep -v maildir | sort"
        )
        #expect(
            folders == """
                seatwarden 711 seatwarden seatwarden-mail
                seatwarden-relay 700 seatwarden-relay seatwarden-mail
                seatwarden/inbox 2770 seatwarden seatwarden-drop
                seatwarden/inbox/done 2750 seatwarden seatwarden-drop
                seatwarden/inbox/refused 2770 seatwarden seatwarden-drop
                seatwarden/outbox 711 seatwarden seatwarden-mail
                seatwarden/outbox/actions 711 seatwarden seatwarden-mail
                seatwarden/outbox/actions/decisions 3770 seatwarden seatwarden-approvers
                seatwarden/outbox/actions/done 2750 seatwarden seatwarden-approvers
                seatwarden/outbox/actions/new 2750 seatwarden seatwarden-approvers
                seatwarden/outbox/actions/rejected 2750 seatwarden seatwarden-approvers
                seatwarden/outbox/actions/tmp 2750 seatwarden seatwarden-approvers
                seatwarden/outbox/mail 2750 seatwarden seatwarden-mail
                seatwarden/outbox/mail/corrupt 2770 seatwarden seatwarden-mail
                seatwarden/outbox/mail/cur 2770 seatwarden seatwarden-mail
                seatwarden/outbox/mail/failed 2770 seatwarden seatwarden-mail
                seatwarden/outbox/mail/held 2770 seatwarden seatwarden-mail
                seatwarden/outbox/mail/new 2770 seatwarden seatwarden-mail
                seatwarden/outbox/mail/sent 2770 seatwarden seatwarden-mail
                seatwarden/outbox/mail/tmp 700 seatwarden seatwarden-mail
                seatwarden/reports 700 seatwarden seatwarden-mail
                seatwarden/state 700 seatwarden seatwarden-mail
                """
        )
        let files = try machine.output(
            "cd /var/lib/seatwarden && find state/state.db outbox -type f -printf '%m %u %g %h\\n' | sort -u"
        )
        #expect(
            files == """
                600 seatwarden seatwarden-mail state
                640 seatwarden seatwarden-approvers outbox/actions/new
                660 seatwarden seatwarden-mail outbox/mail/sent
                """
        )
    }

    @Test func `the relay moves mails and can read neither state nor inbox`() throws {
        try machine.dropExports()
        try machine.run("systemctl start seatwarden seatwarden-relay")
        #expect(try machine.waits(until: "[ -n \"$(ls \(Machine.mail)/sent)\" ]"))
        let sees = { (path: String) in
            try machine.run("ls \(path)", as: "seatwarden-relay").status == 0
        }
        #expect(try sees("\(Machine.mail)/sent"))
        for path in ["state", "inbox", "reports", "outbox/actions/new"] {
            #expect(try !sees("/var/lib/seatwarden/\(path)"), "\(path)")
        }
        // Only one of them lives in the machine's network.
        let network = { (process: String) in try machine.output("readlink /proc/\(process)/ns/net")
        }
        #expect(
            try network(machine.property("MainPID", of: "seatwarden-relay")) == network("1")
        )
        #expect(try network(machine.property("MainPID", of: "seatwarden")) != network("1"))
        // Nor the other way round.
        let ledger = try machine.run("ls /var/lib/seatwarden-relay", as: "seatwarden")
        #expect(ledger.status != 0)
    }

    @Test(arguments: [
        ("seatwarden", "network: no, state: yes, mail: yes, etc: no, shell: no"),
        ("seatwarden-relay", "network: yes, state: no, mail: yes, etc: no, shell: no"),
    ])
    func `what the sandbox allows is tried and not only read`(unit: String, expected: String) throws
    {
        // The unit as it is, but for the program: bash, which may run itself and nothing else.
        let probe = """
            try() { if ( eval "$2" ) 2>/dev/null; then echo -n "$1: yes"; else echo -n "$1: no"; fi; }
            # Refused by the other side is reached.
            try network '[[ $( { exec 3<>/dev/tcp/127.0.0.1/9; } 2>&1 ) == *refused* ]]'
            echo -n ', '; try state 'echo x > /var/lib/seatwarden/state/probe'
            echo -n ', '; try mail 'echo x > /var/lib/seatwarden/outbox/mail/new/.probe'
            echo -n ', '; try etc 'echo x > /etc/seatwarden/probe'
            echo -n ', '; try shell '/usr/bin/true'
            """
        try machine.write(probe, to: "/usr/lib/probe")
        try machine.run(
            """
            sed -e 's/^Type=.*/Type=oneshot/' -e '/^ExecReload/d' -e '/^Restart/d' -e '/^Watchdog/d' \
                -e 's|^ExecStart=.*|ExecStart=/usr/bin/bash /usr/lib/probe|' \
                -e 's|^ExecPaths=.*|& /usr/bin/bash|' \
                /usr/lib/systemd/system/\(unit).service > /run/systemd/system/probe.service
            rm -f /var/lib/seatwarden/outbox/mail/new/.probe
            systemctl daemon-reload
            systemctl start probe
            """
        )
        let answer = try machine.journal(of: "probe")
        #expect(answer.contains(expected), "\(answer)")
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
        #expect(try machine.journal(of: "seatwarden").contains("policies/mine.yaml:2:"))
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
            let lines = try machine.journal(of: unit, "-o json _TRANSPORT=stdout")
                .split(separator: "\n")
            #expect(!lines.isEmpty, "\(unit)")
            for line in lines {
                let entry = try #require(
                    try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                )
                let message = try #require(entry["MESSAGE"] as? String)
                priorities.insert(try #require(entry["PRIORITY"] as? String))
                #expect(!message.contains("@"), "\(message)")
                #expect(!message.contains("thread priority"))
            }
        }
        // A refused file is a warning, a cycle is not.
        #expect(priorities.isSuperset(of: ["4", "6"]), "\(priorities.sorted())")
    }
}
