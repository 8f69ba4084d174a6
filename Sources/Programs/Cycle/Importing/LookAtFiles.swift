import CivilTime
package import Exports
import Facts
import Platform
import Settings
import Spooling
import Storage

// `seatwarden import --dry-run`: what is in files, and what would become of them. Nothing is written, and no
// lock is taken; the state is looked at where there is one that this user may read.

/// Looks at files.
///
/// - Parameters:
///   - request: which files.
///   - progress: told how the reading goes on.
/// - Returns: what was recognised in each, in the order in which they were named.
/// - Throws: 66 for a file that is not there, 78 for a mistake in the configuration, by what fails.
package func lookAtFiles(
    _ request: ImportRequest,
    progress: Progress = .none
) throws(Failure) -> [FileLook] {
    let setting = try ImportSetting(request.configuration)
    let known = try KnownState(setting)
    var terms = TakingTerms(setting.configuration.inputs, now: known.now)
    terms.progress = progress
    terms.isConfirmed = request.isConfirmed
    var looks: [FileLook] = []
    for path in request.paths {
        looks.append(try look(at: NamedFile(path), terms, known))
    }
    return looks
}

/// Reads the rows of one file as they stand in it.
///
/// - Parameters:
///   - request: names one file.
///   - progress: told how the reading goes on.
/// - Returns: the rows, or why it is of no use.
/// - Throws: 66 for a file that is not there, by what fails.
package func readRows(
    _ request: ImportRequest,
    progress: Progress = .none
) throws(Failure) -> Result<Export, ExportError> {
    let setting = try ImportSetting(request.configuration)
    let named = try NamedFile(request.paths[0])
    let terms = TakingTerms(setting.configuration.inputs, now: RealClock.now())
    var reader = terms.reader
    reader.progress = progress
    do throws(ReadingFailure) {
        let reading = try reader.open(Candidate(named.place, named.file, nil))
        return .success(try reader.rows(of: reading))
    } catch {
        switch error {
        case .refused(let error, _, _): return .failure(error)
        case .inbox(let error): throw Failure(error, path: named.path)
        case .failed(let failure): throw failure
        }
    }
}

/// What is known already, where somebody may look at it.
private struct KnownState {
    /// All that is known; `nil` without a state.
    let history: History?
    /// The inbox; `nil` without one.
    let inbox: Inbox?
    /// The moment at which the files are looked at.
    let now: Instant

    init(_ setting: ImportSetting) throws(Failure) {
        let clock = RealClock.now()
        let known = try setting.folders.flatMap { folders throws(Failure) in
            try Self.state(in: folders.state)
        }
        history = known?.history
        now = known?.moment ?? clock
        inbox = setting.folders.flatMap { try? Inbox(existing: $0.inbox) }
    }

    /// What a state says; `nil` without one, or without the right to read it: then the file speaks for
    /// itself.
    private static func state(
        in folder: String
    ) throws(Failure) -> (history: History, moment: Instant?)? {
        do throws(Failure) {
            let store = try openState(in: folder, for: .reading)
            return (try stored { try store.loadHistory() }, try store.simulatedMoment())
        } catch {
            guard error.status == .noInput || error.status == .noPermission else { throw error }
            return nil
        }
    }
}

private func look(
    at named: NamedFile,
    _ terms: TakingTerms,
    _ known: KnownState
) throws(Failure) -> FileLook {
    let reader = terms.reader
    do throws(ReadingFailure) {
        let candidate = try reader.candidate(named)
        let reading = try reader.open(candidate)
        let file = try reader.contents(of: reading)
        let source = reading.parts.count == 1 ? reader.source(reading.parts[0]) : nil
        let dialect = source.flatMap { Dialect($0) }
        let heading = source.flatMap { Heading($0, terms.options) }
        var reports: [ExportReport] = []
        for (index, content) in file.contents.enumerated() {
            let digest = file.digest(ofContent: index)
            let context = Context(named, candidate, file, digest, terms, known)
            reports.append(ExportReport(content, dialect, heading, context))
        }
        return .exports(reports)
    } catch {
        switch error {
        case .refused(let error, _, _): return .refused(path: named.path, error)
        case .inbox(let error): throw Failure(error, path: named.path)
        case .failed(let failure): throw failure
        }
    }
}

/// All that a report is made of beside the content.
private struct Context {
    let named: NamedFile
    let candidate: Candidate
    let file: ReadFile
    /// The digest of the content.
    let digest: String
    let terms: TakingTerms
    let known: KnownState

    init(
        _ named: NamedFile,
        _ candidate: Candidate,
        _ file: ReadFile,
        _ digest: String,
        _ terms: TakingTerms,
        _ known: KnownState
    ) {
        self.digest = digest
        self.named = named
        self.candidate = candidate
        self.file = file
        self.terms = terms
        self.known = known
    }

    /// The file as a history is told of it that takes everything, to see what becomes of it.
    func unhindered(_ content: ExportContent) -> IncomingFile {
        let stated = candidate.sidecar
        let isNameless = content.dataset == .tokenFlex && (stated?.team ?? "").isEmpty
        return IncomingFile(
            name: candidate.file.name,
            digest: digest,
            exportedAt: candidate.exportedAt,
            takenAt: Swift.max(terms.now, candidate.exportedAt),
            sidecar: isNameless
                ? Sidecar(team: "-", from: stated?.from, to: stated?.to) : stated
        )
    }

    /// What would keep it from being taken in, in sentences.
    func obstacles(_ content: ExportContent) -> [String] {
        var sentences: [String] = []
        do throws(ExportError) { try checkAgreement(content.dataset, candidate.sidecar) } catch {
            sentences.append(([error.message] + error.advice).joined(separator: " "))
        }
        if candidate.exportedAt > terms.now.adding(History.futureTolerance) {
            sentences.append(
                "It says that it was exported at \(candidate.exportedAt), in the future."
            )
        }
        let incoming = terms.incoming(candidate, digest: digest)
        if let history = known.history, !terms.isConfirmed {
            do throws(ShrunkenFile) {
                try history.requireWhole(content, incoming, share: terms.inputs.shrinkGuard)
            } catch {
                sentences.append(
                    "It would be held: \(error.explanation) If it is right, add --confirm."
                )
            }
        }
        if let inbox = known.inbox, content.dataset.needsTrust,
            !inbox.trusts(named.file, others: terms.trusted)
        {
            sentences.append(
                "Dropped into the inbox by its owner it would be refused: only the owner of the inbox, root "
                    + "and the users of inputs.trusted may say this. 'seatwarden import' takes it in."
            )
        }
        return sentences
    }
}

extension ExportReport {
    fileprivate init(
        _ content: ExportContent,
        _ dialect: Dialect?,
        _ heading: Heading?,
        _ context: Context
    ) {
        var history = History()
        let change = try? history.absorb(content, context.unhindered(content))
        let intake = change?.intake
        let sidecar = context.candidate.sidecar
        let isNameless = content.dataset == .tokenFlex && (sidecar?.team ?? "").isEmpty
        path = context.named.path
        self.dialect = dialect
        dataset = content.dataset
        generation = content.generation
        teams =
            isNameless || !content.dataset.hasTeams
            ? []
            : (change?.parts ?? []).map { Team(name: $0.team, rows: $0.rows) }
                .sorted { ($1.rows, $0.name) < ($0.rows, $1.name) }
        exportedAt = context.candidate.exportedAt
        exportedAtSource = context.candidate.momentSource.rawValue
        range = intake?.range
        if intake?.range == nil {
            rangeSource = nil
        } else if intake?.isRangeAssumed == true {
            rangeSource = .assumed
        } else {
            rangeSource = sidecar?.from != nil || sidecar?.to != nil ? .stated : .file
        }
        isFiltered = intake?.isFiltered
        rows = content.rowCount
        refusedRowCount = content.refusedRowCount
        refusedRows = content.refusedRows
        let written = Dictionary(heading?.columns ?? []) { first, _ in first }
        columns = content.columns.map { ($0, written[$0]) }
        ignoredColumns = content.unknownColumns
        isKnown = context.known.history.map {
            $0.knows(context.file.receipt.digest, exportedAt: context.candidate.exportedAt)
        }
        obstacles = context.obstacles(content)
    }
}
