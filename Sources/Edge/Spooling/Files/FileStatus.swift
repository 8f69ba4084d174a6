package import CivilTime
import Glibc

/// What the kernel knows about a file.
package struct FileStatus: Hashable, Sendable {
    /// What stands behind a name.
    package enum Kind: Hashable, Sendable {
        /// A file of bytes.
        case regular
        /// A folder.
        case folder
        /// A symbolic link.
        case link
        /// A pipe, a socket or a device.
        case special
    }

    /// What it is.
    package let kind: Kind
    /// The device of its file system.
    package let device: UInt64
    /// Its number within the file system.
    package let inode: UInt64
    /// Bytes.
    package let size: Int64
    /// The user that owns it.
    package let ownerID: UInt32
    /// The group that owns it.
    package let groupID: UInt32
    /// Permission bits with set-id and sticky, such as 0o2770.
    package let mode: UInt32
    /// When its bytes last changed, as the file says (a copy may keep the time of the original).
    package let modified: FileTime
    /// When anything about it last changed, name and mode included; no one can set it.
    package let changed: FileTime

    init(_ raw: stat) {
        kind =
            switch raw.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .folder
            case S_IFLNK: .link
            default: .special
            }
        device = UInt64(raw.st_dev)
        inode = UInt64(raw.st_ino)
        size = Int64(raw.st_size)
        ownerID = raw.st_uid
        groupID = raw.st_gid
        mode = raw.st_mode & 0o7777
        modified = FileTime(raw.st_mtim)
        changed = FileTime(raw.st_ctim)
    }

    /// What the kernel names instead of a user or group that this process's user name space does not
    /// have (`PrivateUsers=` of the unit): whose file it is cannot be told.
    package static let unmappedID: UInt32 = 65_534

    /// Whether both describe the same bytes of the same file: device, inode, size and time of
    /// writing.
    ///
    /// The time of change is left out, since a rename moves it.
    package func isUnchanged(since other: FileStatus) -> Bool {
        kind == other.kind && device == other.device && inode == other.inode && size == other.size
            && modified == other.modified
    }
}

/// A moment as file systems keep it, to the nanosecond.
package struct FileTime: Hashable, Sendable, Comparable {
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    package let nanosecondsSince1970: Int64

    init(_ raw: timespec) {
        nanosecondsSince1970 = Int64(raw.tv_sec) * 1_000_000_000 + Int64(raw.tv_nsec)
    }

    /// As the kernel takes it.
    var raw: timespec {
        let (quotient, rest) = nanosecondsSince1970.quotientAndRemainder(dividingBy: 1_000_000_000)
        return rest < 0
            ? timespec(tv_sec: Int(quotient - 1), tv_nsec: Int(rest + 1_000_000_000))
            : timespec(tv_sec: Int(quotient), tv_nsec: Int(rest))
    }

    /// The moment, its fraction dropped.
    package var instant: Instant {
        let (quotient, rest) = nanosecondsSince1970.quotientAndRemainder(dividingBy: 1_000_000_000)
        return Instant(secondsSince1970: rest < 0 ? quotient - 1 : quotient)
    }

    package static func < (a: FileTime, b: FileTime) -> Bool {
        a.nanosecondsSince1970 < b.nanosecondsSince1970
    }
}
