import Platform
import Spooling

extension Failure {
    /// A dropped file that the disk or its rights keep from us; a journal is not told its name, which may
    /// be of a person.
    init(_ error: FileError, doing what: String = "") {
        self.init(.inputOutput, "\(what)\(error)", journalText: "\(what)\(error.withoutName)")
    }
}
