import CivilTime
import Notices
import Platform
import Settings
import Spooling
import Storage

/// A mail or an action as it was decided.
///
/// - Parameters:
///   - configuration: the path from the command line.
///   - key: the beginning of its key.
///   - isRaw: the bytes as they stand; else what a person reads.
/// - Returns: the text.
/// - Throws: 64 when no key or several begin so, 66 when the bytes are no longer kept.
package func showMessage(
    configuration: String?,
    key: String,
    isRaw: Bool
) throws(Failure) -> String {
    let workplace = try Inspection(configuration: configuration, today: RealClock.now().utcDay)
        .workplace(forService: false)
    let store = try openState(of: workplace, for: .reading)
    let rows = try stored { try store.ledger() }
        .filter { $0.key.hasPrefix(key) }
    guard let row = rows.first, rows.count == 1 else {
        let found =
            (rows.prefix(10).map { "\($0.key)  \($0.recipient)  \($0.subject)" }
            + (rows.count > 10 ? ["and \(rows.count - 10) more"] : [])).joined(separator: "\n  ")
        throw Failure(
            .usage,
            rows.isEmpty
                ? "no message has a key that begins with '\(key)'; see 'seatwarden outbox status'"
                : "several messages begin with '\(key)':\n  \(found)"
        )
    }
    guard let bytes = try stored({ try store.messageBytes(of: row.key) }) else {
        throw Failure(.noInput, "the bytes of \(row.key) are no longer kept (retention.sent)")
    }
    guard !isRaw, row.kind == SpoolKind.mail.rawValue else {
        return String(decoding: bytes, as: UTF8.self)
    }
    guard let text = plainText(ofMail: bytes) else { return String(decoding: bytes, as: UTF8.self) }
    return "To: \(row.recipient)\nSubject: \(row.subject)\n\n\(text)"
}
