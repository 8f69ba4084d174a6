import Columns
import Exports

/// The offering and the child product of each row, as codes of the history's names.
///
/// Where a file has no offering column, the product is the offering (facts §2); a cell without an
/// offering is read likewise. A Token Flex product called N/A or absent goes by its
/// `productLineCode`.
struct RowProducts: Sendable {
    /// For each row the offering; `Names.none` where the row names nothing.
    let offerings: [Int32]
    /// For each row the child product; `Names.none` where it names none beside the offering.
    let products: [Int32]
    /// For each written offering and product, how it was written and in which row last.
    let spellings: [(kind: Spelling.Kind, folded: String, shown: String, row: Int)]

    init(_ export: Export, _ names: inout Names) {
        let table = export.table
        let offering = TextColumn(table["offering"])
        let product = TextColumn(table["product"])
        let lineCode =
            export.dataset == .tokenFlex
            ? TextColumn(table["product_line_code"]) : nil
        let columns = [offering, product, lineCode].map { column in
            column.map { column in (column, column.folded.map { names.code(for: $0) }) }
        }
        func code(_ position: Int, _ row: Int) -> Int32? {
            columns[position].flatMap { column, codes in column.index(row).map { codes[$0] } }
        }
        var offerings: [Int32] = []
        var products: [Int32] = []
        offerings.reserveCapacity(table.rowCount)
        products.reserveCapacity(table.rowCount)
        for row in 0..<table.rowCount {
            let child = code(1, row)
            if let parent = code(0, row) {
                offerings.append(parent)
                products.append(child ?? Names.none)
            } else {
                offerings.append(child ?? code(2, row) ?? Names.none)
                products.append(Names.none)
            }
        }
        self.offerings = offerings
        self.products = products
        let kinds: [Spelling.Kind] = [.offering, offering == nil ? .offering : .product, .offering]
        spellings = zip(kinds, [offering, product, lineCode]).flatMap { kind, column in
            writtenNames(column).map { (kind, $0.folded, $0.shown, $0.row) }
        }
    }
}

/// Each written name of a column with the last row that has it.
func writtenNames(_ column: TextColumn?) -> [(folded: String, shown: String, row: Int)] {
    guard let column else { return [] }
    var last = Array(repeating: -1, count: column.shown.count)
    for row in column.codes.indices {
        if let index = column.index(row) { last[index] = row }
    }
    return last.indices.filter { last[$0] >= 0 }.map {
        (column.folded[$0], column.shown[$0], last[$0])
    }
}
