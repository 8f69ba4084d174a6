import CivilTime
import Columns
import Tabular

/// Reads single cells of a file as the values of their columns.
struct CellReader {
    /// Why there is no value.
    enum Failure: Error {
        /// The cell is bad, and its row with it: what is wrong.
        case cell(String)
        /// The whole file is.
        case file(ExportError)
    }

    private let layout: Layout
    /// The file, for a look at all its dates; `nil` where the order is known.
    private let source: RowSource?
    private let statedOrder: DateOrder?
    /// How days are counted; `nil` where the rows are not those of a sheet.
    private let dateSystem: DateSystem?
    /// The order of day and month; `nil` until a cell asks for it, since most files never do.
    private var order: DateOrder?
    /// Whether a cell asked for the order of day and month.
    private(set) var hasAsked = false

    init(_ layout: Layout, _ source: RowSource, statedOrder: DateOrder?) {
        self.layout = layout
        self.source = source
        self.statedOrder = statedOrder
        dateSystem = if case .sheet(let sheet) = source { sheet.dateSystem } else { nil }
    }

    /// A reader for which the order of day and month is known, or assumed until all dates were seen.
    init(_ layout: Layout, order: DateOrder) {
        self.layout = layout
        source = nil
        statedOrder = nil
        dateSystem = nil
        self.order = order
    }

    /// The value of a cell without white space around it.
    mutating func read(_ bytes: Span<UInt8>, _ place: Layout.Place) throws(Failure) -> Cell {
        guard let guarded = guardedText(bytes) else { return try readBare(bytes, place) }
        return try readBare(bytes.extracting(guarded), place)
    }

    private mutating func readBare(
        _ bytes: Span<UInt8>,
        _ place: Layout.Place
    ) throws(Failure) -> Cell {
        guard !isAbsent(bytes) else {
            guard !place.isRequired else { throw .cell("nothing stands where a value must stand") }
            return .null
        }
        if dateSystem != nil, let trouble = sheetTrouble(bytes) { throw .cell(trouble) }
        do throws(CellProblem) {
            try refuseSpreadsheetError(bytes)
            switch place.form {
            case .words: return .text(text(bytes))
            case .identifier: return .text(text(bytes.extracting(try readIdentifier(bytes))))
            case .amount:
                let allowsNegative = layout.dataset == .tokenFlex
                return .num(try readNumber(bytes, allowsNegative: allowsNegative))
            case .count: return .num(try readCount(bytes))
            case .day, .past, .moment: break
            }
        } catch {
            throw .cell(error.message)
        }
        return try readTime(bytes, place)
    }

    private mutating func readTime(
        _ bytes: Span<UInt8>,
        _ place: Layout.Place
    ) throws(Failure) -> Cell {
        let time = try time(bytes)
        guard let day = time.day(order) else { throw noDate(bytes) }
        // Some programs write 0001-01-01 or 1970-01-01 where there is no date.
        let last = place.form == .day ? Self.lastDay : Self.lastPastDay
        guard day >= Self.firstDay, day <= last else {
            throw .cell(
                "'\(Advice.clipped(text(bytes)))' lies outside the years that can be meant: leave the cell "
                    + "empty where there is no date"
            )
        }
        return place.form == .moment ? .instant(time.instant(order) ?? Instant(day)) : .day(day)
    }

    /// Days outside are no days of exports; far ones would make the tables of days endless.
    private static let firstDay = Day(year: 1990, month: 1, day: 1) ?? Day(daysSince1970: 0)
    private static let lastPastDay = Day(year: 2099, month: 12, day: 31) ?? firstDay
    private static let lastDay = Day(year: 9999, month: 12, day: 31) ?? firstDay

    /// Whether a day can be one on which something has happened.
    static func isPast(_ day: Day) -> Bool { day >= firstDay && day <= lastPastDay }

    private mutating func time(_ bytes: Span<UInt8>) throws(Failure) -> WrittenTime {
        guard let time = WrittenTime(bytes) ?? dateSystem.flatMap({ bareSerial(bytes, $0) }) else {
            throw noDate(bytes)
        }
        guard time.isOpen else { return time }
        hasAsked = true
        guard order == nil, let source else { return time }
        do {
            order = try DateOrderEvidence(source, layout).order(stated: statedOrder, layout)
        } catch {
            throw .file(error)
        }
        return time
    }

    private func noDate(_ bytes: Span<UInt8>) -> Failure {
        .cell("'\(Advice.clipped(text(bytes)))' is no date\(dateHint(bytes))")
    }
}
