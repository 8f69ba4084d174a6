package import CivilTime
package import Facts
import GRDB

// What `seatwarden import` takes in between two cycles: it belongs to the history at once, and the next
// cycle hears that data arrived. The time of the last cycle stays as it is.

extension Store {
    /// Writes what an import took in, in one transaction.
    ///
    /// - Parameters:
    ///   - changes: what the files changed, in the order of intake.
    ///   - newest: the newest moment at which one of them was exported.
    ///   - now: the moment of the import.
    /// - Throws: `timeWentBack` when *now* lies before the last cycle.
    package func commitImport(
        _ changes: [HistoryChange],
        newest: Instant,
        at now: Instant
    ) throws(StoreError) {
        guard !changes.isEmpty else { return }
        let seen = try lastSeen()
        if let seen, seen > now { throw StoreError(.timeWentBack(lastSeen: seen), path: path) }
        // Behind the last cycle, also where that was in this very second.
        let at = Swift.max(now, seen?.adding(TimeSpan(seconds: 1)) ?? now)
        try writing { db in
            let writer = HistoryWriter(db)
            for change in changes { try writer.write(change) }
            try db.execute(
                sql: "INSERT INTO audit (at, event, subject, detail) VALUES (?, ?, ?, ?)",
                arguments: [
                    at.secondsSince1970, Self.importEvent,
                    changes.map { String($0.intake.id) }.joined(separator: ","), newest.description,
                ]
            )
        }
    }

    /// The newest moment at which something was exported that was imported after a cycle.
    ///
    /// - Parameter cycle: the *now* of the cycle; `nil` where there was none.
    /// - Returns: `nil` where nothing was imported since.
    /// - Throws: when the state cannot be read.
    package func newestImport(after cycle: Instant?) throws(StoreError) -> Instant? {
        try reading { db in
            try String.fetchAll(
                db,
                sql: "SELECT detail FROM audit WHERE event = ? AND at > ?",
                arguments: [Self.importEvent, cycle?.secondsSince1970 ?? Int64.min]
            ).compactMap(Instant.init).max()
        }
    }

    private static let importEvent = "import"
}
