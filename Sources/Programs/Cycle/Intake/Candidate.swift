import CivilTime
import Exports
import Spooling

/// A file that may be taken in, with what is said of it beside it.
struct Candidate {
    /// From what it is known when a file was exported.
    enum MomentSource: String {
        case sidecar, name, modified
    }

    /// The folder in which it lies.
    let inbox: Inbox
    /// The file.
    let file: InboxFile
    /// What its sidecar says; `nil` without one.
    let sidecar: Sidecar?
    /// When it was exported.
    let exportedAt: Instant

    /// Puts together what is known of a file before it is read.
    init(_ inbox: Inbox, _ file: InboxFile, _ sidecar: Sidecar?) {
        self.inbox = inbox
        self.file = file
        self.sidecar = sidecar
        if file.isFolder, sidecar?.exportedAt == nil, !Self.hasDay(file.name) {
            // A folder says nothing of its own: the newest file in it counts.
            exportedAt =
                file.members.map { Self.moment(nil, $0.name, $0.status) }.max()
                ?? file.status.modified.instant
        } else {
            exportedAt = Self.moment(sidecar, file.name, file.status)
        }
    }

    /// From what it is known when it was exported.
    var momentSource: MomentSource {
        if sidecar?.exportedAt != nil { return .sidecar }
        let names = [file.name] + file.members.map(\.name)
        return names.contains(where: Self.hasDay) ? .name : .modified
    }

    /// Whether this file counts before another: by moment, then by name.
    func isOlder(than other: Candidate) -> Bool {
        if exportedAt != other.exportedAt { return exportedAt < other.exportedAt }
        return file.name.utf8.lexicographicallyPrecedes(other.file.name.utf8)
    }

    private static func moment(_ sidecar: Sidecar?, _ name: String, _ status: FileStatus) -> Instant
    {
        Exports.exportedAt(
            sidecar: sidecar,
            fileName: name,
            modified: status.modified.instant
        )
    }

    /// Whether a name tells a day.
    private static func hasDay(_ name: String) -> Bool {
        let (a, b) = (Instant(secondsSince1970: 0), Instant(secondsSince1970: 1))
        return Exports.exportedAt(sidecar: nil, fileName: name, modified: a)
            == Exports.exportedAt(sidecar: nil, fileName: name, modified: b)
    }
}
