import CivilTime
import Columns

/// The dates of a block of filters, row by row, in whatever form they are written.
struct BlockDates {
    /// A row with dates.
    struct Row: Hashable {
        /// What stands first in the row, folded as headers are.
        let label: String
        /// Its dates in their order.
        let days: [Day]
    }

    /// The rows that have some.
    private(set) var rows: [Row] = []

    /// Characters of a cell that are looked at.
    private static let maximumLength = 200

    /// Reads the dates.
    ///
    /// - Parameters:
    ///   - cells: the cells of each row, without empty ones.
    ///   - stated: the order of day and month where no date proves it.
    init(_ cells: [[String]], stated: DateOrder?) {
        let found = cells.map { row in
            row.flatMap { Self.dates(in: String($0.prefix(Self.maximumLength))) }
        }
        let order = Self.order(of: found.joined(), stated: stated)
        for (row, dates) in zip(cells, found) where !dates.isEmpty {
            let days = dates.compactMap { $0.day(order) }
            // A row whose dates cannot all be read says nothing.
            guard days.count == dates.count else { continue }
            rows.append(Row(label: row.first.map(foldHeader) ?? "", days: days))
        }
    }

    /// The order that some date proves, else the one that is stated.
    private static func order(
        of dates: some Sequence<WrittenTime>,
        stated: DateOrder?
    ) -> DateOrder? {
        var orders: Set<DateOrder> = []
        for date in dates {
            guard case .open(let first, let second, _) = date.date else { continue }
            if first > 12 { orders.insert(.dmy) }
            if second > 12 { orders.insert(.mdy) }
        }
        return orders.count > 1 ? nil : orders.first ?? stated
    }

    /// The dates in a text, which are all of one form.
    private static func dates(in text: String) -> [WrittenTime] {
        let numbers = text.matches(of: /\d{4}-\d{2}-\d{2}|\d{1,2}[\/.]\d{1,2}[\/.]\d{4}/).compactMap
        {
            WrittenTime(Array($0.output.utf8).span)
        }
        guard numbers.isEmpty else { return numbers }
        let named = text.matches(of: /([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})/).map {
            ($0.output.1, $0.output.2, $0.output.3)
        }
        let turned = text.matches(of: /(\d{1,2})\.? ([A-Za-z]{3,9})\.?,? (\d{4})/).map {
            ($0.output.2, $0.output.1, $0.output.3)
        }
        return (named.isEmpty ? turned : named).compactMap { month, day, year in
            guard let month = number(ofMonth: month), let day = Int(day), let year = Int(year)
            else {
                return nil
            }
            let pad = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
            return WrittenTime(Array("\(year)-\(pad(month))-\(pad(day))".utf8).span)
        }
    }

    /// A month by its English name or the first three letters of it.
    private static func number(ofMonth name: Substring) -> Int? {
        let months = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september",
            "october", "november", "december",
        ]
        let name = name.lowercased()
        return months.firstIndex {
            $0 == name || $0.prefix(3) == name || name == "sept" && $0.hasPrefix(name)
        }
        .map { $0 + 1 }
    }
}
