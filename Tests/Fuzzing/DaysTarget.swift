import CivilTime
import Columns
import Exports
import Tabular

/// The reader of large files of day rows says what the reader that looks at every cell says.
///
/// The first byte chooses a header, so that few inputs are lost to an unknown one.
func tryDays(_ bytes: [UInt8]) {
    let header = headers[Int(bytes.first ?? 0) % headers.count]
    compareReaders(Array(header.utf8) + bytes.dropFirst())
}

let daysSeeds: [String: [UInt8]] = [
    "usage": seed(
        0,
        """
        2026-02-11,ada@example.com,Ada,"Byron, Countess",A1,\(hash("0")),AutoCAD,AutoCAD,2026,Sub,North
        2026-02-12,ada@example.com,Ada,"Byron, Countess",A1,\(hash("0")),AutoCAD,AutoCAD,2027,Sub,North
        2026-02-12,,,,,\(hash("f")),"AEC ""2"" & more",Revit,cloud,Flex,"South\n2"

        """
    ),
    "tokens": seed(
        1,
        "2026-02-11,a@b.c,A,B,Revit,Revit,North,10\n2026-02-11,,,,Revit,,North,0.5\n"
    ),
    "semicolons": seed(2, "02/13/2026;a@b.c;AutoCAD;North\r\n2/14/2026;;AutoCAD;\r\n;;;\r\n"),
    "open": seed(3, "Day used\tEmail\tProduct\tTeam\n2026-01-31T10:00:00Z\tx@y.z\tMaya\tWest\n"),
]

private let headers = [
    "day_used,email,first_name,last_name,autodesk_id,hashed_autodesk_id,offering_name,product_name,"
        + "version,access_option,team_alias\n",
    "Day used,Email,First name,Last name,Product,Feature,Team,Tokens used\n",
    "Day used;Email;Product;Team\r\n",
    "",
]

private func hash(_ digit: String) -> String { String(repeating: digit, count: 40) }

private func compareReaders(_ bytes: [UInt8]) {
    let general = Result { () throws(ExportError) in try readExport(bytes) }
    let content = Result { () throws(ExportError) in try readContent(MemorySource(bytes)) }
    switch (general, content) {
    case (.failure(let a), .failure(let b)):
        guard a.kind == b.kind else { fatalError("general: \(a)\nday rows: \(b)") }
    case (.success(let export), .success(.days(let days))):
        let oracle = DayRows(export)
        guard parts(oracle) == parts(days) else {
            fatalError("general: \(parts(oracle))\nday rows: \(parts(days))")
        }
    case (.success(let export), .success(.rows(let other))):
        guard export == other else { fatalError("general: \(export)\nother: \(other)") }
    default: fatalError("general: \(general)\nday rows: \(content)")
    }
}

/// Everything that day rows say, to be compared and shown.
private struct Parts: Equatable {
    let dataset: Dataset
    let columns: [String]
    let unknown: [String]
    let refused: [RowProblem]
    let refusedCount: Int
    let rowCount: Int
    let groups: Table
    let counts: [Int32]
    let lastRows: [Int32]
    let days: [[Day]]
    let tokens: [GroupTokens]
    let extent: DayRange?
}

private func parts(_ rows: DayRows) -> Parts {
    Parts(
        dataset: rows.dataset,
        columns: rows.columns,
        unknown: rows.unknownColumns,
        refused: rows.refusedRows,
        refusedCount: rows.refusedRowCount,
        rowCount: rows.rowCount,
        groups: rows.groups,
        counts: rows.counts,
        lastRows: rows.lastRows,
        days: rows.counts.indices.map { Array(rows.days[$0]) },
        tokens: rows.tokens,
        extent: rows.extent
    )
}
