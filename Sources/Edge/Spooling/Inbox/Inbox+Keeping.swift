package import CivilTime

// What lies in `done`: kept for `retention.inputs`, so that a replay can read it again.

extension Inbox {
    /// Removes taken files whose day of intake lies before a day (`retention.inputs`).
    ///
    /// A folder that holds folders is left to people.
    ///
    /// - Returns: how many were removed.
    package func removeDone(before day: Day) throws(FileError) -> Int {
        guard isMovable else { return 0 }
        let limit = day.description.filter { $0 != "-" }
        var removed = 0
        for name in try done.names() {
            let date = name.prefix(8)
            guard date.utf8.count == 8, date.allSatisfy({ $0.isASCII && $0.isNumber }),
                name.dropFirst(8).hasPrefix("-"), date < limit
            else { continue }
            if try done.status(of: name)?.kind == .folder {
                guard try isPlain(name) else { continue }
                try done.removeFolder(name)
            } else {
                try done.removeIfPresent(name)
            }
            removed += 1
        }
        return removed
    }

    /// Whether a folder in `done` holds no folder.
    private func isPlain(_ name: String) throws(FileError) -> Bool {
        let inner = try done.folder(name)
        for file in try inner.names() where try inner.status(of: file)?.kind == .folder {
            return false
        }
        return true
    }

    /// The names of the taken files, in the order of their day of intake.
    package func doneNames() throws(FileError) -> [String] { try done.names() }

    /// Opens a taken file again, as a replay does.
    package func readDone(_ name: String) throws(FileError) -> ReadableFile {
        try done.readable(name, atMost: Self.maximumBytes)
    }

    /// The name in `done` of a file: `YYYYMMDD-HASH8-NAME`.
    static func doneName(of receipt: InboxReceipt, on day: Day) -> String {
        let date = day.description.filter { $0 != "-" }
        return "\(date)-\(receipt.digest.prefix(8))-\(shortened(receipt.file.name))"
    }
}
