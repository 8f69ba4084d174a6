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
    var terms = TakingTerms(setting.configuration.inputs, now: known.now, zone: setting.zone)
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
    guard !named.file.isFolder else {
        throw Failure(.usage, "\(named.path): it is a folder; name one of the files in it")
    }
    let terms = TakingTerms(
        setting.configuration.inputs,
        now: RealClock.now(),
        zone: setting.zone
    )
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

private func look(
    at named: NamedFile,
    _ terms: TakingTerms,
    _ known: KnownState
) throws(Failure) -> FileLook {
    let reader = terms.reader
    do throws(ReadingFailure) {
        let candidate = try reader.candidate(named)
        let reading = try reader.open(candidate)
        let file = try reader.exports(of: reading)
        let source = reading.parts.count == 1 ? reader.source(reading.parts[0]) : nil
        let dialect = source.flatMap { Dialect($0) }
        let heading = file.exports.count == 1 ? source.flatMap { Heading($0, terms.options) } : nil
        var reports: [ExportReport] = []
        for (index, export) in file.exports.enumerated() {
            let digest = file.digest(ofExport: index)
            let context = ReportContext(named, candidate, file, digest, terms, known)
            reports.append(ExportReport(export, dialect, heading, context))
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
