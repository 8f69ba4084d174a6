import CivilTime
import Columns

// Tables that are made of others read their columns as arrays: a cell a row would be an enumeration for every
// value of a hundred thousand rows.

/// The values of a column of another table.
struct ColumnValues<Element: Sendable>: Sendable {
    private let elements: [Element]
    private let validity: Validity

    fileprivate init(_ elements: [Element], _ validity: Validity) {
        self.elements = elements
        self.validity = validity
    }

    /// The value of a row; `nil` where it is absent.
    subscript(row: Int) -> Element? { validity[row] ? elements[row] : nil }
}

extension Table {
    /// A column of days.
    ///
    /// - Precondition: there is one of that name; so it is with those below.
    func days(_ name: String) -> ColumnValues<Day> {
        guard let column = self[name], case .day(let days) = column.values else {
            preconditionFailure("\(self.name) has no days \(name)")
        }
        return ColumnValues(days, column.validity)
    }

    /// A column of whole numbers.
    func ints(_ name: String) -> ColumnValues<Int> {
        guard let column = self[name], case .int(let ints) = column.values else {
            preconditionFailure("\(self.name) has no whole numbers \(name)")
        }
        return ColumnValues(ints, column.validity)
    }

    /// A column of truth values.
    func bools(_ name: String) -> ColumnValues<Bool> {
        guard let column = self[name], case .bool(let bools) = column.values else {
            preconditionFailure("\(self.name) has no truth values \(name)")
        }
        return ColumnValues(bools, column.validity)
    }

    /// A column of texts, with their codes.
    func codedTexts(_ name: String) -> CodedText {
        guard let column = self[name], case .text(let texts) = column.values else {
            preconditionFailure("\(self.name) has no texts \(name)")
        }
        return texts
    }
}
