import CivilTime
import Columns
// Blocks of a few bytes can be asked for only inside.
@testable import Exports
import Tabular

/// The reader of large files of day rows says what the reader that looks at every cell says, by whatever
/// blocks, and where it goes on behind an older file.
///
/// The first byte chooses a header, so that few inputs are lost to an unknown one, and the blocks.
func tryDays(_ bytes: [UInt8]) {
    let choice = Int(bytes.first ?? 0)
    let header = headers[choice % headers.count]
    let text = Array(header.utf8) + bytes.dropFirst()
    let general = Result { () throws(ExportError) in try readExport(text) }
    let size = blockSizes[choice / headers.count % blockSizes.count]
    let content = Result { () throws(ExportError) in try read(text, blockBytes: size).content }
    compare(general, content)
    continueBehindHalf(text, blockBytes: size)
}

private let blockSizes = [16, 64, 100, 1000]

private func read(
    _ text: [UInt8],
    blockBytes: Int,
    from point: ResumePoint? = nil
) throws(ExportError) -> ContentReading {
    let (source, options) = (MemorySource(text), ReadingOptions())
    let file = try OpenedExport(source, options)
    guard let reader = DayRowReader(file, source, options, blockBytes: blockBytes) else {
        return try readContent(source, options)
    }
    return try reader.read(.alone, from: point)
}

/// What was read of the first half and what comes behind it are as many rows as the whole has.
private func continueBehindHalf(_ text: [UInt8], blockBytes: Int) {
    guard let cut = text[..<(text.count / 2)].lastIndex(of: UInt8(ascii: "\n")),
        let half = try? read(Array(text[...cut]), blockBytes: blockBytes), let point = half.end,
        let whole = try? read(text, blockBytes: blockBytes),
        let rest = try? read(text, blockBytes: blockBytes, from: point), rest.isContinuation,
        case .days(let all) = whole.content, case .days(let behind) = rest.content
    else { return }
    guard point.rowCount + behind.rowCount == all.rowCount, rest.blocks == whole.blocks,
        rest.end == whole.end
    else { fatalError("half: \(point)\nrest: \(rest)\nwhole: \(whole)") }
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

private func compare(
    _ general: Result<Export, ExportError>,
    _ content: Result<ExportContent, ExportError>
) {
    switch (general, content) {
    // Days that lie ages apart are groups too large to make.
    case (.success(let export), .failure(let error))
    where export.dataset.hasDayRows && error.kind == .tooLarge: break
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
