import Columns
import Exports

// What changes are told by is a byte for each person and offering that a file names: a year of weekly
// reports is compared by these, and their rows are read once.

/// What a file says under one key.
struct SnapshotMark: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    /// A row is there.
    static let listed = SnapshotMark(rawValue: 1)
    /// Of a Usage report: one of the rows is assigned.
    static let assigned = SnapshotMark(rawValue: 1 << 1)
    /// The largest byte that is a mark.
    static let largest: UInt8 = (1 << 6) - 1

    /// Of a Users file: one of the rows has an admin role; nothing for other roles.
    static func admin(_ role: Role) -> SnapshotMark {
        switch role {
        case .primary: SnapshotMark(rawValue: 1 << 2)
        case .secondary: SnapshotMark(rawValue: 1 << 3)
        case .sso: SnapshotMark(rawValue: 1 << 4)
        case .contractManager: SnapshotMark(rawValue: 1 << 5)
        case .user, .external, .other: []
        }
    }

    /// The highest admin role; `nil` without one.
    var role: Role? { Role.allCases.first { $0.isAdmin && contains(.admin($0)) } }
}

/// An identity, and of a Usage report an offering, as one number that sorts by identity.
struct SnapshotKey: Hashable, Sendable, Comparable {
    let packed: UInt64

    init(identity: Int32, offering: Int32 = Names.none) {
        packed = UInt64(UInt32(bitPattern: identity)) << 32 | UInt64(UInt32(bitPattern: offering))
    }

    var identity: Int32 { Int32(truncatingIfNeeded: packed >> 32) }
    var offering: Int32 { Int32(truncatingIfNeeded: packed) }

    static func < (a: SnapshotKey, b: SnapshotKey) -> Bool { a.packed < b.packed }
}

/// What a Users file or a Usage report says of a team, as far as changes are told by it.
struct SnapshotState: Hashable, Sendable {
    /// A key and what the file says under it.
    struct Entry: Hashable, Sendable {
        let key: SnapshotKey
        var mark: SnapshotMark
    }

    /// By key, each once.
    private(set) var entries: [Entry] = []
    /// The identity of a Users file's first primary admin; 0 where its roles are not known (facts §3.6,
    /// `roles_known`): it may list only assigned users, or speak another language.
    private(set) var primary: Int32 = 0

    /// Reads the kept rows of a file.
    init(_ dataset: Dataset, _ body: [UInt8], _ names: Names) {
        let rows = StateColumns(body)
        if dataset == .users { readUsers(rows) } else { readReport(rows, names) }
        unite()
    }

    /// A state that differs from another.
    ///
    /// - Parameters:
    ///   - other: the other state.
    ///   - marks: what stands under some keys instead; an empty mark is no entry.
    ///   - primary: its primary admin.
    init(_ other: SnapshotState, with marks: [SnapshotKey: SnapshotMark], primary: Int32) {
        self.primary = primary
        entries = other.entries.filter { marks[$0.key] == nil }
        for (key, mark) in marks where !mark.isEmpty { entries.append(Entry(key: key, mark: mark)) }
        entries.sort { $0.key < $1.key }
    }

    /// What stands under a key; nothing where it has no entry.
    subscript(key: SnapshotKey) -> SnapshotMark {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low].key == key ? entries[low].mark : []
    }

    private mutating func readReport(_ rows: StateColumns, _ names: Names) {
        let (identities, offerings) = (rows.identities, rows.offerings(names))
        let marks: [SnapshotMark] = rows.texts("seat_assignment").map(absent: .listed) {
            fold($0) == "assigned" ? [.listed, .assigned] : .listed
        }
        entries.reserveCapacity(rows.rowCount)
        for row in 0..<rows.rowCount where identities[row] != 0 && offerings[row] != Names.none {
            let key = SnapshotKey(identity: identities[row], offering: offerings[row])
            entries.append(Entry(key: key, mark: marks[row]))
        }
    }

    private mutating func readUsers(_ rows: StateColumns) {
        let identities = rows.identities
        let roles = rows.texts("role").map(absent: nil) { Role(cell: $0) }
        entries.reserveCapacity(rows.rowCount)
        for row in 0..<rows.rowCount where identities[row] != 0 {
            let role = roles[row].map { SnapshotMark.admin($0) } ?? []
            let key = SnapshotKey(identity: identities[row])
            entries.append(Entry(key: key, mark: role.union(.listed)))
            if primary == 0, roles[row] == .primary { primary = identities[row] }
        }
        // A row of nobody counts too: every role of the file must be recognised.
        if roles.contains(.other) { primary = 0 }
    }

    /// Sorts the entries, and makes one of those of one key.
    private mutating func unite() {
        entries.sort { $0.key < $1.key }
        var count = 0
        for index in entries.indices {
            if count > 0, entries[count - 1].key == entries[index].key {
                entries[count - 1].mark.formUnion(entries[index].mark)
            } else {
                entries[count] = entries[index]
                count += 1
            }
        }
        entries.removeLast(entries.count - count)
    }
}
