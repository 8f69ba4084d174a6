import Tabular

/// A text read in one piece and in many is the same rows, or a mistake.
///
/// The first byte says how long the pieces are.
func tryDelimited(_ bytes: [UInt8]) {
    let text = Array(bytes.dropFirst())
    let whole = rows(text, pieces: text.count)
    let pieces = rows(text, pieces: 1 + Int(bytes.first ?? 0) % 70)
    // Half a character makes its whole piece unreadable, the rows and mistakes before it too.
    let isBroken = whole.error != nil
    let count = isBroken ? min(whole.rows.count, pieces.rows.count) : .max
    guard isBroken == (pieces.error != nil),
        whole.rows.prefix(count) == pieces.rows.prefix(count)
    else {
        fatalError("one piece: \(whole)\nmany: \(pieces)")
    }
}

let delimitedSeeds = [
    "plain": seed(7, "a,b,c\n1,2,3\n4,5,6\n"),
    "quoted": seed(3, "a;b\r\n\"x\r\ny\";\"\"\"z\"\"\"\r\n"),
    "tabs": seed(1, "a\tb\ra \"b\tc\r"),
    "wide": seed(64, [0xFF, 0xFE] + "a,b\n1,2\n".utf8.flatMap { [$0, 0] }),
]

/// What reading some rows came to.
private struct Reading {
    var rows: [Record] = []
    var error: TabularError?
}

private func rows(_ bytes: [UInt8], pieces: Int) -> Reading {
    var reading = Reading()
    var record = Record()
    do throws(TabularError) {
        var reader = DelimitedReader(limits: smallLimits)
        var offset = 0
        while offset < bytes.count {
            let end = min(offset + pieces, bytes.count)
            try reader.feed(bytes[offset..<end])
            while try reader.advance(into: &record) { reading.rows.append(record) }
            offset = end
        }
        try reader.finish()
        while try reader.advance(into: &record) { reading.rows.append(record) }
    } catch {
        reading.error = error
    }
    return reading
}

/// Limits that short inputs can reach.
private let smallLimits: TabularLimits = {
    var limits = TabularLimits()
    limits.maximumCellBytes = 200
    limits.maximumColumns = 20
    limits.maximumRowBytes = 300
    limits.maximumHeaderBytes = 250
    return limits
}()

/// An input: a byte that chooses, then a text.
func seed(_ choice: UInt8, _ text: String) -> [UInt8] { seed(choice, Array(text.utf8)) }

/// An input: a byte that chooses, then bytes.
func seed(_ choice: UInt8, _ bytes: [UInt8]) -> [UInt8] { [choice] + bytes }
