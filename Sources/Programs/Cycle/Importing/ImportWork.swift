import CivilTime
import Exports
import Facts
import Notices
import Platform
import Settings
import Spooling
import Storage

/// Takes named files in under the lock: read where they lie, copied to `done`, committed, and only then
/// given their names there.
struct ImportWork {
    private let setting: ImportSetting
    private let store: Store
    private let inbox: Inbox
    private let terms: TakingTerms
    private var history: History

    /// Opens the state and the inbox.
    ///
    /// - Precondition: this process holds the lock of the state.
    init(
        _ setting: ImportSetting,
        _ folders: Folders,
        isConfirmed: Bool,
        _ progress: Progress
    ) throws(Failure) {
        let clock = RealClock.now()
        let configuration = setting.configuration
        inbox = try spooled("the inbox cannot be used") {
            try Inbox(making: folders.inbox, keepsFiles: configuration.inputs.keep)
        }
        let store = try openState(
            in: folders.state,
            for: .working(
                StateOrigin(
                    installation: configuration.installation,
                    isSimulated: false,
                    createdAt: clock
                )
            )
        )
        // On a state of another time files are taken in at that time.
        let now = try store.simulatedMoment() ?? clock
        var terms = TakingTerms(configuration.inputs, now: now, zone: setting.zone)
        terms.kept = configuration.retention.days
        terms.isConfirmed = isConfirmed
        // Who may write the state may say everything.
        terms.isTrusted = true
        terms.progress = progress
        self.terms = terms
        self.setting = setting
        self.store = store
        history = try stored { try store.loadHistory(neededFrom: now) }
    }

    /// Takes files in.
    mutating func take(_ files: [NamedFile]) throws(Failure) -> ImportReport {
        let taking = try Taking(files.map { ($0.place, $0.file) }, into: &history, terms)
        if let file = taking.changing.first {
            throw Failure(
                .tryLater,
                "\(file.name): it changed while it was read; nothing was taken in"
            )
        }
        if let file = taking.unreadable.first { throw Failure(.noPermission, file.why) }
        let archive = try ImportArchive(
            taking,
            files,
            inbox,
            isKept: !setting.configuration.inputs.keep
        )
        do throws(Failure) {
            if let newest = taking.newest {
                try stored {
                    try store.commitImport(
                        taking.taken.map(\.change),
                        newest: newest,
                        at: terms.now
                    )
                }
            }
        } catch {
            archive.discard()
            throw error
        }
        try archive.keep(on: terms.now.utcDay)
        return ImportReport(
            files: files.map { taking.report(of: $0) },
            worker: nil,
            inbox: inbox.path,
            stableFor: terms.inputs.stableFor,
            notes: inbox.notes.map(\.description)
        )
    }
}

extension Taking {
    fileprivate func report(of named: NamedFile) -> ImportReport.File {
        let mine = taken.filter { $0.receipt.file.isSame(named.file) }.map(\.change)
        if !mine.isEmpty {
            var file = ImportReport.File(path: named.path, fate: .taken)
            file.datasets = mine.map(\.intake.dataset.title)
            file.teams = Set(mine.flatMap(\.parts).map(\.team)).filter { !$0.isEmpty }.sorted()
            file.rows = mine.reduce(0) { $0 + $1.intake.rows }
            file.rowsRefused = mine.reduce(0) { $0 + $1.intake.rowsRefused }
            return file
        }
        guard let refusal = refused.first(where: { $0.file.isSame(named.file) }) else {
            return ImportReport.File(path: named.path, fate: .repeated)
        }
        return ImportReport.File(
            path: named.path,
            fate: refusal.isHeld ? .held : .refused,
            why: refusal.isHeld ? refusal.feedback.explanation : refusal.why
        )
    }
}

extension InboxFile {
    /// Whether this is another one as it was read a moment later.
    fileprivate func isSame(_ other: InboxFile) -> Bool {
        status.device == other.status.device && status.inode == other.status.inode
    }
}
