import Columns
import Tabular

/// Requires of a balances file that all rows of a team and a day state one balance.
///
/// - Throws: `conflictingRows`.
func checkBalances(_ export: Export) throws(ExportError) {
    guard export.dataset == .balances else { return }
    var stated: [String: (row: Int, tokens: Cell)] = [:]
    for row in 0..<export.table.rowCount {
        guard let team = export.table[row, "team"].text,
            let day = export.table[row, "as_of"].day
        else { continue }
        let tokens = export.table[row, "tokens_available"]
        guard let known = stated["\(day) \(fold(team))"] else {
            stated["\(day) \(fold(team))"] = (row, tokens)
            continue
        }
        guard known.tokens != tokens else { continue }
        let lines = [known.row, row].map { export.lines[$0] }
        throw ExportError(
            .conflictingRows,
            dataset: .balances,
            column: "tokens_available",
            lines: lines,
            "Lines \(lines[0]) and \(lines[1]) state different balances of \(Advice.list([team])) on "
                + "\(day): \(known.tokens.num.map(plainNumber) ?? "") and \(tokens.num.map(plainNumber) ?? ""). "
                + "tokens_available is the balance of the whole team, the same in each row of a day.",
            advice: ["Correct the rows, and put the file into the inbox again."],
            asksForExport: false
        )
    }
}
