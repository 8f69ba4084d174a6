import Glibc

/// A folder of the protocol as it should be: its mode and the group that shares it.
package struct FolderPlan: Hashable, Sendable {
    /// The name in the folder above it.
    package let name: String
    /// Permission bits with set-group-id and sticky.
    package let mode: UInt32
    /// The group's name; `nil` leaves the group alone.
    package let group: String?

    /// Describes a folder.
    package init(_ name: String, mode: UInt32, group: String? = nil) {
        self.name = name
        self.mode = mode
        self.group = group
    }
}

/// Something that is not as planned and does not stop the work, in a sentence for people.
package struct FolderNote: Hashable, Sendable, CustomStringConvertible {
    /// What it is and what to do.
    package let description: String
}

extension Folder {
    /// Makes a folder of the protocol in this one, or brings the one that is there into its form.
    ///
    /// Folders of another user stay as they are: their owner decides. A group that does not exist
    /// is no failure, since a demo and a single-user host have none; it is noted.
    package func makeFolder(
        _ plan: FolderPlan,
        notes: inout [FolderNote]
    ) throws(FileError) -> Folder {
        let folder = try makeFolder(plan.name)
        try folder.take(plan, notes: &notes)
        return folder
    }

    /// Brings this folder into the form of a plan, whose name is not looked at.
    package func take(_ plan: FolderPlan, notes: inout [FolderNote]) throws(FileError) {
        let status = try status()
        guard status.ownerID == geteuid() else { return }
        // A group that cannot be seen cannot be set either; tmpfiles.d has given it.
        if let group = plan.group, status.groupID != FileStatus.unmappedID {
            if let id = groupID(named: group) {
                if status.groupID != id { join(group, id, notes: &notes) }
            } else {
                notes.append(
                    FolderNote(
                        description:
                            "group \(group) does not exist: its folders stay with this user's group"
                    )
                )
            }
        }
        if try self.status().mode != plan.mode { try bring(to: plan.mode, notes: &notes) }
    }

    /// Sets the mode.
    ///
    /// Where set-group-id may not be set (`RestrictSUIDSGID=` of the unit) the folder is used without it: a
    /// lost folder must not stop the service.
    private func bring(to mode: UInt32, notes: inout [FolderNote]) throws(FileError) {
        do {
            try setMode(mode)
        } catch {
            guard error.isForbidden, mode & 0o2000 != 0 else { throw error }
            try setMode(mode & ~0o2000)
            notes.append(
                FolderNote(description: "\(error); run: chmod \(String(mode, radix: 8)) \(path)")
            )
        }
    }

    private func join(_ group: String, _ id: UInt32, notes: inout [FolderNote]) {
        do throws(FileError) {
            try setGroup(id)
        } catch {
            notes.append(
                FolderNote(description: "\(error); run: chgrp \(group) \(path)")
            )
        }
    }
}

/// The number of a group; `nil` when there is no such group.
private func groupID(named name: String) -> UInt32? {
    var entry = group()
    var found: UnsafeMutablePointer<group>?
    // Members are listed in the same buffer, so a large group needs a large one.
    var buffer = [CChar](repeating: 0, count: 1 << 16)
    guard getgrnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else {
        return nil
    }
    return entry.gr_gid
}
