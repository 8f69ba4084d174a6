import CivilTime
import Foundation
import TestSupport
import Testing

/// `seatwarden run` as a service manager and a person see it.
@Suite(.serialized) struct RunTests {
    /// Yesterday: exports are made the day before they are dropped.
    private static let yesterday = Day(
        daysSince1970: Int32(Date().timeIntervalSince1970 / 86_400) - 1
    )

    private func company(_ configuration: String = Company.smallConfiguration) throws -> Company {
        try Company(
            configuration,
            policies: ["idle.yaml": "policy: idle-seats\nuse: shipped/idle-seats\n"]
        )
    }

    private func drop(_ company: Company) throws {
        let team = Team(people: [
            .init(name: "Ada", role: "Primary admin", used: [Self.yesterday.adding(-3)]),
            .init(name: "Bob", used: [Self.yesterday.adding(-200)]),
        ])
        // As a browser does: the finished file gets its name last.
        let report = team.usageReport(of: Self.yesterday)
        let users = team.users(of: Self.yesterday)
        for (name, export) in [("report.csv", report), ("users.csv", users)] {
            try company.write(export.sidecar, to: "inbox/\(name).source.json")
            try company.write(export.text, to: "inbox/\(name).part")
        }
        for name in ["report.csv", "users.csv"] {
            try FileManager.default.moveItem(
                atPath: company.path("inbox/\(name).part"),
                toPath: company.path("inbox/\(name)")
            )
        }
    }

    private func mails(_ company: Company) -> [String] { company.names(in: "outbox/mail/new") }

    @Test func `it starts, takes what is dropped, publishes, and stops when it is asked to`() throws
    {
        let company = try company()
        let service = try RunningProgram(in: company)
        try service.wait(for: "READY=1")
        let first = try service.status()
        #expect(first.hasPrefix("STATUS=Waiting; 1 policy, 0 alerts firing; last looked "))
        #expect(first.contains("; next look "))
        try drop(company)
        #expect(eventually { mails(company).contains { $0.hasSuffix(".eml") } }, "\(service.log)")
        #expect(eventually { company.names(in: "inbox") == ["done", "refused"] })
        #expect(eventually { service.log.contains("new alert") }, "\(service.log)")
        // Nothing of a person in the log.
        #expect(!service.log.contains("example.com") && !service.log.contains("report.csv"))
        let end = service.end()
        #expect(end.status == 0)
        #expect(end.time < .seconds(2))
        #expect(service.log.hasSuffix("stopped\n"), "\(service.log)")
    }

    @Test func `a second one is told who works here, and ends with 75`() throws {
        let company = try company()
        let service = try RunningProgram(in: company)
        try service.status()
        let second = try RunningProgram(in: company)
        #expect(second.ended() == 75)
        #expect(second.log.contains("another seatwarden (process "))
        #expect(service.end().status == 0)
    }

    @Test func `a reload with a mistake keeps the old set, says so, and mails it once`() throws {
        let company = try company()
        let service = try RunningProgram(in: company)
        try service.status()
        try company.write("policy: x\nresource: ada-byron\nexpr: true\n", to: "policies/x.yaml")
        for _ in 0..<2 {
            service.send(SIGHUP)
            try service.wait(for: "RELOADING=1")
            let status = try service.status()
            #expect(status.contains("1 policy"))
            #expect(status.contains("and the old set stays in force (seatwarden check)"))
            try service.wait(for: "READY=1")
        }
        // Where and what kind; what the file says may be of a person.
        #expect(service.log.contains("error: policies/x.yaml:2:11: error: ["), "\(service.log)")
        #expect(service.log.contains("(seatwarden check shows them)"))
        #expect(!service.log.contains("ada-byron"), "\(service.log)")
        #expect(mails(company).count == 1)
        let mail = SpooledMail(
            bytes: try #require(try company.files(in: "outbox/mail/new").first?.value)
        )
        #expect(mail.header("Subject")?.contains("the old set stays in force") == true)
        let brief = try company.seatwarden("check", "--brief")
        #expect(brief.output.contains("policies/x.yaml:2:11: error: ["))
        #expect(!brief.output.contains("ada-byron"))
        let said = try company.seatwarden("status").output
        #expect(said.contains(". the daemon refused the changes of "))
        #expect(said.components(separatedBy: "policies/x.yaml:2:11: error: ").count == 2)
        #expect(!said.contains("no cycle starts"))
        #expect(said.contains("is in force; the changed files have 1 mistake\n"))
        // Mended, they are in force.
        try company.remove("policies/x.yaml")
        service.send(SIGHUP)
        #expect(try !service.status().contains("stays in force"))
        #expect(mails(company).count == 1)
        #expect(service.end().status == 0)
    }

    @Test func `changed files are taken up by themselves, all or none`() throws {
        let company = try company()
        let service = try RunningProgram(in: company)
        try service.status()
        try company.write("policy: x\nuse: shipped/leaver-seats\n", to: "policies/more.part")
        try FileManager.default.moveItem(
            atPath: company.path("policies/more.part"),
            toPath: company.path("policies/more.yaml")
        )
        try service.status("Waiting; 2 policies")
        #expect(service.log.contains("reload: 2 policies are in force"))
    }

    @Test func `policies that cannot be listed are a refused change, and the work goes on`() throws
    {
        let company = try company()
        let service = try RunningProgram(in: company)
        try service.status()
        try FileManager.default.moveItem(
            atPath: company.path("policies"),
            toPath: company.path("away")
        )
        try company.write("", to: "policies")
        try service.status("Waiting; 1 policy, 0 alerts firing; the changed files have 1 mistake")
        #expect(service.log.contains("reload refused"), "\(service.log)")
        try drop(company)
        #expect(eventually { service.log.contains("new alert") }, "\(service.log)")
        try company.remove("policies")
        try FileManager.default.moveItem(
            atPath: company.path("away"),
            toPath: company.path("policies")
        )
        service.send(SIGHUP)
        try service.wait(for: "RELOADING=1")
        #expect(try !service.status().contains("stays in force"))
        #expect(service.end().status == 0)
    }

    @Test func `other folders need another start`() throws {
        let company = try company()
        let service = try RunningProgram(in: company)
        try service.status()
        try company.write(
            Company.smallConfiguration + "folders: { inbox: elsewhere }\n",
            to: "config.yaml"
        )
        service.send(SIGHUP)
        #expect(try service.status().contains("the old set stays in force"))
        #expect(service.log.contains("folders cannot change while seatwarden runs; restart it"))
        #expect(!company.exists("elsewhere"))
    }

    @Test func `looking again and again at nothing new writes nothing`() throws {
        let company = try company()
        try drop(company)
        let service = try RunningProgram(in: company)
        try service.status()
        // What the cycle itself has moved is hinted at, and looked at once more.
        #expect(eventually { company.names(in: "inbox") == ["done", "refused"] })
        service.send(SIGHUP)
        try service.wait(for: "RELOADING=1")
        try service.status()
        let logs = Set(company.names(in: "").filter { $0.hasPrefix("run-") })
        let before = try company.tree("", except: logs)
        for _ in 0..<5 {
            service.send(SIGHUP)
            try service.wait(for: "RELOADING=1")
            try service.status()
        }
        #expect(try company.tree("", except: logs).differences(from: before) == [])
        #expect(service.end().status == 0)
    }

    @Test func `killed and started again it doubles nothing`() throws {
        let company = try company()
        try drop(company)
        let service = try RunningProgram(in: company)
        #expect(eventually { mails(company).count == 1 }, "\(service.log)")
        service.send(SIGKILL)
        #expect(service.ended() == -SIGKILL)
        let before = try company.files(in: "outbox/mail/new")
        for _ in 0..<2 {
            let next = try RunningProgram(in: company)
            try next.status()
            next.send(SIGKILL)
            _ = next.ended()
        }
        #expect(try company.files(in: "outbox/mail/new") == before)
        #expect(company.names(in: "outbox/actions/new").count == 1)
    }

    @Test func `in the middle of a long cycle it stops within two seconds, with nothing half done`()
        throws
    {
        let company = try company()
        for number in 0..<400 {
            let people = (0..<200).map { Team.Person(name: "P\(number)x\($0)") }
            let users = Team(name: "Team \(number)", people: people).users(of: Self.yesterday)
            try company.drop(users.text, as: "users_\(number).csv", sidecar: users.sidecar)
        }
        let service = try RunningProgram(
            in: company,
            environment: ["WATCHDOG_USEC": "60000000"]
        )
        try service.wait(for: "READY=1")
        // A sign of life for each file: some are read, most are not.
        for _ in 0..<30 { try service.wait(for: "WATCHDOG=1") }
        let end = service.end()
        #expect(end.status == 0, "\(service.log)")
        #expect(end.time < .seconds(2))
        #expect(company.names(in: "inbox").count == 802)
        #expect(company.names(in: "inbox/done") == [])
    }

    @Test func `when the outbox is away it says so, and goes on when it is back`() throws {
        let company = try company()
        let service = try RunningProgram(in: company)
        try service.status()
        try FileManager.default.moveItem(
            atPath: company.path("outbox"),
            toPath: company.path("away")
        )
        // A file stands in its place, so that it cannot be made anew.
        try company.write("", to: "outbox")
        try drop(company)
        try service.status("Degraded: ")
        try company.remove("outbox")
        try FileManager.default.moveItem(
            atPath: company.path("away"),
            toPath: company.path("outbox")
        )
        #expect(eventually { mails(company).count == 1 }, "\(service.log)")
        try service.status()
        #expect(service.end().status == 0)
    }

    @Test func `a refused reload is known after a failure in between`() throws {
        let company = try company()
        let service = try RunningProgram(in: company)
        try service.status()
        func lastReload() throws -> [String: Any]? {
            let status = try company.seatwarden("status", "--json").json()
            return (status["policies"] as? [String: Any])?["last_reload"] as? [String: Any]
        }
        #expect(try lastReload()?["taken"] as? Bool == true)
        try company.write("policy: x\n", to: "policies/x.yaml")
        try service.reload()
        let refused = try #require(try lastReload())
        #expect(refused["taken"] as? Bool == false)
        try FileManager.default.moveItem(
            atPath: company.path("outbox"),
            toPath: company.path("away")
        )
        try company.write("", to: "outbox")
        service.send(SIGHUP)
        try service.status("Degraded: ")
        try company.remove("outbox")
        try FileManager.default.moveItem(
            atPath: company.path("away"),
            toPath: company.path("outbox")
        )
        try service.status()
        let after = try #require(try lastReload())
        #expect(after["taken"] as? Bool == false)
        #expect(after["at"] as? String == refused["at"] as? String)
        #expect(service.end().status == 0)
    }

    @Test func `a clock that stands before the last cycle is waited for`() throws {
        let company = try company()
        try company.once(at: "2099-01-01T08:00:00Z")
        try drop(company)
        let service = try RunningProgram(in: company)
        try service.status("Waiting for the clock: the last cycle was at 2099-01-01T08:00:00Z")
        #expect(company.names(in: "inbox").contains("report.csv"))
        #expect(service.end().status == 0)
    }

    @Test func `what can never work ends at once with its code`() throws {
        let broken = try company()
        try broken.write("policy: x\nuse: ada-byron\n", to: "policies/x.yaml")
        let service = try RunningProgram(in: broken)
        #expect(service.ended() == 78)
        #expect(service.log.contains("policies/x.yaml:2:6: error: ["), "\(service.log)")
        #expect(!service.log.contains("ada-byron"), "\(service.log)")
        let empty = try company()
        try empty.remove("config.yaml")
        #expect(try RunningProgram(in: empty).ended() == 66)
    }

    @Test func `the program is linked with no network library`() throws {
        let ldd = try #require(Program.installed("ldd"))
        let linked = try ldd.run([Program("seatwarden").path]).output
        for library in ["libcurl", "libssl", "libnghttp2", "FoundationNetworking"] {
            #expect(!linked.contains(library), "\(linked)")
        }
    }

    @Test(.enabled(if: Tracing.program != nil, Comment(rawValue: Tracing.need)))
    func `it opens no network socket and starts no program`() throws {
        let company = try company()
        try drop(company)
        let strace = try #require(Tracing.program)
        let trace = company.path("trace")
        let service = try RunningProgram(
            in: company,
            through: [strace.path, "-f", "-qq", "-e", "trace=socket,execve", "-o", trace]
        )
        try service.status()
        #expect(eventually { mails(company).count == 1 }, "\(service.log)")
        // The tracer ends with the program, and not by a signal.
        let process = try #require(Int32(company.text("state/lock").dropLast()))
        kill(process, SIGTERM)
        #expect(service.ended() == 0)
        let calls = try company.text("trace").split(separator: "\n")
        let sockets = calls.filter { $0.contains("socket(") }
        #expect(!sockets.isEmpty)
        #expect(sockets.allSatisfy { $0.contains("AF_UNIX") }, "\(sockets)")
        #expect(calls.count { $0.contains("execve(") } == 1)
    }
}
