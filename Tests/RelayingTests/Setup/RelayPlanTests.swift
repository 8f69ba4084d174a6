import Diagnostics
import Networking
import Relaying
import Settings
import Testing

@Suite struct RelayPlanTests {
    private func read(
        _ text: String,
        at path: String = "/etc/seatwarden/config.yaml",
        hostName: String = "post.example.com"
    ) -> (plan: RelayPlan?, messages: [String]) {
        let source = SourceText(name: "config.yaml", text: text)
        let result = RelayPlan.read(source, at: path, hostName: hostName)
        return (result.plan, result.diagnostics.sorted.map(\.description))
    }

    private func server(_ text: String, hostName: String = "post.example.com") -> SMTPServer? {
        guard case .smtp(let server, _) = read(text, hostName: hostName).plan?.way else {
            return nil
        }
        return server
    }

    @Test func `paths are relative to the configuration`() {
        let plan = read("relay: { transport: maildir, maildir: ../mails, uncertain: hold }\n").plan
        #expect(plan?.outbox == "/etc/seatwarden/outbox")
        #expect(plan?.ledgerFolder == "/etc/seatwarden/relay")
        #expect(plan?.way == .maildir("/etc/mails"))
        #expect(plan?.uncertain == .hold)
    }

    @Test func `the Maildir lies beside the configuration unless it is named`() {
        let text = "relay: { transport: maildir }\n"
        #expect(read(text).plan?.way == .maildir("/etc/seatwarden/maildir"))
        #expect(read(text, at: "config.yaml").plan?.way == .maildir("maildir"))
    }

    @Test func `a program of the host is where hosts have it, unless it is named`() {
        #expect(
            read("relay: { transport: sendmail }\n").plan?.way == .sendmail("/usr/sbin/sendmail")
        )
        #expect(
            read("relay: { transport: sendmail, sendmail: bin/send }\n").plan?.way
                == .sendmail("/etc/seatwarden/bin/send")
        )
    }

    @Test func `a mail server is read with all that it needs`() {
        let plan = read(
            """
            relay:
              { host: mail.example.com, port: 465, tls: implicit, user: seatwarden, auth: xoauth2,
                password_file: token, ca_file: ca.pem, helo: relay.example.com }

            """
        ).plan
        let server = SMTPServer(
            host: "mail.example.com",
            port: 465,
            protection: .implicitTLS,
            hello: "relay.example.com",
            authorities: "/etc/seatwarden/ca.pem"
        )
        guard case .smtp(server, let login) = plan?.way else {
            Issue.record("\(String(describing: plan))")
            return
        }
        #expect(login?.user == "seatwarden")
        #expect(login?.method == .xoauth2)
        #expect(login?.secretName == "token")
        #expect(login?.secretFile == "/etc/seatwarden/token")
    }

    @Test func `a server needs TLS on the port for mail, and no login, unless it is said`() {
        #expect(
            read("relay: { host: mail.example.com }\n").plan?.way
                == .smtp(
                    SMTPServer(
                        host: "mail.example.com",
                        port: 587,
                        protection: .startTLS,
                        hello: "post.example.com"
                    ),
                    nil
                )
        )
    }

    @Test(arguments: [
        ("post.example.com", "example.org", "post.example.com"),
        ("post", "example.org", "example.org"),
        ("post", "localhost", "post"),
        ("a host!", "localhost", "localhost"),
        ("a host.!", "example.org", "example.org"),
    ])
    func `the relay introduces itself with a whole name where there is one`(
        host: String,
        domain: String,
        hello: String
    ) {
        let text = "mail: { domain: \(domain) }\nrelay: { host: mail.example.com }\n"
        #expect(server(text, hostName: host)?.hello == hello)
    }

    @Test func `without a server there is no SMTP`() {
        let result = read("relay: { transport: smtp }\n")
        #expect(result.plan == nil)
        #expect(result.messages.first?.contains("relay.host is missing") == true)
    }

    @Test func `a mistake in the configuration stops the relay`() {
        let result = read("relay: { transport: maildir, uncertian: hold }\n")
        #expect(result.plan == nil)
        #expect(result.messages.first?.contains("did you mean 'uncertain'?") == true)
    }
}
