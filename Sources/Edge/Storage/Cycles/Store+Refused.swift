package import CivilTime
import GRDB

// Files that were refused, by content, so that each is told once. A file that is held for a person is one
// of them; its reason begins with a mark of the very file, so that the same bytes in another file are a
// person's answer.

extension Store {
    /// Hashes of all files that were refused.
    package func refusedDigests() throws(StoreError) -> Set<String> {
        try reading { db in try Set(String.fetchAll(db, sql: "SELECT digest FROM refused")) }
    }

    /// The files that were refused under one name.
    package func refused(named name: String) throws(StoreError) -> [RefusedFile] {
        try reading { db in
            try Row.fetchAll(
                db,
                sql: "SELECT digest, name, reason FROM refused WHERE name = ? ORDER BY at DESC",
                arguments: [name]
            ).map { row in
                let (mark, reason) = Self.parts(of: row[2])
                return RefusedFile(digest: row[0], name: row[1], reason: reason, heldMark: mark)
            }
        }
    }

    /// The files that were held for a person, by the hash of their bytes.
    ///
    /// - Parameter moment: what was held before it no longer counts.
    /// - Returns: the marks of the very files, and when they were held.
    /// - Throws: when the state cannot be read.
    package func heldFiles(since moment: Instant) throws(StoreError) -> [String: HeldFile] {
        try reading { db in
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT digest, reason, at FROM refused WHERE at >= ? AND reason LIKE ?",
                arguments: [moment.secondsSince1970, Self.heldPrefix + "%"]
            )
            var held: [String: HeldFile] = [:]
            for row in rows {
                guard let mark = Self.parts(of: row[1]).mark else { continue }
                held[row[0]] = HeldFile(mark: mark, at: Instant(secondsSince1970: row[2]))
            }
            return held
        }
    }

    static func write(_ file: RefusedFile, at now: Instant, _ db: Database) throws {
        let reason = file.heldMark.map { "\(heldPrefix)\($0): \(file.reason)" } ?? file.reason
        // A file that is held once more is held from now on; what else was refused stays as it was told.
        try db.execute(
            sql: """
                INSERT INTO refused (digest, name, reason, at) VALUES (?, ?, ?, ?)
                ON CONFLICT (digest) DO UPDATE SET name = excluded.name, reason = excluded.reason,
                    at = excluded.at
                WHERE excluded.reason LIKE ?
                """,
            arguments: [file.digest, file.name, reason, now.secondsSince1970, heldPrefix + "%"]
        )
    }

    /// No reason of a person begins with it.
    private static let heldPrefix = "held\t"

    /// The mark of a held file, and the reason without it.
    private static func parts(of text: String) -> (mark: String?, reason: String) {
        guard text.hasPrefix(heldPrefix), let end = text.firstRange(of: ": ") else {
            return (nil, text)
        }
        let start = text.index(text.startIndex, offsetBy: heldPrefix.count)
        return (String(text[start..<end.lowerBound]), String(text[end.upperBound...]))
    }
}
