/// How far a delivery has come: what this side said last (RFC 5321 §3).
package enum SMTPPhase: Int, Hashable, Sendable, CaseIterable, Comparable {
    /// Nothing was said: the name is looked up, the connection made, TLS agreed on where it comes first.
    case connecting
    /// EHLO or HELO.
    case hello
    /// STARTTLS, and agreeing on TLS.
    case startTLS
    /// AUTH.
    case login
    /// MAIL FROM.
    case sender
    /// RCPT TO.
    case recipient
    /// DATA.
    case data
    /// The mail is on its way.
    case body
    /// The whole mail was handed to the connection, and perhaps the dot that ends it: from here on the
    /// server may have taken it.
    case ended

    package static func < (a: SMTPPhase, b: SMTPPhase) -> Bool { a.rawValue < b.rawValue }
}

/// What a server answered to one command.
package struct SMTPReply: Hashable, Sendable {
    /// Its three digits.
    package let code: Int
    /// The whole answer with its code, lines joined by a space, printable and bounded.
    package let text: String

    /// The longest text that is kept, in characters.
    package static let maximumLength = 500

    /// An answer.
    package init(code: Int, text: String) {
        self.code = code
        self.text = text
    }
}

/// Why a delivery came to no good end, as the connection sees it.
package enum SMTPFault: Hashable, Sendable {
    /// No connection could be made, or it broke.
    case connection
    /// The other side took too long.
    case timeOut
    /// The server's certificate is not to be trusted: another name, another authority, expired.
    case certificate
    /// No agreement on TLS.
    case tls
    /// The server offers no TLS, or refuses it.
    case noTLS
    /// The server offers no way to log in that may be used here, or takes no login.
    case login
    /// A setting cannot be used, such as a file of authorities.
    case setting
    /// The server answered something that is no yes.
    case refusal
    /// The caller wanted no more.
    case stopped
    /// libcurl's other codes.
    case other(Int32)
}

/// What came of an attempt to deliver one mail.
package struct SMTPAttempt: Hashable, Sendable {
    /// What went wrong; `nil` when the server has taken the mail.
    package let fault: SMTPFault?
    /// How far it came.
    package let phase: SMTPPhase
    /// The server's answer to what was said last; `nil` when it gave none.
    package let reply: SMTPReply?
    /// What went wrong in libcurl's words, printable and bounded; empty where nothing did.
    package let text: String

    /// An attempt.
    package init(fault: SMTPFault?, phase: SMTPPhase, reply: SMTPReply? = nil, text: String = "") {
        self.fault = fault
        self.phase = phase
        self.reply = reply
        self.text = text
    }
}

/// A text from outside on one line: control characters become spaces, what is too long is cut.
func plainText(_ bytes: some Collection<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    var plain = ""
    var count = 0
    for scalar in text.unicodeScalars {
        guard count < SMTPReply.maximumLength else { break }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
            plain += " "
        default:
            plain.unicodeScalars.append(scalar)
        }
        count += 1
    }
    return plain
}
