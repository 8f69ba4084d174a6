// A file leaves the inbox before its sidecar. Where a run was killed between the two, the sidecar would
// speak for the next file of that name.

extension Inbox {
    /// Lets sidecars follow the files that have left the inbox without them.
    ///
    /// A sidecar that was dropped after the move waits for a file of its own.
    package func finishMoves() throws(FileError) {
        guard isMovable else { return }
        let names = Set(try folder.names())
        for sidecar in names.sorted() where sidecar.hasSuffix(InboxFile.sidecarSuffix) {
            let name = String(sidecar.dropLast(InboxFile.sidecarSuffix.count))
            guard !names.contains(name), let status = try folder.status(of: sidecar),
                let (exit, kept) = try whatLeft(as: name, after: status.changed)
            else { continue }
            try folder.move(sidecar, to: exit, as: InboxFile.sidecarName(of: kept))
            try exit.flush()
        }
    }

    /// The file that left the inbox under a name, without a sidecar, after a moment.
    private func whatLeft(
        as name: String,
        after moment: FileTime
    ) throws(FileError) -> (exit: Folder, name: String)? {
        let end = Self.shortened(name)
        for exit in [done, refused] {
            for kept in try exit.names() {
                let isOfName = exit === done ? kept.hasSuffix("-\(end)") : isNumbered(kept, end)
                guard isOfName, let status = try exit.status(of: kept), status.changed >= moment,
                    try exit.status(of: InboxFile.sidecarName(of: kept)) == nil
                else { continue }
                return (exit, kept)
            }
        }
        return nil
    }

    /// Whether a name is another, or that one with a number.
    private func isNumbered(_ name: String, _ plain: String) -> Bool {
        guard name.hasPrefix(plain) else { return false }
        let rest = name.dropFirst(plain.count)
        return rest.isEmpty || rest.first == "." && rest.dropFirst().allSatisfy(\.isNumber)
    }
}
