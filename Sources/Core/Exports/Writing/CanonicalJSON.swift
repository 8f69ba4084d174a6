// What `import --dry-run --rows --json` prints: the form of the sidecars that describe the example
// exports, so that any reader can be compared with ours.

import Columns
import Tabular

/// What was read, as one JSON object: `dataset`, `generation`, `unknown_columns`, `refused_rows` where
/// there are any, and `rows` with canonical keys in file order.
package func canonicalJSON(_ export: Export) -> String {
    var json = JSONWriter()
    json.object { json in
        json.member("dataset", export.dataset.vendorName)
        json.member("generation", export.generation.rawValue)
        json.member("rows_expected", export.table.rowCount)
        json.member("unknown_columns", export.unknownColumns)
        if export.refusedRowCount > 0 {
            json.member("refused_rows") { write(export.refusedRows, &$0) }
        }
        json.member("rows") { json in
            json.array { json in
                for row in 0..<export.table.rowCount { write(export.table, row, &json) }
            }
        }
    }
    return json.text
}

/// Why a file was refused, as one JSON object: `error`, and where they are known `dataset`, `line` or
/// `lines` and `column`; then `message`.
package func canonicalJSON(_ error: ExportError) -> String {
    var json = JSONWriter()
    json.object { json in
        json.member("error", error.kind.rawValue)
        if let dataset = error.dataset { json.member("dataset", dataset.vendorName) }
        if error.lines.count == 1 {
            json.member("line", error.lines[0])
        } else if error.lines.count > 1 {
            json.member("lines") {
                $0.array { json in for line in error.lines { json.value(line) } }
            }
        }
        if let column = error.column { json.member("column", column) }
        json.member("message", error.message)
    }
    return json.text
}

private func write(_ problems: [RowProblem], _ json: inout JSONWriter) {
    json.array { json in
        for problem in problems {
            json.object { json in
                json.member("error", problem.kind.rawValue)
                json.member("line", problem.line)
                json.member("column", problem.column)
                json.member("message", problem.message)
            }
        }
    }
}

private func write(_ table: Table, _ row: Int, _ json: inout JSONWriter) {
    json.object { json in
        for column in table.columns {
            json.member(column.name) { json in
                switch column[row] {
                case .text(let text): json.value(text)
                case .num(let number): json.value(number)
                case .day(let day): json.value("\(day)")
                case .instant(let instant): json.value("\(instant)")
                case .null, .int, .bool, .list, .days: json.null()
                }
            }
        }
    }
}
