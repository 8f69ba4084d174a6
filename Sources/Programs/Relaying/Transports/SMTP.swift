package import Networking
import Platform
package import Spooling

/// Hands mails to a mail server.
///
/// An actor with a thread of its own: a delivery blocks it for as long as a server takes.
package actor SMTP: Transport {
    /// False: a server does not tell whether it has seen a Message-ID.
    package nonisolated var recognizesRepeats: Bool { false }
    /// The thread that blocks.
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    private nonisolated let thread = WorkThread()
    private let server: SMTPServer
    private let login: LoginPlan?
    private let watch: DeliveryWatch
    private var connection: SMTPConnection?

    /// A way to a server; nothing is opened before the first mail.
    package init(_ server: SMTPServer, login: LoginPlan?, watch: DeliveryWatch) {
        self.server = server
        self.login = login
        self.watch = watch
    }

    /// Sends the mail over the connection that stands, or over a new one.
    package func deliver(_ mail: SpooledMail, isRepeat: Bool) async -> Delivery {
        let connection: SMTPConnection
        do throws(CredentialError) {
            connection = if let open = self.connection { open } else { try opened() }
        } catch {
            return .aboutUs(error.description)
        }
        self.connection = connection
        let watch = watch
        let attempt = connection.send(
            mail.bytes,
            from: mail.envelope.sender,
            to: mail.envelope.recipient
        ) { watch.mayGoOn(isLast: $0 == .ended) }
        return delivery(of: attempt, at: server.name)
    }

    /// Says good-bye to the server.
    package func finish() async {
        let watch = watch
        connection?.close { watch.mayGoOn(isLast: $0 == .ended) }
        connection = nil
    }

    /// A connection, with the secret as it is now: tokens are renewed beside us.
    private func opened() throws(CredentialError) -> SMTPConnection {
        guard let login else { return SMTPConnection(to: server, login: nil) }
        let secret = try Credentials.secret(login.secretName, file: login.secretFile)
        return SMTPConnection(
            to: server,
            login: SMTPLogin(user: login.user, secret: secret.revealed, method: login.method)
        )
    }
}

/// With whose name the relay logs in, and where its secret lies.
package struct LoginPlan: Hashable, Sendable {
    /// The user.
    package let user: String
    /// The way.
    package let method: SMTPLogin.Method
    /// The name of the systemd credential.
    package let secretName: String
    /// The file, where there is no such credential.
    package let secretFile: String
}
