import CCurl

/// One run of libcurl: what it sends, what it shows, and whether it goes on.
///
/// libcurl's callbacks capture nothing, so they find it through a pointer.
final class Transfer {
    /// The conversation as it was heard.
    private(set) var dialogue: SMTPDialogue
    /// Whether the caller wanted no more.
    private(set) var isStopped = false
    /// Whether the server offers no login that may be used.
    private(set) var lacksLogin = false

    private let mail: [UInt8]
    private var sent = 0
    private let mayGoOn: (SMTPPhase) -> Bool
    /// When libcurl first asked after this side had said good-bye; how often it asks says nothing
    /// about the time.
    private var leavingSince: ContinuousClock.Instant?

    /// How long, in seconds, the server may take to say good-bye.
    static let patienceAtLeaving = 5

    init(mail: [UInt8], dialogue: SMTPDialogue, mayGoOn: @escaping (SMTPPhase) -> Bool) {
        self.mail = mail
        self.dialogue = dialogue
        self.mayGoOn = mayGoOn
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    // MARK: What libcurl calls

    static let readBytes: sw_data_function = { buffer, size, count, context in
        guard let transfer = from(context), let buffer else { return Int(CURL_READFUNC_ABORT) }
        return transfer.next(
            into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
        )
    }

    static let takeHeader: sw_data_function = { line, size, count, context in
        guard let transfer = from(context), let line else { return 0 }
        let bytes = UnsafeRawBufferPointer(start: line, count: size * count)
        // Any other number ends the transfer.
        return transfer.take(bytes) ? size * count : 0
    }

    /// A mail server sends nothing but answers.
    static let dropBytes: sw_data_function = { _, size, count, _ in size * count }

    static let listen: sw_debug_function = { _, kind, text, count, context in
        guard let transfer = from(context), let text, kind == CURLINFO_HEADER_OUT else { return 0 }
        transfer.dialogue.said(UnsafeRawBufferPointer(start: text, count: count))
        return 0
    }

    static let askToGoOn: sw_progress_function = { context, _, _, _, _ in
        guard let transfer = from(context) else { return 1 }
        return transfer.goesOn() ? 0 : 1
    }

    // MARK: What follows

    private func next(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        dialogue.beganBody()
        let count = Swift.min(buffer.count, mail.count - sent)
        buffer.copyBytes(from: mail[sent..<(sent + count)])
        sent += count
        // libcurl may send the dot without asking for more.
        if sent == mail.count { dialogue.endedBody() }
        return count
    }

    private func take(_ line: UnsafeRawBufferPointer) -> Bool {
        guard dialogue.heard(line) else {
            lacksLogin = true
            return false
        }
        return true
    }

    private func goesOn() -> Bool {
        if dialogue.isLeaving {
            let since = leavingSince ?? .now
            leavingSince = since
            return since.duration(to: .now) < .seconds(Self.patienceAtLeaving)
                && mayGoOn(.connecting)
        }
        isStopped = isStopped || !mayGoOn(dialogue.phase)
        return !isStopped
    }
}
