// What passes over the connection, as libcurl shows it. libcurl gives one code for many ends, the same
// for 4xx and 5xx; so this listens to both sides and knows what was said last and what was answered.

/// A conversation with a mail server, listened to.
struct SMTPDialogue {
    /// What this side said last.
    private(set) var phase = SMTPPhase.connecting
    /// The answer to it.
    private(set) var reply: SMTPReply?
    /// Whether anything was answered at all.
    private(set) var isAnswered = false
    /// Whether this side has said good-bye: what is answered to that says nothing about the mail.
    private(set) var isLeaving = false

    private let needsLogin: Bool
    private var isProtected: Bool
    private var offersLogin = false
    private var lines: [UInt8] = []
    private var lineCount = 0

    /// Bytes of a line that are looked at.
    private static let maximumLine = 1000
    /// Lines of an answer whose text is kept; those after it are only counted.
    private static let maximumLines = 20

    /// A conversation that begins; `isGoingOn` when the connection was made by an earlier one.
    init(protection: SMTPServer.Protection, needsLogin: Bool, isGoingOn: Bool) {
        self.needsLogin = needsLogin
        isProtected = protection != .startTLS
        if isGoingOn {
            isProtected = true
            offersLogin = true
        }
    }

    /// This side says something.
    ///
    /// Secrets pass here too: nothing is kept, and in the middle of a login only the next command
    /// counts, since anything else may be a password.
    mutating func said(_ line: some Collection<UInt8>) {
        guard let (next, isLast) = Self.command(line) else { return }
        if phase == .login, next != .sender, !isLast { return }
        if isLast {
            isLeaving = true
        } else if phase != .ended {
            phase = next
            reply = nil
        }
        lines = []
        lineCount = 0
    }

    /// The mail's bytes begin to go out.
    mutating func beganBody() { if phase < .body { enter(.body) } }

    /// The last of the mail's bytes was handed over.
    mutating func endedBody() { enter(.ended) }

    private mutating func enter(_ next: SMTPPhase) {
        phase = next
        reply = nil
    }

    /// The other side says a line.
    ///
    /// - Returns: whether to go on; not where a login is configured and the server offers none over a
    ///   protected connection: libcurl would go on without one.
    mutating func heard(_ line: some Collection<UInt8>) -> Bool {
        isAnswered = true
        guard !isLeaving else { return true }
        let text = Array(line.prefix(Self.maximumLine))
        let digits = text.prefix(3)
        guard text.count >= 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return true
        }
        if phase == .hello, Self.names(text, "AUTH") { offersLogin = true }
        add(text)
        guard text.count == 3 || text[3] != UInt8(ascii: "-") else { return true }
        let code = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        reply = SMTPReply(code: code, text: plainText(lines))
        lines = []
        lineCount = 0
        return mayGoOn(after: code)
    }

    private mutating func mayGoOn(after code: Int) -> Bool {
        switch (phase, code) {
        case (.startTLS, 220):
            isProtected = true
            // What was offered in the open may have been put there by anybody.
            offersLogin = false
            return true
        case (.hello, 250):
            return !(needsLogin && isProtected && !offersLogin)
        default:
            return true
        }
    }

    private mutating func add(_ line: [UInt8]) {
        lineCount += 1
        guard lineCount <= Self.maximumLines else { return }
        let end = line.lastIndex { $0 != 0x0A && $0 != 0x0D }.map { $0 + 1 } ?? 0
        // The code stands once before all lines.
        lines += lineCount == 1 ? line[..<end] : [0x20] + line[Swift.min(4, end)..<end]
        if lineCount == 1, lines.count > 3 { lines[3] = 0x20 }
    }

    /// Whether a line of the answer to EHLO names a capability.
    private static func names(_ line: [UInt8], _ capability: String) -> Bool {
        let words = line.dropFirst(4).map { $0 >= 0x61 && $0 <= 0x7A ? $0 - 0x20 : $0 }
        guard words.starts(with: capability.utf8) else { return false }
        let rest = words.dropFirst(capability.utf8.count).first
        // Old servers write AUTH=LOGIN.
        return rest == nil || rest == 0x20 || rest == UInt8(ascii: "=") || rest == 0x0D
    }

    private static let commands: [(text: String, phase: SMTPPhase)] = [
        ("EHLO ", .hello), ("HELO ", .hello), ("STARTTLS\r\n", .startTLS), ("AUTH ", .login),
        ("MAIL FROM:", .sender), ("RCPT TO:", .recipient), ("DATA\r\n", .data),
    ]

    /// The phase that a command begins; `nil` for what is no command.
    private static func command(
        _ line: some Collection<UInt8>
    ) -> (phase: SMTPPhase, isLast: Bool)? {
        if line.starts(with: "QUIT\r\n".utf8) { return (.ended, true) }
        return commands.first { line.starts(with: $0.text.utf8) }.map { ($0.phase, false) }
    }
}
