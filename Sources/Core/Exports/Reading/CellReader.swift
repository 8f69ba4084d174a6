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
        dateSystem = nil
        statedOrder = nil
        self.order = order
    }

    /// The value of a cell without white space around it.
    mutating func read(_ bytes: Span<UInt8>, _ place: Layout.Place) throws(Failure) -> Cell {
        guard !isAbsent(bytes) else {
            guard !place.isRequired else { throw .cell("nothing stands where a value must stand") }
            return .null
        }
        if dateSystem != nil, let trouble = sheetTrouble(bytes) { throw .cell(trouble) }
        switch place.column.type {
        case .num:
            do {
                return .num(try readNumber(bytes, allowsNegative: layout.dataset == .tokenFlex))
            } catch {
                throw .cell(error.message)
            }
        case .day:
            guard let day = try time(bytes).day(order) else { throw noDate(bytes) }
            return .day(day)
        case .instant:
            guard let instant = try time(bytes).instant(order) else { throw noDate(bytes) }
            return .instant(instant)
        case .text, .int, .bool, .list, .days:
            return .text(text(bytes))
        }
    }

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
        .cell("'\(Advice.clipped(text(bytes)))' is no date: write it like 2026-11-24")
    }
}
