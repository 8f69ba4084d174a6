import Foundation
import TestSupport
import Testing

/// The relay against aiosmtpd with TLS and logins: it delivers where all is as configured, and where
/// anything is not, nothing is sent, nothing is lost and the queue is on hold.
@Suite(.enabled(if: MailTools.shared != nil, Comment(rawValue: MailTools.need)))
struct ProtectedServerTests {
    let desk: MailDesk
    let tools: MailTools
    let certificates: Certificates

    init() throws {
        tools = try #require(MailTools.shared)
        desk = try MailDesk()
        certificates = try Certificates(in: desk.company.url.appending(path: "certificates"))
        try desk.writeSecret("s3cret pass:word\n", to: "password")
        try desk.spool("ab")
    }

    private static let login = ["--login", "seatwarden:s3cret pass:word"]
    private static let names = "DNS:localhost,IP:127.0.0.1"

    private func server(_ options: [String]) throws -> MailPeer {
        try MailPeer(
            aiosmtpd: tools,
            options: options,
            in: desk.company.url.appending(path: "server")
        )
    }

    /// A server with STARTTLS and a login, and a relay configured for it but for some lines.
    private func server(
        certificate: [String]? = nil,
        login: [String] = Self.login,
        configured lines: String...
    ) throws -> MailPeer {
        let shown = try certificate ?? certificates.certificate(for: Self.names)
        let peer = try server(["--tls", "starttls"] + shown + login)
        try configure(peer, lines)
        return peer
    }

    private func configure(_ peer: MailPeer, _ lines: [String]) throws {
        var settings = [
            "host": "localhost", "port": "\(peer.port)", "user": "seatwarden",
            "password_file": "password", "ca_file": certificates.authority,
        ]
        for line in lines {
            let words = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let value = words[1].trimmingCharacters(in: .whitespaces)
            settings[String(words[0])] = value.isEmpty ? nil : value
        }
        try desk.configure(settings.map { "\($0): \($1)" }.sorted())
    }

    private func expectAllDelivered(by peer: MailPeer) throws {
        let outcome = try desk.once()
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(desk.places == "sent:ab")
        // A mail that put the queue on hold goes last.
        #expect(Set(peer.mails) == [try desk.expected("a"), try desk.expected("b")])
        #expect(peer.mails.count == 2)
    }

    /// Nothing was sent, nothing is lost, a person is told why, and mending it and a release help.
    private func expectHold(because words: String, at peer: MailPeer) throws {
        let outcome = try desk.once()
        #expect(outcome.status == 69, "\(outcome.text)")
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
        #expect(!outcome.text.contains("s3cret"))
        #expect(desk.places == "new:b cur:a")
        #expect(peer.mails.isEmpty)
        let because = try desk.status()["on_hold_because"] as? String
        #expect(because?.contains(words) == true)
        #expect(try !desk.company.text("relay/ledger.jsonl").contains("s3cret"))
        #expect(try desk.once().status == 69)
    }

    // MARK: Where all is well

    @Test(arguments: ["auto", "plain", "login"])
    func `with STARTTLS and a login the bytes arrive as they were spooled`(method: String) throws {
        try expectAllDelivered(by: try server(configured: "auth: \(method)"))
    }

    @Test func `with TLS from the first byte as well`() throws {
        let shown = try certificates.certificate(for: Self.names)
        let peer = try server(["--tls", "implicit"] + shown + Self.login)
        try configure(peer, ["tls: implicit"])
        try expectAllDelivered(by: peer)
    }

    @Test func `a host that is named by its address is checked by its address`() throws {
        try expectAllDelivered(by: try server(configured: "host: 127.0.0.1"))
    }

    @Test func `without a user nobody logs in`() throws {
        try expectAllDelivered(by: try server(login: [], configured: "user:", "password_file:"))
    }

    @Test func `a password that the service manager hands over needs no file`() throws {
        let peer = try server(configured: "password_file: relay-password")
        try desk.company.makeFolder("credentials")
        try desk.writeSecret("s3cret pass:word", to: "credentials/relay-password", mode: 0o440)
        var company = desk.company
        company.environment = ["CREDENTIALS_DIRECTORY": company.path("credentials")]
        #expect(try company.relay().status == 0)
        #expect(peer.mails.count == 2)
    }

    // MARK: Where it is not

    @Test func `a wrong password`() throws {
        let peer = try server(configured: "auth: plain")
        try desk.writeSecret("wrong\n", to: "password")
        try expectHold(because: "answered the login with: 535", at: peer)
        try desk.writeSecret("s3cret pass:word\n", to: "password")
        #expect(
            try desk.company.relay("release").output.hasPrefix("released; it was on hold since ")
        )
        try expectAllDelivered(by: peer)
    }

    @Test func `an authority that nobody here knows`() throws {
        let others = try Certificates(in: desk.company.url.appending(path: "others"))
        let peer = try server(certificate: try others.certificate(for: Self.names))
        try expectHold(because: "is not to be trusted", at: peer)
    }

    @Test func `an authority that only this configuration would know, and it does not say so`()
        throws
    {
        try expectHold(because: "is not to be trusted", at: try server(configured: "ca_file:"))
    }

    @Test func `a certificate for another host`() throws {
        let shown = try certificates.certificate(for: "DNS:other.example")
        try expectHold(because: "is not to be trusted", at: try server(certificate: shown))
    }

    @Test func `a certificate that has expired`() throws {
        let shown = try certificates.certificate(for: Self.names, days: -1)
        try expectHold(because: "is not to be trusted", at: try server(certificate: shown))
    }

    @Test func `a server without STARTTLS`() throws {
        let peer = try server([])
        try configure(peer, ["user:", "password_file:"])
        try expectHold(because: "offers no TLS", at: peer)
    }

    @Test func `a server that wants a login when none is configured`() throws {
        let peer = try server(configured: "user:", "password_file:")
        try expectHold(because: "answered MAIL FROM with: 530", at: peer)
    }

    @Test func `a password file that others can read`() throws {
        let peer = try server()
        try desk.writeSecret("s3cret pass:word\n", to: "password", mode: 0o640)
        try expectHold(because: "others may use it (mode 640); run: chmod 600", at: peer)
    }

    @Test func `a password file that is not there`() throws {
        try expectHold(
            because: "there is no such file",
            at: try server(configured: "password_file: no")
        )
    }

    @Test func `a file of authorities that is not there`() throws {
        try expectHold(because: "cannot be set up", at: try server(configured: "ca_file: no.pem"))
    }
}

/// What aiosmtpd cannot be made to do.
@Suite(
    .enabled(
        if: MailPeer.isPossible && Program.installed("openssl") != nil,
        "needs python3 and openssl"
    )
)
struct OddLoginTests {
    let desk: MailDesk
    let certificates: Certificates

    init() throws {
        desk = try MailDesk()
        certificates = try Certificates(in: desk.company.url.appending(path: "certificates"))
        try desk.writeSecret("t0ken\n", to: "token")
        try desk.spool("a")
    }

    private func peer(
        _ behaviours: String...,
        auth: String = "auto",
        login: [String] = ["--login", "seatwarden:t0ken"]
    ) throws -> MailPeer {
        let shown = try certificates.certificate(for: "DNS:localhost,IP:127.0.0.1")
        let peer = try MailPeer(
            behaviours,
            options: shown + login,
            in: desk.company.url.appending(path: "server")
        )
        try desk.configure(
            "host: localhost",
            "port: \(peer.port)",
            "user: seatwarden",
            "password_file: token",
            "ca_file: \(certificates.authority)",
            "auth: \(auth)"
        )
        return peer
    }

    @Test(arguments: [("xoauth2", "XOAUTH2"), ("auto", "PLAIN"), ("login", "LOGIN")])
    func `the configured way to log in is taken`(auth: String, method: String) throws {
        let peer = try peer(auth: auth)
        let outcome = try desk.once()
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(peer.log.contains("login \(method)"))
        #expect(peer.mails == [try desk.expected("a")])
    }

    @Test func `a token that has expired holds the queue`() throws {
        let peer = try peer(auth: "xoauth2")
        try desk.writeSecret("stale\n", to: "token")
        #expect(try desk.once().status == 69)
        #expect(peer.mails.isEmpty)
        #expect(try (desk.status()["on_hold_because"] as? String)?.contains("535 5.7.8") == true)
    }

    @Test func `a login that is offered only in the open is not used, and nothing goes without it`()
        throws
    {
        let peer = try peer("login-before-tls")
        let outcome = try desk.once()
        #expect(outcome.status == 69, "\(outcome.text)")
        #expect(outcome.errors.contains("offers no way to log in"))
        #expect(!peer.log.contains { $0.hasPrefix("login ") })
        #expect(peer.mails.isEmpty)
        #expect(desk.places == "cur:a")
    }

    @Test func `where the server has no login nothing goes without one`() throws {
        let peer = try peer(login: [])
        let outcome = try desk.once()
        #expect(outcome.status == 69, "\(outcome.text)")
        #expect(outcome.errors.contains("offers no way to log in"))
        #expect(peer.mails.isEmpty)
        #expect(desk.places == "cur:a")
    }
}
