package import Diagnostics
package import Networking
import Platform
package import Settings

/// What the configuration asks of the relay, as paths and names that can be used.
package struct RelayPlan: Hashable, Sendable {
    /// The way out, with what it needs.
    package enum Way: Hashable, Sendable {
        /// To a mail server, with a login or without.
        case smtp(SMTPServer, LoginPlan?)
        /// Through a program of the host; its path.
        case sendmail(String)
        /// Into a Maildir; its path.
        case maildir(String)
    }

    /// The outbox.
    package let outbox: String
    /// The folder of the ledger.
    package let ledgerFolder: String
    /// The way out.
    package let way: Way
    /// What happens to a mail of which nobody knows whether it was delivered.
    package let uncertain: Relay.Uncertain

    /// Reads what a configuration asks.
    ///
    /// There is no plan when the relay cannot work with what it says.
    ///
    /// - Parameters:
    ///   - source: the configuration.
    ///   - path: where it lies; paths in it are relative to its folder.
    ///   - hostName: the name of this host.
    /// - Returns: the plan, and what is wrong or doubtful.
    package static func read(
        _ source: SourceText,
        at path: String,
        hostName: String = Installation.hostName
    ) -> (plan: RelayPlan?, diagnostics: DiagnosticList) {
        let reporter = Reporter(source)
        let configuration = readConfiguration(source, reporter: reporter)
        var diagnostics = reporter.list
        diagnostics.append(contentsOf: configuration.missingForRelay())
        guard !diagnostics.hasErrors else { return (nil, diagnostics) }
        let base = parent(path)
        let folders = configuration.folders.resolved(against: base)
        let plan = RelayPlan(
            outbox: folders.outbox,
            ledgerFolder: folders.relay,
            way: Way(configuration, base: base, hostName: hostName),
            uncertain: configuration.relay.uncertain
        )
        return (plan, diagnostics)
    }
}

extension RelayPlan.Way {
    fileprivate init(_ configuration: Configuration, base: String, hostName: String) {
        let relay = configuration.relay
        switch relay.transport {
        case .sendmail: self = .sendmail(joinedPath(base, relay.sendmail))
        case .maildir: self = .maildir(joinedPath(base, relay.maildir))
        case .smtp:
            let server = SMTPServer(
                host: relay.host ?? "",
                port: relay.port,
                protection: SMTPServer.Protection(relay.tls),
                hello: relay.hello ?? helloName(hostName, domain: configuration.mail.domain),
                authorities: relay.authorities.map { joinedPath(base, $0) }
            )
            self = .smtp(server, LoginPlan(relay, base: base))
        }
    }
}

/// The name that a server hears when none is configured: the host's where it is whole, else the domain
/// of the mails, since servers refuse bare names.
private func helloName(_ hostName: String, domain: String) -> String {
    let isWhole = hostName.contains(".") && isDomain(hostName)
    if isWhole || domain == "localhost" { return isDomain(hostName) ? hostName : "localhost" }
    return domain
}

extension LoginPlan {
    fileprivate init?(_ relay: Relay, base: String) {
        guard let user = relay.user, let secret = relay.passwordFile else { return nil }
        self.init(
            user: user,
            method: SMTPLogin.Method(relay.login),
            secretName: secret,
            secretFile: joinedPath(base, secret)
        )
    }
}

extension SMTPServer.Protection {
    fileprivate init(_ protection: Relay.Protection) {
        switch protection {
        case .starttls: self = .startTLS
        case .implicit: self = .implicitTLS
        case .none: self = .none
        }
    }
}

extension SMTPLogin.Method {
    fileprivate init(_ login: Relay.Login) {
        switch login {
        case .auto: self = .password
        case .plain: self = .plain
        case .login: self = .login
        case .xoauth2: self = .xoauth2
        }
    }
}
