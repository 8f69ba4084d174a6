import CivilTime
import Platform
import Spooling

/// The copies in `done` of files that an import takes in: hidden until the state has them.
struct ImportArchive {
    private enum Step {
        /// A copy of a file that lies elsewhere.
        case copy(draft: String, InboxReceipt, sidecar: [UInt8]?)
        /// A file that lies in the inbox already.
        case move(InboxReceipt)
        /// A file that lies among the refused ones.
        case release(InboxReceipt)
    }

    private let inbox: Inbox
    private let steps: [Step]

    /// Copies what was taken in.
    ///
    /// - Parameters:
    ///   - taking: what was taken in.
    ///   - files: the files, as they were named.
    ///   - inbox: where the copies go.
    ///   - isKept: whether files are kept in `done` at all.
    /// - Throws: 75 where a file changed meanwhile, by what fails.
    init(
        _ taking: Taking,
        _ files: [NamedFile],
        _ inbox: Inbox,
        isKept: Bool
    ) throws(Failure) {
        self.inbox = inbox
        guard isKept, inbox.isMovable else {
            steps = []
            return
        }
        var steps: [Step] = []
        do {
            for receipt in taking.done {
                guard
                    let named = files.first(where: {
                        $0.file.name == receipt.file.name
                            && $0.file.status.inode == receipt.file.status.inode
                    })
                else { continue }
                if try inbox.isPlace(named.place) {
                    steps.append(.move(receipt))
                } else if try inbox.isRefusedPlace(named.place) {
                    steps.append(.release(receipt))
                } else if taking.taken.contains(where: { $0.receipt == receipt }) {
                    let reading = try named.place.open(receipt.file)
                    let sidecar = try named.place.readSidecar(of: receipt.file)
                    steps.append(.copy(draft: try inbox.stage(reading), receipt, sidecar: sidecar))
                }
            }
        } catch {
            Self.discard(steps, inbox)
            switch error {
            case let error as InboxError: throw Failure(error, path: "a file")
            case let error as FileError: throw Failure(error, doing: "a file cannot be kept: ")
            default: throw Failure(.defect, "\(error)")
            }
        }
        self.steps = steps
    }

    /// Gives the copies their names.
    func keep(on day: Day) throws(Failure) {
        try spooled("what was taken in cannot be kept in done") {
            for step in steps {
                switch step {
                case .copy(let draft, let receipt, let sidecar):
                    try inbox.keep(staged: draft, receipt, sidecar: sidecar, on: day)
                case .move(let receipt): _ = try inbox.moveToDone(receipt, on: day)
                case .release(let receipt): try inbox.release(receipt, on: day)
                }
            }
        }
    }

    /// Removes the copies of what was not committed.
    func discard() { Self.discard(steps, inbox) }

    private static func discard(_ steps: [Step], _ inbox: Inbox) {
        for case .copy(let draft, _, _) in steps {
            // What failed before is the error to tell.
            try? inbox.discard(staged: draft)
        }
    }
}
