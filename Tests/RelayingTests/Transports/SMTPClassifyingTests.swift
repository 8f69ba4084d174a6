import Networking
import Relaying
import Testing

/// The table of outbox.md §4, R4: what each end of a delivery means.
@Suite struct SMTPClassifyingTests {
    /// What a delivery is, without its words.
    enum Kind {
        case accepted, transient, unreachable, interrupted, permanent, aboutUs, uncertain, silent
    }

    private func kind(_ delivery: Delivery) -> Kind {
        switch delivery {
        case .accepted: .accepted
        case .transient: .transient
        case .unreachable: .unreachable
        case .interrupted: .interrupted
        case .permanent: .permanent
        case .aboutUs: .aboutUs
        case .uncertain: .uncertain
        case .silent: .silent
        }
    }

    struct Answer: Sendable, CustomTestStringConvertible {
        let phase: SMTPPhase
        let text: String
        let kind: Kind

        init(_ phase: SMTPPhase, _ text: String, _ kind: Kind) {
            self.phase = phase
            self.text = text
            self.kind = kind
        }

        var testDescription: String { "\(phase): \(text)" }
        var code: Int { Int(text.prefix(3)) ?? 0 }
    }

    @Test(arguments: [
        // The last yes counts whatever happens to the connection after it.
        Answer(.ended, "250 queued", .accepted),
        // 4xx: later. Before the mail is named, everybody is sent away.
        Answer(.connecting, "421 busy", .unreachable),
        Answer(.hello, "421 busy", .unreachable),
        Answer(.startTLS, "454 TLS not available", .unreachable),
        Answer(.login, "454 4.7.0 later", .unreachable),
        Answer(.sender, "451 4.3.0 later", .transient),
        Answer(.recipient, "451 4.2.1 greylisted", .transient),
        Answer(.recipient, "450 4.7.1 policy", .transient),
        // 421 sends everybody away until the mail has been seen.
        Answer(.sender, "421 4.3.2 closing", .unreachable),
        Answer(.recipient, "421 4.7.0 too many", .unreachable),
        Answer(.data, "421 4.3.2 closing", .unreachable),
        Answer(.body, "421 4.3.2 closing", .unreachable),
        Answer(.ended, "421 4.3.2 closing", .transient),
        Answer(.body, "452 4.3.1 no room", .transient),
        Answer(.ended, "452 4.3.1 no room", .transient),
        // 5xx about the recipient.
        Answer(.recipient, "550 5.1.1 <a@b.example>: no such user", .permanent),
        Answer(.recipient, "550 no such user", .permanent),
        Answer(.recipient, "550", .permanent),
        Answer(.recipient, "551 user not local", .permanent),
        Answer(.recipient, "552 5.2.2 mailbox full", .permanent),
        Answer(.recipient, "553 5.1.3 bad address", .permanent),
        Answer(.recipient, "554 5.2.1 disabled", .permanent),
        Answer(.recipient, "556 5.1.10 no mail for this domain", .permanent),
        Answer(.recipient, "550 5.1.1 user unknown in relay recipient table", .permanent),
        Answer(.data, "554 no valid recipients", .permanent),
        Answer(.ended, "552 5.3.4 too large", .permanent),
        Answer(.ended, "554 5.6.0 content", .permanent),
        // 5xx about us.
        Answer(.connecting, "554 no service", .aboutUs),
        Answer(.hello, "550 5.7.1 who are you", .aboutUs),
        Answer(.hello, "530 5.7.0 first TLS", .aboutUs),
        Answer(.startTLS, "501 no", .aboutUs),
        Answer(.login, "535 5.7.8 wrong", .aboutUs),
        Answer(.login, "534 5.7.9 weak", .aboutUs),
        Answer(.sender, "530 5.7.0 login first", .aboutUs),
        Answer(.sender, "550 5.1.8 no such domain", .aboutUs),
        Answer(.sender, "552 5.3.4 too large", .aboutUs),
        Answer(.sender, "553 not yours", .aboutUs),
        Answer(.recipient, "530 5.7.0 login first", .aboutUs),
        Answer(.recipient, "535 login", .aboutUs),
        Answer(.recipient, "550 5.7.1 denied", .aboutUs),
        Answer(.recipient, "550 5.7.26 no DKIM", .aboutUs),
        Answer(.recipient, "554 5.7.1 <a@b.example>: Relay access denied", .aboutUs),
        Answer(.recipient, "550 relay not permitted", .aboutUs),
        Answer(.recipient, "551 we do not relay: Relaying denied", .aboutUs),
        Answer(.recipient, "550 5.1.8 sender's domain", .aboutUs),
        Answer(.recipient, "553 5.1.7 sender's address", .aboutUs),
        Answer(.recipient, "503 sequence", .aboutUs),
        Answer(.recipient, "501 syntax", .aboutUs),
        Answer(.ended, "554 5.7.1 spam", .aboutUs),
    ])
    func `an answer means`(answer: Answer) {
        let attempt = SMTPAttempt(
            fault: .connection,
            phase: answer.phase,
            reply: SMTPReply(code: answer.code, text: answer.text),
            text: "Send failure"
        )
        #expect(kind(delivery(of: attempt, at: "mail.example:587")) == answer.kind)
    }

    struct End: Sendable, CustomTestStringConvertible {
        let fault: SMTPFault
        let phase: SMTPPhase
        let kind: Kind
        var text = "what libcurl says"
        /// A yes to what was said before.
        var code = 0

        var testDescription: String { "\(fault) in \(phase), \(text), \(code)" }
    }

    @Test(arguments: [
        End(fault: .connection, phase: .connecting, kind: .unreachable),
        End(fault: .timeOut, phase: .connecting, kind: .unreachable),
        End(fault: .connection, phase: .hello, kind: .unreachable),
        End(fault: .connection, phase: .startTLS, kind: .unreachable, code: 220),
        End(fault: .timeOut, phase: .login, kind: .unreachable, code: 334),
        End(fault: .connection, phase: .sender, kind: .transient),
        End(fault: .timeOut, phase: .sender, kind: .unreachable),
        End(fault: .timeOut, phase: .recipient, kind: .unreachable),
        End(fault: .timeOut, phase: .data, kind: .unreachable),
        End(fault: .timeOut, phase: .body, kind: .unreachable, code: 354),
        End(fault: .connection, phase: .data, kind: .transient, code: 354),
        End(fault: .refusal, phase: .data, kind: .transient, code: 250),
        End(fault: .connection, phase: .body, kind: .transient),
        End(fault: .other(26), phase: .body, kind: .transient),
        End(fault: .connection, phase: .ended, kind: .uncertain),
        End(fault: .timeOut, phase: .ended, kind: .silent),
        End(fault: .other(1), phase: .ended, kind: .uncertain),
        End(fault: .refusal, phase: .ended, kind: .uncertain, code: 354),
        End(fault: .certificate, phase: .connecting, kind: .aboutUs),
        End(fault: .certificate, phase: .startTLS, kind: .aboutUs, code: 220),
        End(fault: .tls, phase: .startTLS, kind: .aboutUs, text: "wrong version number", code: 220),
        End(
            fault: .tls,
            phase: .startTLS,
            kind: .unreachable,
            text: "SSL_ERROR_SYSCALL",
            code: 220
        ),
        End(fault: .tls, phase: .connecting, kind: .unreachable, text: "Connection reset by peer"),
        End(
            fault: .tls,
            phase: .connecting,
            kind: .unreachable,
            text: "unexpected eof while reading"
        ),
        End(fault: .noTLS, phase: .hello, kind: .aboutUs, code: 250),
        End(fault: .login, phase: .hello, kind: .aboutUs, code: 250),
        End(fault: .refusal, phase: .startTLS, kind: .aboutUs, code: 220),
        End(fault: .setting, phase: .connecting, kind: .aboutUs),
        End(fault: .stopped, phase: .connecting, kind: .interrupted),
        End(fault: .stopped, phase: .body, kind: .interrupted),
        End(fault: .stopped, phase: .ended, kind: .uncertain),
    ])
    func `an end without a no means`(end: End) {
        let reply = end.code == 0 ? nil : SMTPReply(code: end.code, text: "\(end.code) ok")
        let attempt = SMTPAttempt(fault: end.fault, phase: end.phase, reply: reply, text: end.text)
        #expect(kind(delivery(of: attempt, at: "mail.example:587")) == end.kind)
    }

    @Test func `a success carries the server's words`() {
        let attempt = SMTPAttempt(
            fault: nil,
            phase: .ended,
            reply: SMTPReply(code: 250, text: "250 2.0.0 queued as 4XYZ")
        )
        #expect(delivery(of: attempt, at: "m:25") == .accepted("250 2.0.0 queued as 4XYZ"))
    }

    @Test func `a person reads who said what to what`() {
        let refusal = SMTPAttempt(
            fault: .connection,
            phase: .recipient,
            reply: SMTPReply(code: 550, text: "550 5.1.1 no such user")
        )
        #expect(
            delivery(of: refusal, at: "mail.example:587")
                == .permanent("mail.example:587 answered RCPT TO with: 550 5.1.1 no such user")
        )
        let silence = SMTPAttempt(fault: .timeOut, phase: .ended, text: "Timeout was reached")
        #expect(
            delivery(of: silence, at: "mail.example:587")
                == .silent(
                    "mail.example:587, no answer after the mail's end: Timeout was reached"
                )
        )
    }
}
