import CivilTime
import Columns
import Exports
import Facts
import Notices
import Platform
import Spooling
import Storage
import Templates

/// A file that is not taken in, and why.
struct Refusal {
    let file: InboxFile
    /// The digest of its bytes; its name where they could not be read.
    let digest: String
    /// What is wrong and what to do, in one line.
    let why: String
    /// The same for someone who is no programmer, in full.
    let feedback: FileFeedback
    /// Whether it waits for a person who confirms it.
    let isHeld: Bool

    /// Puts the words for people together.
    ///
    /// - Parameters:
    ///   - refused: the file, as far as it was read.
    ///   - keptAs: the name that it gets in the folder for refused files; `nil` where it stays.
    ///   - history: all that is known, which is what stays in use.
    init(_ refused: RefusedDraft, keptAs: String?, history: History) {
        let fault = refused.fault
        let teams = refused.teams
        let dataset = fault.dataset ?? refused.glance?.dataset
        file = refused.receipt.file
        digest = refused.receipt.digest
        why = fault.line
        isHeld = refused.isHeld
        feedback = FileFeedback(
            name: file.name,
            keptAs: keptAs,
            what: dataset.map { described($0, teams, rows: refused.glance?.rows) },
            droppedBy: Users.name(of: file.status.ownerID),
            headline: fault.headline,
            explanation: fault.explanation,
            steps: fault.steps(dataset: dataset, team: teams.count == 1 ? teams[0] : nil)
                + (isHeld ? [refused.confirmation(keptAs: keptAs)] : []),
            meanwhile: history.whatStands(of: dataset, teams),
            isHeld: isHeld
        )
    }

    /// The row of the state that remembers it.
    var row: RefusedFile {
        RefusedFile(
            digest: digest,
            name: file.name,
            reason: why,
            heldMark: isHeld ? file.mark : nil
        )
    }

    /// What the operators are told of it.
    var concern: OperatorConcern {
        .refusedFile(feedback, digest: isHeld ? "\(digest) held" : digest)
    }
}

/// A file that was found to be of no use, before it is known what else the cycle takes in.
struct RefusedDraft {
    let receipt: InboxReceipt
    let fault: FileFault
    /// The folder in which it lies.
    let inbox: Inbox
    /// Whether it waits for a person who confirms it.
    var isHeld = false
    /// Whether files stay in the inbox (`inputs.keep`), so that dropping it again confirms nothing.
    var filesStay = false
    /// What could be read of it all the same.
    var glance: Glance?
    /// The team that its sidecar names.
    let statedTeam: String?

    /// A file of no use.
    init(_ receipt: InboxReceipt, _ fault: FileFault, _ candidate: Candidate) {
        self.receipt = receipt
        self.fault = fault
        inbox = candidate.inbox
        statedTeam = candidate.sidecar?.team
    }

    /// The teams that it speaks of, as they are written.
    var teams: [String] {
        let found = glance?.teams ?? []
        return found.isEmpty ? [statedTeam].compactMap { $0 } : found
    }

    /// What to do where the file is right although it is held.
    fileprivate func confirmation(keptAs: String?) -> String {
        let place = keptAs.map { "\(Inbox.refusedName)/\($0)" } ?? receipt.file.name
        let confirming = ShrunkenFile.confirming(
            shellQuoted("\(inbox.path)/\(place)"),
            filesStay: filesStay
        )
        return "If the smaller file is right: \(confirming)"
    }
}

private func described(_ dataset: Dataset, _ teams: [String], rows: Int?) -> String {
    let of =
        switch teams.count {
        case 0: ""
        case 1...3: " of \(teams.joined(separator: ", "))"
        default: " of several teams"
        }
    let count = rows.map { ", \($0) \($0 == 1 ? "row" : "rows")" } ?? ""
    return "a file of \"\(dataset.title)\"\(of)\(count)"
}

extension History {
    /// What stays in use while a file is refused, in sentences.
    fileprivate func whatStands(of dataset: Dataset?, _ teams: [String]) -> String {
        let nothingLost = "Nothing was lost, and nothing of this file was taken in."
        guard let dataset else { return "All data that came before stays in use. " + nothingLost }
        let wanted = Set(teams.map { fold($0) })
        let isOfTeam: (IntakePart) -> Bool = {
            wanted.isEmpty || $0.team.isEmpty || wanted.contains(fold($0.team))
        }
        let intakesOfTeam = Set(parts.lazy.filter(isOfTeam).map(\.intake))
        let newest = intakes.filter { $0.dataset == dataset && intakesOfTeam.contains($0.id) }
            .max { $0.isOlder(than: $1) }
        let of = teams.count == 1 ? " of \(teams[0])" : ""
        guard let newest else {
            return
                "No other file of \"\(dataset.title)\"\(of) is there yet: what depends on it waits. "
                + nothingLost
        }
        let last = newest.range?.last ?? newest.exportedAt.utcDay
        return "The newest good file of \"\(dataset.title)\"\(of), \(newest.name) with data up to "
            + "\(Language.english.date(last)), stays in use. \(nothingLost)"
    }
}
