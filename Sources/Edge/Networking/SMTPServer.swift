/// A mail server and how to talk to it.
package struct SMTPServer: Hashable, Sendable {
    /// How the connection is protected.
    package enum Protection: Hashable, Sendable {
        /// Plain at first, then TLS or nothing.
        case startTLS
        /// TLS from the first byte.
        case implicitTLS
        /// Nothing; the caller sees to it that nobody is in between.
        case none
    }

    /// A host name or address.
    package var host: String
    /// Its port.
    package var port: Int
    /// How the connection is protected.
    package var protection: Protection
    /// The name with which this host introduces itself: a domain.
    package var hello: String
    /// The authorities whose certificates count, a PEM file; `nil` for the system's.
    package var authorities: String?

    /// A server.
    package init(
        host: String,
        port: Int,
        protection: Protection,
        hello: String,
        authorities: String? = nil
    ) {
        self.host = host
        self.port = port
        self.protection = protection
        self.hello = hello
        self.authorities = authorities
    }

    /// The host and port, for messages.
    package var name: String { "\(host):\(port)" }

    /// The address as libcurl reads it: the path is the name for EHLO.
    var url: String {
        let scheme = protection == .implicitTLS ? "smtps" : "smtp"
        // An IPv6 address stands in brackets.
        let isBare = host.contains(":") && !host.hasPrefix("[")
        return "\(scheme)://\(isBare ? "[\(host)]" : host):\(port)/\(hello)"
    }
}

/// With what to log in.
package struct SMTPLogin: Sendable {
    /// The ways to log in.
    package enum Method: Hashable, Sendable {
        /// PLAIN where the server offers it, else LOGIN.
        case password
        /// RFC 4616.
        case plain
        /// What older servers of Microsoft know.
        case login
        /// A token of OAuth 2 in place of the password.
        case xoauth2
    }

    /// The user.
    package let user: String
    /// The password or token.
    let secret: String
    /// The way.
    package let method: Method

    /// A login.
    package init(user: String, secret: String, method: Method) {
        self.user = user
        self.secret = secret
        self.method = method
    }

    /// The ways as libcurl names them, in the order of preference.
    var options: String {
        switch method {
        case .password: "AUTH=PLAIN;AUTH=LOGIN"
        case .plain: "AUTH=PLAIN"
        case .login: "AUTH=LOGIN"
        case .xoauth2: "AUTH=XOAUTH2"
        }
    }
}

extension SMTPLogin: CustomStringConvertible, CustomReflectable {
    /// Never the user or the secret.
    package var description: String { "<redacted>" }
    /// Nothing of the secret: `dump` looks through other types.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
