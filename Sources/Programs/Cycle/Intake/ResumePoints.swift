import CivilTime
import Digests
import Exports
import Facts

// The history keeps how a file could be continued without knowing how it is read; the reader knows that
// without keeping anything. Here one becomes the other. What a file leaves open must be read in the same
// way, or a row before the point would mean something else than one behind it.

extension Facts.ResumePoint {
    /// What is kept of a file.
    ///
    /// - Parameters:
    ///   - point: its end, as it was read.
    ///   - options: how it was read.
    ///   - kept: how long its days of use are kept.
    init(_ point: Exports.ResumePoint, _ options: ReadingOptions, kept: TimeSpan) {
        let numbers = [point.line, point.rowCount, point.refusedRowCount, Int(kept.days)]
        self.init(
            byteCount: point.blocks.byteCount,
            blockHashes: point.blocks.bytes,
            reading: Array(
                (numbers.map { String($0) } + [options.fingerprint]).joined(separator: " ").utf8
            )
        )
    }

    /// Where a file that begins with these bytes can be read on; `nil` where it is read in another way, or
    /// its days are kept for another time: days that were dropped come back only with their rows.
    func point(_ options: ReadingOptions, kept: TimeSpan) -> Exports.ResumePoint? {
        let words = String(decoding: reading, as: UTF8.self).split(separator: " ")
        guard words.count == 5, words[4] == options.fingerprint,
            words[3] == "\(kept.days)",
            let line = Int(words[0]), let rowCount = Int(words[1]), let refused = Int(words[2]),
            let blocks = BlockHashes(byteCount: byteCount, bytes: blockHashes)
        else { return nil }
        return Exports.ResumePoint(
            blocks: blocks,
            line: line,
            rowCount: rowCount,
            refusedRowCount: refused
        )
    }
}

extension ReadingOptions {
    /// To be raised when readers come to understand rows in another way.
    private static let version = "1"

    /// The same for options that read every file alike.
    fileprivate var fingerprint: String {
        var hash = KeyHash([Self.version, dateOrder?.rawValue ?? "", "\(maxBadRows)"])
        for (key, spellings) in aliases.sorted(by: { $0.key < $1.key }) {
            hash.add(key)
            hash.add("\(spellings.count)")
            for spelling in spellings { hash.add(spelling) }
        }
        return hash.key()
    }
}
