import CivilTime
import GRDB

extension Store {
    /// Reloads that are kept; older ones go.
    package static let keptReloads = 200
    /// Mistakes that are kept of one set.
    package static let keptMistakes = 50

    /// Writes that a set was put in force or refused.
    ///
    /// The same fate of the same set as the last time is no news and writes nothing.
    ///
    /// - Returns: whether anything was written.
    @discardableResult
    package func record(_ reload: Reload) throws(StoreError) -> Bool {
        if let last = try lastReload(), last.revision == reload.revision,
            last.isTaken == reload.isTaken
        {
            return false
        }
        // A mistake is one line here, whatever a file calls itself.
        let mistakes = reload.mistakes.prefix(Self.keptMistakes).map {
            $0.split(whereSeparator: \.isNewline).joined(separator: " ")
        }
        try writing { db in
            try db.execute(
                sql: "INSERT INTO reload (at, is_taken, revision, mistakes) VALUES (?, ?, ?, ?)",
                arguments: [
                    reload.at.secondsSince1970, reload.isTaken, reload.revision,
                    mistakes.joined(separator: "\n"),
                ]
            )
            // What is in force stays known, however many refused sets come after it.
            try db.execute(
                sql: """
                    DELETE FROM reload
                    WHERE id <= (SELECT max(id) FROM reload) - ?
                        AND id < (SELECT max(id) FROM reload WHERE is_taken = 1)
                    """,
                arguments: [Self.keptReloads]
            )
        }
        return true
    }

    /// The last set that was looked at; `nil` where no daemon has run.
    package func lastReload() throws(StoreError) -> Reload? {
        try reload(where: "1")
    }

    /// The set in force; `nil` where no daemon has run.
    ///
    /// Another than `lastReload()` where the newest files have mistakes.
    package func setInForce() throws(StoreError) -> Reload? {
        try reload(where: "is_taken = 1")
    }

    private func reload(where condition: String) throws(StoreError) -> Reload? {
        try reading { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT at, is_taken, revision, mistakes FROM reload
                    WHERE \(condition) ORDER BY id DESC LIMIT 1
                    """
            )
            return row.map { row in
                let mistakes: String = row[3]
                return Reload(
                    at: Instant(secondsSince1970: row[0]),
                    isTaken: row[1],
                    revision: row[2],
                    mistakes: mistakes.split(separator: "\n").map(String.init)
                )
            }
        }
    }
}
