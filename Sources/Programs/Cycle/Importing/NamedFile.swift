import Platform
import Spooling

/// A file or a folder that a person named on the command line.
struct NamedFile {
    /// As it was named.
    let path: String
    /// The folder in which it lies.
    let place: Inbox
    /// The file in it.
    let file: InboxFile

    /// Finds what was named; a link is followed, since somebody asked for it.
    ///
    /// - Throws: 66 where there is nothing of that name, 65 where it is no file, 77 where it may not be
    ///   looked at.
    init(_ path: String) throws(Failure) {
        self.path = path
        let entry: Inbox.Entry?
        do throws(FileError) {
            let (folder, name) = try Folder.place(of: path)
            place = try Inbox(existing: folder)
            entry = try place.entry(name)
        } catch {
            throw Self.failure(error, path)
        }
        switch entry {
        case .file(let file): self.file = file
        case .oddity(let oddity): throw Failure(.badData, oddity.description)
        case .unfinished: throw Failure(.tryLater, "\(path): a file in it is still written")
        case nil: throw Failure(.noInput, "\(path): there is no such file")
        }
    }

    private static func failure(_ error: FileError, _ path: String) -> Failure {
        if error.isMissing { return Failure(.noInput, "\(path): there is no such file") }
        if error.isForbidden {
            return Failure(.noPermission, "\(path): this user may not read it")
        }
        return Failure(.inputOutput, "\(error)")
    }
}

extension Failure {
    /// A named file that was not read.
    init(_ error: InboxError, path: String) {
        switch error {
        case .changed:
            self.init(.tryLater, "\(path): it changed while it was read; try again")
        case .unreadable: self.init(.noPermission, "\(error)")
        case .unfit(let error): self.init(.badData, "\(error)")
        case .failed(let error): self.init(error)
        }
    }
}
