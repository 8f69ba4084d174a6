import Columns
import Exports

/// The offering and the child product of each line, as codes of the history's names.
///
/// Where a file has no offering column, the product is the offering (facts §2); a cell without an
/// offering is read likewise. A Token Flex product called N/A or absent goes by its
/// `productLineCode`.
struct RowProducts: Sendable {
    /// For each line the offering; `Names.none` where it names nothing.
    let offerings: [Int32]
    /// For each line the child product; `Names.none` where it names none beside the offering.
    let products: [Int32]
    /// For each written offering and product, how it was written and in which row last.
    let spellings: [(kind: Spelling.Kind, folded: String, shown: String, row: Int)]

    init(_ rows: FileRows, _ names: inout Names) {
        let table = rows.table
        let offering = TextColumn(table["offering"])
        let product = TextColumn(table["product"])
        let lineCode =
            rows.dataset == .tokenFlex
            ? TextColumn(table["product_line_code"]) : nil
        let columns = [offering, product, lineCode].map { column in
            column.map { column in
                let codes = column.folded.map { names.code(for: $0) }
                return column.indices.map { $0 < 0 ? Names.none : codes[Int($0)] }
            } ?? Array(repeating: Names.none, count: rows.lineCount)
        }
        let (parents, children, lineCodes) = (columns[0], columns[1], columns[2])
        var (offerings, products) = (parents, children)
        for line in offerings.indices where parents[line] == Names.none {
            let child = children[line]
            offerings[line] = child == Names.none ? lineCodes[line] : child
            products[line] = Names.none
        }
        self.offerings = offerings
        self.products = products
        let kinds: [Spelling.Kind] = [.offering, offering == nil ? .offering : .product, .offering]
        spellings = zip(kinds, [offering, product, lineCode]).flatMap { kind, column in
            writtenNames(column, rows).map { (kind, $0.folded, $0.shown, $0.row) }
        }
    }
}

/// Each written name of a column with the last row that has it.
func writtenNames(_ column: TextColumn?, _ rows: FileRows) -> [(
    folded: String, shown: String, row: Int
)] {
    guard let column else { return [] }
    var last = Array(repeating: -1, count: column.shown.count)
    for line in column.codes.indices {
        if let index = column.index(line) { last[index] = max(last[index], rows.lastRow(line)) }
    }
    return last.indices.filter { last[$0] >= 0 }.map {
        (column.folded[$0], column.shown[$0], last[$0])
    }
}
