import CivilTime
import Exports
import Facts
import Platform
import Settings
import Spooling
import Storage

/// Takes files in, or puts them into the inbox where another program works on the state.
///
/// Nothing is decided and no mail is written: the next cycle does that, and hears that data arrived.
///
/// - Parameters:
///   - request: which files, and whether they are confirmed.
///   - progress: told how the reading goes on.
/// - Returns: what became of each file.
/// - Throws: 66 for a file or a configuration that is not there, 75 for a file that changes, by what fails;
///   then nothing was taken in.
package func importFiles(
    _ request: ImportRequest,
    progress: Progress = .none
) throws(Failure) -> ImportReport {
    let setting = try ImportSetting(request.configuration)
    guard let folders = setting.folders else {
        throw Failure(
            .noInput,
            "no configuration: looked for /etc/seatwarden/config.yaml and ./config.yaml; name one with "
                + "--config FILE, or only look at the files with --dry-run"
        )
    }
    var files: [NamedFile] = []
    for path in request.paths { files.append(try NamedFile(path)) }
    let state: (folder: Folder, lock: FolderLock)
    do throws(Failure) {
        let folder = try spooled("the state folder cannot be used") {
            try Folder.make(folders.state)
        }
        state = (folder, try locked(folder))
    } catch {
        guard error.status == .tryLater || error.status == .noPermission else { throw error }
        let drop = try InboxDrop(setting, folders, isConfirmed: request.isConfirmed, progress)
        return try drop.add(files, because: error)
    }
    var work = try ImportWork(setting, folders, isConfirmed: request.isConfirmed, progress)
    defer { withExtendedLifetime(state) {} }
    return try work.take(files)
}
