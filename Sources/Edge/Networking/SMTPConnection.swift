import CCurl

/// A connection to a mail server over which mails go one after the other (RFC 5321).
///
/// Every call blocks its thread until it is over; one thread at a time may use it. A connection that a
/// server has closed between two mails is made again.
package final class SMTPConnection {
    /// Seconds that a server may take for one answer, also for the last.
    ///
    /// RFC 5321 §4.5.3.2.6; giving up earlier makes copies.
    package static let longestAnswer = 600
    /// Seconds until a connection stands, TLS and login included: RFC 5321 §4.5.3.2.1 gives a server
    /// five minutes to greet.
    package static let longestConnecting = 300
    /// Seconds for a whole mail: a server that takes bytes without end does not stop the queue.
    package static let longestDelivery = 3600
    /// Mails over one connection; then a new one is made.
    package static let maximumMails = 100

    private let server: SMTPServer
    private let login: SMTPLogin?
    private var handle: EasyHandle?
    /// Mails that were given to this handle.
    private var count = 0

    /// What came of a mail, and whether the server said anything at all.
    private typealias End = (attempt: SMTPAttempt, isAnswered: Bool)

    /// A connection that is made with the first mail.
    package init(to server: SMTPServer, login: SMTPLogin?) {
        self.server = server
        self.login = login
    }

    /// Hands one mail to the server.
    ///
    /// - Parameters:
    ///   - mail: the bytes as they are to arrive, lines ending in CRLF.
    ///   - sender: the address for failures.
    ///   - recipient: the one address it goes to.
    ///   - mayGoOn: asked about once a second, with how far it has come.
    /// - Returns: what came of it; nothing is thrown.
    package func send(
        _ mail: [UInt8],
        from sender: String,
        to recipient: String,
        mayGoOn: @escaping (SMTPPhase) -> Bool
    ) -> SMTPAttempt {
        if count >= Self.maximumMails { close(mayGoOn: mayGoOn) }
        let wasOpen = handle?.isConnected ?? false
        let first = attempt(mail, sender, recipient, isGoingOn: wasOpen, mayGoOn)
        guard wasOpen, Self.isAboutConnection(first) else { return first.attempt }
        handle = nil
        return attempt(mail, sender, recipient, isGoingOn: false, mayGoOn).attempt
    }

    /// Whether an end says nothing about the mail, only that this connection is used up.
    private static func isAboutConnection(_ end: End) -> Bool {
        let (attempt, isAnswered) = end
        // The server has had enough of it: its limit of mails or of time is reached (RFC 5321 §3.8).
        if attempt.phase == .sender, attempt.reply?.code == 421 { return true }
        // It had hung up before it was asked anything.
        return !isAnswered && attempt.fault == .connection && attempt.phase < .body
    }

    /// Says good-bye, where a connection stands.
    ///
    /// - Parameter mayGoOn: asked about once a second whether to wait for the server's.
    ///   Whatever it says, the waiting ends after ``Transfer/patienceAtLeaving`` seconds.
    package func close(mayGoOn: @escaping (SMTPPhase) -> Bool) {
        defer { handle = nil }
        guard let handle, handle.isConnected else { return }
        let dialogue = SMTPDialogue(
            protection: server.protection,
            needsLogin: false,
            isGoingOn: true
        )
        let transfer = Transfer(mail: [], dialogue: dialogue) { _ in mayGoOn(.connecting) }
        do throws(SettingError) {
            try handle.connect(to: transfer)
            try handle.set(CURLOPT_UPLOAD, false)
            try handle.set(CURLOPT_NOBODY, true)
            // As a command of ours: the QUIT that libcurl sends by itself knows no limit of ours.
            try handle.set(CURLOPT_CUSTOMREQUEST, "QUIT")
            try handle.set(CURLOPT_MAIL_RCPT, list: [])
            try handle.set(CURLOPT_TIMEOUT, Transfer.patienceAtLeaving)
        } catch {
            return
        }
        withExtendedLifetime(transfer) { _ = handle.perform() }
    }

    private func attempt(
        _ mail: [UInt8],
        _ sender: String,
        _ recipient: String,
        isGoingOn: Bool,
        _ mayGoOn: @escaping (SMTPPhase) -> Bool
    ) -> End {
        let dialogue = SMTPDialogue(
            protection: server.protection,
            needsLogin: login != nil,
            isGoingOn: isGoingOn
        )
        let transfer = Transfer(mail: mail, dialogue: dialogue, mayGoOn: mayGoOn)
        let open: EasyHandle
        do throws(SettingError) {
            open = if let handle { handle } else { try prepared() }
            handle = open
            count += 1
            try open.connect(to: transfer)
            try open.set(CURLOPT_MAIL_FROM, "<\(sender)>")
            try open.set(CURLOPT_MAIL_RCPT, list: ["<\(recipient)>"])
            try open.setSize(mail.count)
        } catch {
            let text = plainText(String(cString: curl_easy_strerror(error.code)).utf8)
            return (SMTPAttempt(fault: .setting, phase: .connecting, text: text), false)
        }
        let code = withExtendedLifetime(transfer) { open.perform() }
        let heard = transfer.dialogue
        var fault = SMTPFault(code)
        if fault != nil, transfer.lacksLogin { fault = .login }
        if fault != nil, transfer.isStopped { fault = .stopped }
        let attempt = SMTPAttempt(
            fault: fault,
            phase: heard.phase,
            reply: heard.reply,
            text: code == CURLE_OK ? "" : open.message(for: code)
        )
        return (attempt, heard.isAnswered)
    }

    private func prepared() throws(SettingError) -> EasyHandle {
        let handle = try EasyHandle()
        try handle.allowOnlySMTP()
        try handle.set(CURLOPT_URL, server.url)
        // Signals belong to the program; so do proxies of the environment and passwords of others.
        try handle.set(CURLOPT_NOSIGNAL, true)
        try handle.set(CURLOPT_PROXY, "")
        try handle.set(CURLOPT_FOLLOWLOCATION, false)
        try handle.set(CURLOPT_UPLOAD, true)
        try handle.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, Self.longestAnswer)
        try handle.set(CURLOPT_CONNECTTIMEOUT, Self.longestConnecting)
        try handle.set(CURLOPT_TIMEOUT, Self.longestDelivery)
        try handle.set(CURLOPT_TCP_KEEPALIVE, true)
        try protect(handle)
        if let login {
            try handle.set(CURLOPT_LOGIN_OPTIONS, login.options)
            try handle.set(CURLOPT_USERNAME, login.user)
            let place = login.method == .xoauth2 ? CURLOPT_XOAUTH2_BEARER : CURLOPT_PASSWORD
            try handle.set(place, login.secret)
        }
        count = 0
        return handle
    }

    private func protect(_ handle: EasyHandle) throws(SettingError) {
        let usage = server.protection == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL
        try handle.set(CURLOPT_USE_SSL, Int(usage.rawValue))
        try handle.set(CURLOPT_SSL_VERIFYPEER, true)
        // Two: the certificate must name the host.
        try handle.set(CURLOPT_SSL_VERIFYHOST, 2)
        try handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let authorities = server.authorities {
            try handle.set(CURLOPT_CAINFO, authorities)
            // Not the system's beside it.
            try handle.set(CURLOPT_CAPATH, nil as String?)
        }
    }
}

extension SMTPFault {
    /// libcurl's code in this program's words; `nil` for success.
    init?(_ code: CURLcode) {
        switch code {
        case CURLE_OK: return nil
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_SEND_ERROR, CURLE_RECV_ERROR,
            CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_UPLOAD_FAILED, CURLE_COULDNT_RESOLVE_PROXY,
            CURLE_INTERFACE_FAILED, CURLE_AGAIN:
            self = .connection
        case CURLE_OPERATION_TIMEDOUT: self = .timeOut
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            self = .certificate
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_SHUTDOWN_FAILED: self = .tls
        case CURLE_USE_SSL_FAILED: self = .noTLS
        case CURLE_LOGIN_DENIED, CURLE_AUTH_ERROR: self = .login
        case CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CRL_BADFILE,
            CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_FAILED_INIT,
            CURLE_NOT_BUILT_IN, CURLE_UNKNOWN_OPTION, CURLE_BAD_FUNCTION_ARGUMENT:
            self = .setting
        case CURLE_WEIRD_SERVER_REPLY, CURLE_REMOTE_ACCESS_DENIED, CURLE_QUOTE_ERROR:
            self = .refusal
        case CURLE_ABORTED_BY_CALLBACK: self = .stopped
        default: self = .other(Int32(bitPattern: code.rawValue))
        }
    }
}
