import CivilTime
import Columns

/// The days that texts of cells mean: files come by day, so that nearly every text was just seen.
///
/// One thread uses it.
final class DayMemo {
    private struct Entry {
        var head: UInt64 = 0
        var tail: UInt64 = 0
        var count = 0
        var day = RowBatch.strangeDay
    }

    private static let places = 512
    private let place: Layout.Place
    private var reader: CellReader
    private var last = Entry()
    private let entries = UnsafeMutablePointer<Entry>.allocate(capacity: DayMemo.places)
    /// A date with the year last that was not in the memo: it bears on the order of day and month.
    var openTime: WrittenTime?

    /// A memo without days.
    ///
    /// - Parameters:
    ///   - place: the column of the days.
    ///   - reader: reads what is not in the memo.
    init(_ place: Layout.Place, _ reader: CellReader) {
        self.place = place
        self.reader = reader
        entries.initialize(repeating: Entry(), count: Self.places)
    }

    deinit { entries.deallocate() }

    /// The day of a cell; `strangeDay` where it must be looked at with more care.
    ///
    /// - Parameters:
    ///   - cell: the bytes as they stand in the file, perhaps in quotes.
    ///   - count: how many.
    /// - Returns: the day since 1970-01-01.
    @inline(__always)
    func day(_ cell: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
        guard count >= 8, count <= 16 else { return read(cell, count) }
        let raw = UnsafeRawPointer(cell)
        let head = raw.loadUnaligned(as: UInt64.self)
        let tail = raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        if head == last.head, tail == last.tail, count == last.count { return last.day }
        return lookUp(cell, count, head, tail)
    }

    private func lookUp(
        _ cell: UnsafePointer<UInt8>,
        _ count: Int,
        _ head: UInt64,
        _ tail: UInt64
    ) -> Int32 {
        let mixed = (head ^ (tail << 7 | tail >> 57)) &* 0x9E37_79B9_7F4A_7C15
        let place = Int(mixed >> 55)
        let known = entries[place]
        if known.head == head, known.tail == tail, known.count == count {
            last = known
            return known.day
        }
        last = Entry(head: head, tail: tail, count: count, day: read(cell, count))
        entries[place] = last
        return last.day
    }

    private func read(_ cell: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
        let cell = bare(cell, count)
        if let time = WrittenTime(guarded: cell.span), time.isOpen { openTime = time }
        guard case .day(let day)? = try? reader.read(cell.span, place) else {
            return RowBatch.strangeDay
        }
        return day.daysSince1970
    }
}

/// A cell without the quotes around it.
func bare(_ cell: UnsafePointer<UInt8>, _ count: Int) -> UnsafeBufferPointer<UInt8> {
    let quote = UInt8(ascii: "\"")
    guard count >= 2, cell[0] == quote, cell[count - 1] == quote else {
        return UnsafeBufferPointer(start: cell, count: count)
    }
    return UnsafeBufferPointer(start: cell + 1, count: count - 2)
}
