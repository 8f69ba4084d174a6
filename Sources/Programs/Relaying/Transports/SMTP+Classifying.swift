// outbox.md §4, R4: what an end of a delivery means. The whole table is here, as a function of what the
// connection saw, so that a test can walk it.

package import Networking

/// What came of an attempt, by how far it came and what the server said.
package func delivery(of attempt: SMTPAttempt, at server: String) -> Delivery {
    guard let fault = attempt.fault else {
        return .accepted(attempt.reply?.text ?? "accepted")
    }
    if fault == .stopped {
        return attempt.phase == .ended
            ? .uncertain("this program was stopped while it waited for the last answer")
            : .interrupted("this program was stopped before the mail was sent")
    }
    if let reply = attempt.reply, let result = delivery(after: reply, in: attempt.phase, server) {
        return result
    }
    return delivery(after: fault, of: attempt, server)
}

/// What an answer means; `nil` for one that is neither a no nor the last yes.
private func delivery(after reply: SMTPReply, in phase: SMTPPhase, _ server: String) -> Delivery? {
    let text = "\(server) answered \(phase.words) with: \(reply.text)"
    switch reply.code {
    case 200..<300 where phase == .ended:
        return .accepted(reply.text)
    // The server closes the connection, to whatever comes (RFC 5321 §3.8); only what it says to a mail
    // that it has seen whole may be about that mail.
    case 421 where phase < .ended:
        return .unreachable(text)
    case 400..<500:
        return phase < .sender ? .unreachable(text) : .transient(text)
    case 500..<600:
        return phase >= .recipient && isAboutRecipient(reply) ? .permanent(text) : .aboutUs(text)
    default:
        return nil
    }
}

private func delivery(after fault: SMTPFault, of attempt: SMTPAttempt, _ server: String) -> Delivery
{
    switch fault {
    case .certificate:
        return .aboutUs("the certificate of \(server) is not to be trusted: \(attempt.text)")
    case .tls where !isCut(attempt.text):
        return .aboutUs("no agreement on TLS with \(server): \(attempt.text)")
    case .noTLS:
        return .aboutUs("\(server) offers no TLS: \(attempt.text)")
    case .login:
        return .aboutUs(
            "\(server) offers no way to log in over a protected connection that is configured here"
        )
    case .setting:
        return .aboutUs("the connection to \(server) cannot be set up: \(attempt.text)")
    default:
        break
    }
    let text = "\(server), \(attempt.phase.place): \(attempt.text)"
    switch attempt.phase {
    // A server that says nothing for minutes would cost as many with every mail of the queue.
    case .ended: return fault == .timeOut ? .silent(text) : .uncertain(text)
    case _ where fault == .timeOut: return .unreachable(text)
    // A command in STARTTLS's answer was put there by somebody in between (CVE-2011-0411).
    case .startTLS where fault == .refusal: return .aboutUs(text)
    case .connecting, .hello, .startTLS, .login: return .unreachable(text)
    case .sender, .recipient, .data, .body: return .transient(text)
    }
}

/// Whether a connection broke while TLS was agreed on, which says nothing about either side's terms.
private func isCut(_ text: String) -> Bool {
    let text = text.lowercased()
    return ["syscall", "reset", "broken pipe", "timed out", "unexpected eof"].contains(
        where: text.contains
    )
}

/// Whether a permanent no is about this recipient and not about everything this relay sends.
private func isAboutRecipient(_ reply: SMTPReply) -> Bool {
    // 556: the domain takes no mail (RFC 7504).
    guard [550, 551, 552, 553, 554, 556].contains(reply.code) else { return false }
    let text = reply.text.lowercased()
    let words = text.split(separator: " ")
    // Policy, and our own address (RFC 3463 §3.2): servers put these off until RCPT.
    if words.count > 1, words[1].hasPrefix("5.7.") || ["5.1.7", "5.1.8"].contains(words[1]) {
        return false
    }
    return !isRelayingDenied(text)
}

/// Whether a server says without a code that it does not relay for us.
///
/// "User unknown in relay recipient table" is about the recipient.
private func isRelayingDenied(_ text: String) -> Bool {
    [
        "relaying denied", "relay access denied", "relay denied", "relay not permitted",
        "relaying not permitted", "relaying not allowed", "relay not allowed",
        "relaying prohibited",
        "unable to relay", "not permitted to relay", "relaying is not allowed",
    ]
    .contains(where: text.contains)
}

extension SMTPPhase {
    /// What was said, as a message names it.
    fileprivate var words: String {
        switch self {
        case .connecting: "the connection"
        case .hello: "EHLO"
        case .startTLS: "STARTTLS"
        case .login: "the login"
        case .sender: "MAIL FROM"
        case .recipient: "RCPT TO"
        case .data: "DATA"
        case .body, .ended: "the mail"
        }
    }

    /// Where it ended without an answer.
    fileprivate var place: String {
        switch self {
        case .connecting: "no connection"
        case .hello, .startTLS, .login, .sender, .recipient, .data: "no answer to \(words)"
        case .body: "cut off in the mail"
        case .ended: "no answer after the mail's end"
        }
    }
}
