import Glibc

extension Outbox {
    /// Requires that this process may write into every folder it publishes to, so that a cycle that could
    /// not publish fails before it decides anything.
    package func requireWritable() throws(FileError) {
        for folder in [OutboxFolder.mailDraft, .mailNew, .actionDraft, .actionNew] {
            let path = self[folder].path
            guard access(path, W_OK | X_OK) == 0 else {
                throw FileError(.system(errno), .write, path)
            }
        }
    }
}
