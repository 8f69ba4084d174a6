import Columns
import Tabular

/// The order of day and month in a date with the year last.
package enum DateOrder: String, CaseIterable, Hashable, Sendable {
    /// 12/31/2026.
    case mdy
    /// 31/12/2026.
    case dmy
}

/// What the dates of a whole file say about their order.
///
/// One program wrote the file, so one order holds for all its columns. `MM/DD/YYYY` is what the vendor is
/// known to write: one cell that can be nothing else proves it. The other order is believed only when no
/// cell could be read both ways, because a file that mixes them looks just so.
struct DateOrderEvidence: Hashable {
    /// The first cell that can be read both ways.
    struct Doubt: Hashable {
        let column: String
        let written: String
        let line: Int
        let text: String
    }

    /// Cells whose second number is above 12.
    private(set) var onlyMDY = 0
    /// Cells whose first number is above 12.
    private(set) var onlyDMY = 0
    /// The first cell of which both orders make different days.
    private(set) var doubt: Doubt?
    private var firstDMY: Doubt?

    /// Nothing seen yet.
    init() {}

    /// Reads all dates of a file.
    init(_ source: RowSource, _ layout: Layout) throws(ExportError) {
        guard var rows = try source.open()?.rows else { return }
        let places = layout.places.filter { $0.column.type == .day || $0.column.type == .instant }
        while try rows.advance() {
            for place in places where place.cell < rows.record.count {
                let range = rows.record.trimmedRange(of: place.cell)
                let cell = rows.record.bytes.span.extracting(range)
                guard let time = WrittenTime(guarded: cell) else { continue }
                take(
                    time,
                    line: rows.record.line,
                    Doubt(
                        column: place.column.key,
                        written: place.written,
                        line: rows.record.line,
                        text: text(cell)
                    )
                )
            }
        }
    }

    /// Adds what a later part of the file says.
    ///
    /// - Parameters:
    ///   - later: its lines are counted from its own beginning.
    ///   - lines: how many lines stand before that.
    mutating func add(_ later: DateOrderEvidence, linesBefore lines: Int) {
        func moved(_ doubt: Doubt?) -> Doubt? {
            doubt.map {
                Doubt(column: $0.column, written: $0.written, line: $0.line + lines, text: $0.text)
            }
        }
        onlyMDY += later.onlyMDY
        onlyDMY += later.onlyDMY
        doubt = doubt ?? moved(later.doubt)
        firstDMY = firstDMY ?? moved(later.firstDMY)
    }

    /// Adds a cell; of several doubts the one that stands first in the file is kept.
    mutating func take(_ time: WrittenTime, line: Int, _ place: @autoclosure () -> Doubt) {
        guard case .open(let first, let second, _) = time.date else { return }
        switch (first > 12, second > 12) {
        case (true, true): break
        case (false, true): onlyMDY += 1
        case (true, false):
            onlyDMY += 1
            if line < firstDMY?.line ?? .max { firstDMY = place() }
        case (false, false):
            if first != second, line < doubt?.line ?? .max { doubt = place() }
        }
    }

    /// The order.
    ///
    /// - Parameters:
    ///   - stated: the order of the configuration, which counts where the file leaves a doubt.
    ///   - layout: for the message.
    /// - Returns: the order that holds for every date of the file.
    /// - Throws: `ambiguousDate`.
    func order(stated: DateOrder?, _ layout: Layout) throws(ExportError) -> DateOrder {
        if onlyDMY == 0 && (onlyMDY > 0 || doubt == nil) { return .mdy }
        if onlyMDY == 0 && doubt == nil { return .dmy }
        if let stated { return stated }
        guard let place = doubt ?? firstDMY else { return .mdy }
        throw ExportError(
            .ambiguousDate,
            dataset: layout.dataset,
            column: place.column,
            lines: [place.line],
            "\(layout.isOnSheet ? "Row" : "Line") \(place.line), column '\(place.written)': "
                + "'\(Advice.clipped(place.text))' \(reason).",
            advice: [
                "If you know the order of the dates, write it into the configuration under inputs: "
                    + "date_order (mdy or dmy), and put the file into the inbox again."
            ]
        )
    }

    private var reason: String {
        guard doubt != nil else {
            return "can only be day/month, and other dates of the file can only be month/day"
        }
        let others =
            onlyMDY > 0
            ? "some dates of the file can only be month/day and others only day/month"
            : onlyDMY > 0
                ? "other dates of the file can only be day/month, which is not how Autodesk writes them"
                : "no date of the file has a day above 12"
        return "can be read as month/day or as day/month, and \(others)"
    }
}
