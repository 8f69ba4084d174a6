import CivilTime
import Diagnostics
import YAML

extension Mail {
    mutating func read(_ reader: inout MappingReader) {
        from =
            reader.value(
                "from",
                expected: "an address like Seatwarden <seatwarden@example.com>",
                code: "address",
                parse: mailAddress
            )?.value
        if let from { domain = from.domain }
        reader.value("domain", expected: "a domain like example.com") { text in
            isDomain(text) ? text.lowercased() : nil
        }.assign(to: &domain)
        reader.value("language", expected: "a language tag like en", parse: languageTag)
            .assign(to: &language)
        allowedDomains = reader.domains("allowed_domains")
        reader.int("budget", in: 0...1000).assign(to: &budget)
        readHeartbeat(&reader)
        reader.section("quiet", what: "'mail.quiet'") { quiet = Quiet(&$0) }
        reader.int("most_per_cycle", in: 1...100_000).assign(to: &mostPerCycle)
    }

    private mutating func readHeartbeat(_ reader: inout MappingReader) {
        if let entry = reader.entry("heartbeat"), entry.value.isAbsent {
            heartbeat = nil
            reader.reporter.warning(
                "heartbeat",
                "without a heartbeat, silence may be health or a dead daemon: nobody can tell",
                at: entry.key.range
            )
            return
        }
        guard let schedule = reader.schedule("heartbeat") else { return }
        guard case .at = schedule.value else {
            reader.reporter.error(
                "schedule",
                "'heartbeat: \(schedule.value)' must come at a time of day, like monthly on 1 "
                    + "at 08:00",
                at: schedule.range
            )
            return
        }
        heartbeat = schedule.value
    }
}

extension Mail.Quiet {
    init?(_ reader: inout MappingReader) {
        let from = reader.required("from") { $0.clock($1) }
        let until = reader.required("until") { $0.clock($1) }
        guard let from, let until else { return nil }
        guard from.value != until.value else {
            reader.reporter.error(
                "order",
                "\(reader.what) begins and ends at the same time",
                at: until.range
            )
            return nil
        }
        self.init(from: from.value, until: until.value)
    }
}

extension Relay {
    mutating func read(_ reader: inout MappingReader) {
        reader.choice("transport").assign(to: &transport)
        reader.path("maildir").assign(to: &maildir)
        reader.path("sendmail").assign(to: &sendmail)
        host =
            reader.value("host", expected: "a host name or address") { text in
                isDomain(text) || text.contains(":") && !text.contains("/") ? text : nil
            }?.value
        let port = reader.int("port", in: 1...65_535)
        let tls: Located<Protection>? = reader.choice("tls")
        port.assign(to: &self.port)
        tls.assign(to: &self.tls)
        authorities = reader.path("ca_file")?.value
        hello =
            reader.value("helo", expected: "the name of a host like relay.example.com") { text in
                isDomain(text) && text.utf8.allSatisfy { $0 < 0x80 } ? text : nil
            }?.value
        reader.choice("auth").assign(to: &login)
        let user = reader.name("user")
        self.user = user?.value
        passwordFile = reader.path("password_file")?.value
        reader.choice("uncertain").assign(to: &uncertain)
        checkProtection(reader, tls: tls, port: port)
        checkLogin(reader)
        guard self.tls == .none, let user else { return }
        reader.reporter.error(
            "tls",
            "'user' with 'tls: none' would send the password unprotected; leave it out, or use TLS",
            at: user.range
        )
    }

    private func checkProtection(
        _ reader: MappingReader,
        tls: Located<Protection>?,
        port: Located<Int>?
    ) {
        if self.tls == .none, let tls, let host, !isLoopback(host) {
            reader.reporter.error(
                "tls",
                "'tls: none' is allowed only to this host, and '\(host)' is another",
                at: tls.range
            )
        }
        guard let port else { return }
        if port.value == 465, self.tls == .starttls {
            reader.reporter.warning(
                "tls",
                "port 465 expects TLS from the first byte; did you mean 'tls: implicit'?",
                at: port.range
            )
        }
        if port.value == 587 || port.value == 25, self.tls == .implicit {
            reader.reporter.warning(
                "tls",
                "port \(port.value) begins without TLS; did you mean 'tls: starttls'?",
                at: tls?.range ?? port.range
            )
        }
    }

    private func checkLogin(_ reader: MappingReader) {
        guard transport == .smtp, (user == nil) != (passwordFile == nil) else { return }
        let (there, lacking) =
            user == nil ? ("password_file", "user") : ("user", "password_file")
        // Without it mails would go out without a login, or not at all.
        reader.reporter.error(
            "login",
            "'relay.\(there)' is of no use without 'relay.\(lacking)'",
            at: reader.range
        )
    }
}

extension Fetch {
    mutating func read(_ reader: inout MappingReader) {
        if let text = reader.text("base") {
            // The address is not repeated in the message: it may hold a password.
            if let host = httpsHost(text.value) {
                base = host
            } else {
                reader.reporter.error(
                    "type",
                    "'base' must be an https address without user, password or query, like "
                        + "https://developer.api.autodesk.com",
                    at: text.range
                )
            }
        }
        clientIDFile = reader.path("client_id_file")?.value
        clientSecretFile = reader.path("client_secret_file")?.value
        personalAccessTokenFile = reader.path("personal_access_token_file")?.value
        owner = reader.address("owner")?.value
        teams = reader.teams("teams") ?? .all
        reports = reader.datasets("reports", among: Fetch.known) ?? reports
        tokenFlexContracts = reader.names("token_flex_contracts") ?? []
    }

    /// What the API exports.
    private static let known = ["usage-report", "usage", "users", "subscriptions", "groups"]
}

extension MappingReader {
    /// The second of the day that `hh:mm` names.
    fileprivate mutating func clock(_ key: String) -> Located<Int>? {
        value(key, expected: "a time of day like 19:00") { Schedule.secondOfDay($0) }
    }

    /// A list of domains, lower-case.
    fileprivate mutating func domains(_ key: String) -> [String]? {
        texts(key)?.compactMap { text in
            guard isDomain(text.value) else {
                reporter.error(
                    "type",
                    "'\(text.value)' in '\(key)' must be a domain like example.com",
                    at: text.range
                )
                return nil
            }
            return text.value.lowercased()
        }
    }
}

/// The address without a `/` at its end, if it is `https://HOST[:PORT][/PATH]`.
private func httpsHost(_ text: String) -> String? {
    guard text.hasPrefix("https://"),
        !text.contains(where: { "@?#".contains($0) || $0.isWhitespace })
    else { return nil }
    let rest = text.dropFirst(8)
    let authority = rest.prefix { $0 != "/" }.split(
        separator: ":",
        omittingEmptySubsequences: false
    )
    guard let host = authority.first, isDomain(host), authority.count <= 2,
        authority.count == 1 || UInt16(authority[1]) != nil
    else { return nil }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
}
