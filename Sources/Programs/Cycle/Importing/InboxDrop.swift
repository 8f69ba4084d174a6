import Exports
import Platform
import Settings
import Spooling

/// Puts named files into the inbox of a program that works on the state, after a look that they are of use.
struct InboxDrop {
    private let inbox: Inbox
    private let terms: TakingTerms

    /// Opens the inbox.
    init(
        _ setting: ImportSetting,
        _ folders: Folders,
        isConfirmed: Bool,
        _ progress: Progress
    ) throws(Failure) {
        inbox = try spooled("the inbox cannot be used") { try Inbox(existing: folders.inbox) }
        var terms = TakingTerms(
            setting.configuration.inputs,
            now: RealClock.now(),
            zone: setting.zone
        )
        terms.isConfirmed = isConfirmed
        terms.progress = progress
        self.terms = terms
    }

    /// Copies files into the inbox, each only whole.
    ///
    /// - Parameters:
    ///   - files: the files.
    ///   - failure: why they cannot be taken in at once.
    /// - Returns: what became of each.
    /// - Throws: 75 where a confirmation cannot be handed on, by what fails.
    func add(_ files: [NamedFile], because failure: Failure) throws(Failure) -> ImportReport {
        guard !terms.isConfirmed || !terms.inputs.keep else {
            throw Failure(
                .tryLater,
                "\(failure); with inputs.keep a file is confirmed only while no daemon runs: stop it for "
                    + "the moment of this command"
            )
        }
        var reports: [ImportReport.File] = []
        for named in files { reports.append(try add(named)) }
        let isDropped = reports.contains { $0.fate == .dropped }
        return ImportReport(
            files: reports,
            worker: "\(failure)",
            inbox: inbox.path,
            stableFor: terms.inputs.stableFor,
            notes: terms.isConfirmed && isDropped
                ? [
                    "a file that was held in the last \(TakingTerms.confirmationDays) days is confirmed "
                        + "by this, and what lies in \(Inbox.refusedName) of it can be deleted; one that was not "
                        + "is held first, then confirm it once more"
                ] : []
        )
    }

    private func add(_ named: NamedFile) throws(Failure) -> ImportReport.File {
        let reader = terms.reader
        do throws(ReadingFailure) {
            let candidate = try reader.candidate(named)
            let reading = try reader.open(candidate)
            let file = try reader.exports(of: reading)
            var report = ImportReport.File(path: named.path, fate: .dropped)
            report.datasets = file.exports.map(\.content.dataset.title)
            report.rows = file.exports.reduce(0) { $0 + $1.content.rowCount }
            report.rowsRefused = file.exports.reduce(0) { $0 + $1.content.refusedRowCount }
            do throws(ExportError) {
                for export in file.exports {
                    try checkAgreement(export.content.dataset, candidate.sidecar)
                }
            } catch {
                return ImportReport.File(path: named.path, fate: .refused, why: "\(error)")
            }
            report.droppedAs = try copy(reading, named)
            return report
        } catch {
            switch error {
            case .refused(let error, _, _):
                return ImportReport.File(path: named.path, fate: .refused, why: "\(error)")
            case .inbox(let error): throw Failure(error, path: named.path)
            case .failed(let failure): throw failure
            }
        }
    }

    private func copy(_ reading: InboxReading, _ named: NamedFile) throws(ReadingFailure) -> String
    {
        do {
            let sidecar = try named.place.readSidecar(of: named.file)
            return try inbox.add(reading, sidecar: sidecar)
        } catch let error as InboxError {
            throw .inbox(error)
        } catch let error as FileError {
            throw .failed(
                error.isForbidden
                    ? Failure(.noPermission, "the inbox cannot be written: \(error)")
                    : Failure(error, doing: "the file cannot be copied into the inbox: ")
            )
        } catch {
            throw .failed(Failure(.defect, "\(error)"))
        }
    }
}
