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
        exportedAt =
            sidecar?.exportedAt
            ?? Self.dated(file).map { Self.moment($0.name, $0.status) }.max()
            ?? file.members.map(\.status.modified.instant).max()
            ?? file.status.modified.instant
    }

    /// From what it is known when it was exported.
    var momentSource: MomentSource {
        if sidecar?.exportedAt != nil { return .sidecar }
        return Self.dated(file).isEmpty ? .modified : .name
    }

    /// Whether this file counts before another: by moment, then by name.
    func isOlder(than other: Candidate) -> Bool {
        if exportedAt != other.exportedAt { return exportedAt < other.exportedAt }
        return file.name.utf8.lexicographicallyPrecedes(other.file.name.utf8)
    }

    /// What of a file has a name that tells a day: itself, else files in a folder, of which the newest
    /// counts; a note among them has none.
    private static func dated(_ file: InboxFile) -> [(name: String, status: FileStatus)] {
        if hasDay(file.name) { return [(file.name, file.status)] }
        return file.members.filter { hasDay($0.name) }.map { ($0.name, $0.status) }
    }

    private static func moment(_ name: String, _ status: FileStatus) -> Instant {
        Exports.exportedAt(sidecar: nil, fileName: name, modified: status.modified.instant)
    }

    /// Whether a name tells a day.
    private static func hasDay(_ name: String) -> Bool {
        let (a, b) = (Instant(secondsSince1970: 0), Instant(secondsSince1970: 1))
        return Exports.exportedAt(sidecar: nil, fileName: name, modified: a)
            == Exports.exportedAt(sidecar: nil, fileName: name, modified: b)
    }
}
