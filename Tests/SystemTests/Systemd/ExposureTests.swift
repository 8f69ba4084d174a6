import Foundation
import TestSupport
import Testing

/// What the units may and may not do, on a real systemd.
@Suite(
    .serialized,
    .enabled(if: Machine.refusal == nil, Comment(rawValue: Machine.refusal ?? "")),
    .onMachine
)
struct ExposureTests {
    private let machine: Machine

    init() throws {
        machine = try #require(Machine.current)
        try machine.reset()
    }

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

    @Test func `every example of a drop-in is sound`() throws {
        let examples = [
            "one-server.conf": "seatwarden-relay", "password.conf": "seatwarden-relay",
            "sendmail.conf": "seatwarden-relay", "trusted-owners.conf": "seatwarden",
        ]
        let folder = "/usr/share/doc/seatwarden/examples"
        #expect(try machine.names(in: folder) == examples.keys.sorted())
        for (example, unit) in examples {
            let place = "/run/systemd/system/\(unit).service.d"
            let says = try machine.run(
                "install -D -m 644 -t \(place) \(folder)/\(example) && systemctl daemon-reload "
                    + "&& systemd-analyze verify --man=no \(unit).service; rm \(place)/\(example)"
            )
            #expect(says.text == "", "\(example)")
        }
        try machine.run("systemctl daemon-reload")
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
        ("seatwarden", "network: no, state: yes, mail: yes, etc: no, shell: no, password: no"),
        (
            "seatwarden-relay",
            "network: yes, state: no, mail: yes, etc: no, shell: no, password: yes"
        ),
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
            echo -n ', '; try password '[[ $(< $CREDENTIALS_DIRECTORY/smtp-password) == secret ]]'
            """
        try machine.write(probe, to: "/usr/lib/probe")
        try machine.run(
            """
            sed -e 's/^Type=.*/Type=oneshot/' -e '/^ExecReload/d' -e '/^Restart/d' -e '/^Watchdog/d' \
                -e 's|^ExecStart=.*|ExecStart=/usr/bin/bash /usr/lib/probe|' \
                -e 's|^ExecPaths=.*|& /usr/bin/bash|' \
                /usr/lib/systemd/system/\(unit).service > /run/systemd/system/probe.service
            rm -f /var/lib/seatwarden/outbox/mail/new/.probe
            install -d -m 700 /etc/credstore
            install -m 600 <(echo secret) /etc/credstore/seatwarden.smtp-password
            systemctl daemon-reload
            systemctl start probe
            """
        )
        let answer = try machine.journal(of: "probe")
        #expect(answer.contains(expected), "\(answer)")
    }
}
