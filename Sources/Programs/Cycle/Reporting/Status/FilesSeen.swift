import CivilTime
import Columns
import Notices
import Platform
import Spooling
import Storage
import Tabular

/// Reasons that are read at most, in bytes: only what is wrong is shown.
private let maximumReasonBytes = 1 << 16
/// The largest ledger of a relay that is looked through for a hold, in bytes.
private let maximumLedgerBytes = 64 << 20

/// The files that lie in the folder `refused` of an inbox.
func refusedInputs(in inbox: String) throws(FileError) -> [InstallationStatus.RefusedInput] {
    let folder: Folder
    do throws(FileError) {
        folder = try Folder("\(inbox)/refused")
    } catch {
        // Nothing was ever refused where no cycle has run on it.
        guard error.isMissing else { throw error }
        return []
    }
    let names = try folder.names()
    return names.filter { !$0.hasSuffix(".why.txt") && !InboxScan.ignores($0) }.map { name in
        // Who dropped the file may take the reason away: the file is what counts.
        let content = try? folder.contents(of: "\(name).why.txt", atMost: maximumReasonBytes)
        let note = String(decoding: content?.bytes ?? [], as: UTF8.self)
        return InstallationStatus.RefusedInput(
            name: name,
            why: FileFeedback.headline(ofNote: note)
        )
    }
}

/// The mails since a moment that could not be delivered and whose recipient got no later one.
///
/// - Parameters:
///   - ledger: all rows in the order of deciding.
///   - ends: what lies in the folders, which the rows need not say yet.
///   - moment: what was decided before it is left out.
/// - Returns: the newest first.
func failedMails(
    _ ledger: [LedgerRow],
    ends: [SpoolOutcome],
    since moment: Instant
) -> [InstallationStatus.FailedMail] {
    let ends = Dictionary(ends.map { ($0.key.rawValue, $0) }) { first, _ in first }
    func end(_ row: LedgerRow) -> String? { ends[row.key]?.folder.plan.name ?? row.outcome }
    var reached: Set<String> = []
    var failed: [InstallationStatus.FailedMail] = []
    for row in ledger.reversed() where row.kind == SpoolKind.mail.rawValue {
        guard row.decidedAt >= moment else { break }
        switch end(row) {
        case "sent": reached.insert(row.recipient)
        case "failed" where !reached.contains(row.recipient):
            failed.append(
                InstallationStatus.FailedMail(
                    key: row.key,
                    recipient: row.recipient,
                    subject: row.subject,
                    decidedAt: row.decidedAt,
                    reason: ends[row.key]?.reason?.reason
                )
            )
        default: break
        }
    }
    return failed
}

extension InstallationStatus.RelayHold {
    /// The hold that stands by a relay's ledger; `nil` where mails are sent.
    ///
    /// The daemon shares no code with the relay: two kinds of lines of its ledger are enough.
    init?(ledger path: String) throws(TextFileError) {
        let bytes = try readBytes(path, atMost: maximumLedgerBytes)
        var hold: Self?
        for line in bytes.split(separator: 0x0A) {
            guard let event = Self.queueEvent(in: line) else { continue }
            switch event["event"]?.string {
            case "queue-held":
                guard let at = event["at"]?.string.flatMap({ Instant($0) }) else { continue }
                hold = Self(since: at, reason: event["text"]?.string ?? "")
            case "queue-released": hold = nil
            default: break
            }
        }
        guard let hold else { return nil }
        self = hold
    }

    /// A line that may be about the queue; most are about single mails and are not read.
    private static func queueEvent(in line: ArraySlice<UInt8>) -> JSONValue? {
        guard String(decoding: line, as: UTF8.self).contains("\"queue-") else { return nil }
        do throws(TabularError) {
            return try readJSON(Array(line), maximumBytes: line.count)
        } catch {
            return nil
        }
    }
}
