package import Spooling

/// Why the ledger cannot be used.
package enum LedgerError: Error, Hashable, Sendable {
    /// A line that is not the last one is no record: what follows it cannot be trusted either.
    case damaged(path: String, line: Int)
    /// The disk failed.
    case failed(FileError)
}

extension LedgerError: CustomStringConvertible {
    /// What is wrong and what to do.
    package var description: String {
        switch self {
        case .damaged(let path, let line):
            "\(path):\(line): this is no record of the ledger; mails may be sent twice without it. "
                + "Restore the file, or move it away to begin anew"
        case .failed(let error):
            error.description
        }
    }
}

/// The relay's memory: a file to which one line is added for each event, and flushed before
/// anything else happens.
///
/// A line that a crash cut off was never acted on, so it is dropped when the ledger is opened.
package final class Ledger {
    /// Its name in the relay's folder.
    package static let fileName = "ledger.jsonl"
    /// The largest ledger that is read: about a million mails.
    package static let maximumBytes = 512 << 20

    /// What its records say.
    package private(set) var book: LedgerBook
    private let file: OpenFile
    private var length: Int

    /// Opens the ledger of a folder, and makes it where there is none.
    ///
    /// The folder is locked by the caller.
    package init(in folder: Folder) throws(LedgerError) {
        do {
            let reading = try Ledger.read(folder)
            book = reading.book
            length = reading.length
            file = try folder.append(to: Self.fileName, mode: 0o600)
            try file.setMode(0o600)
            if reading.length < reading.size { try file.cut(to: reading.length) }
            // The end of a record that is whole but for its line end.
            if reading.lacksLineEnd {
                try file.write([0x0A])
                length += 1
            }
            try file.flush()
            try folder.flush()
        } catch let error as FileError {
            throw .failed(error)
        } catch let error as LedgerError {
            throw error
        } catch {
            throw .damaged(path: folder.path(Self.fileName), line: 0)
        }
    }

    /// Adds a record; when this returns, it outlives a power cut.
    package func add(_ record: LedgerRecord) throws(LedgerError) {
        let line = record.line
        do {
            try file.write(line)
            try file.flush()
        } catch {
            // Half a line must not stay in front of the next; if it does, opening drops it.
            try? file.cut(to: length)
            throw .failed(error)
        }
        length += line.count
        book.add(record)
    }

    /// What the records of a folder's ledger say; empty where there is no ledger.
    ///
    /// Changes nothing.
    package static func book(in folder: Folder) throws(LedgerError) -> LedgerBook {
        try read(folder).book
    }

    private struct Reading {
        var book = LedgerBook()
        /// Bytes up to the end of the last whole record.
        var length = 0
        /// Bytes of the file.
        var size = 0
        var lacksLineEnd = false
    }

    private static func read(_ folder: Folder) throws(LedgerError) -> Reading {
        let bytes: [UInt8]
        do {
            // Whoever only looks does so while a relay may add to it.
            bytes = try folder.contents(of: fileName, atMost: maximumBytes, mayGrow: true).bytes
        } catch {
            if error.isMissing { return Reading() }
            throw .failed(error)
        }
        var reading = Reading(size: bytes.count)
        var number = 0
        while reading.length < bytes.count {
            number += 1
            let rest = bytes[reading.length...]
            let end = rest.firstIndex(of: 0x0A)
            guard let record = LedgerRecord(line: rest[..<(end ?? rest.endIndex)]) else {
                guard end == nil else { throw .damaged(path: folder.path(fileName), line: number) }
                return reading
            }
            reading.book.add(record)
            reading.length = end.map { $0 + 1 } ?? bytes.count
            reading.lacksLineEnd = end == nil
        }
        return reading
    }
}
