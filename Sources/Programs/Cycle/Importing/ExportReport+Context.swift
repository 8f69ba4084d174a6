import CivilTime
import Exports
import Facts
import Settings
import Spooling

/// All that a report is made of beside the content.
struct ReportContext {
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
    /// Puts together what is said of an export.
    init(
        _ export: ReadExport,
        _ dialect: Dialect?,
        _ heading: Heading?,
        _ context: ReportContext
    ) {
        let content = export.content
        var history = History()
        let change = try? history.absorb(content, context.unhindered(content))
        let intake = change?.intake
        let sidecar = context.candidate.sidecar
        let isNameless = content.dataset == .tokenFlex && (sidecar?.team ?? "").isEmpty
        path = context.named.path
        self.dialect = dialect
        places = export.places
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
