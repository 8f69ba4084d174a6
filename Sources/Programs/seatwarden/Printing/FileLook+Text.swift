import CivilTime
import Columns
import Cycle
import Exports
import Platform
import Tabular

/// What was recognised in files, for a person.
func text(of looks: [FileLook], for terminal: Terminal) -> String {
    var page = Page(for: terminal)
    for (index, look) in looks.enumerated() {
        if index > 0 { page.line() }
        switch look {
        case .exports(let reports):
            for report in reports { report.show(on: &page) }
        case .refused(let path, let error):
            page.line("\(path): cannot be used: \(error.headline)", .bad)
            page.line("  \(error.message)")
            for sentence in error.advice { page.line("  \(sentence)") }
        }
    }
    return page.text
}

extension ExportReport {
    /// Problems and columns that are shown; the rest is counted.
    private static let most = 5

    fileprivate func show(on page: inout Page) {
        page.line(
            "\(path): \(dataset.title) (\(dataset.rawValue)), header generation \(generation.rawValue)",
            .bold
        )
        var lines: [[String]] = []
        lines.append(["format", formatWords])
        lines.append([teams.count == 1 ? "team" : "teams", teamWords])
        lines.append(["exported at", "\(exportedAt), \(momentWords)"])
        if let range {
            lines.append(["range", "\(range.first) to \(range.last), \(rangeWords)"])
        }
        lines.append([
            "rows", "\(rows)" + (refusedRowCount > 0 ? ", \(refusedRowCount) left out" : ""),
        ])
        lines.append(["columns used", columnWords])
        if !ignoredColumns.isEmpty {
            lines.append(["ignored", ignoredColumns.map { "'\($0)'" }.joined(separator: ", ")])
        }
        page.columns(lines)
        for problem in refusedRows.prefix(Self.most) {
            page.line("  left out: \(problem)", .warning)
        }
        if refusedRowCount > Self.most {
            page.line("  and \(refusedRowCount - Self.most) more", .warning)
        }
        if isFiltered == true {
            page.line("  It has no inactive person: was it exported with a filter?", .warning)
        }
        if isKnown == true { page.line("  The very same file was taken in before.") }
        for sentence in obstacles { page.line("  \(sentence)", .warning) }
    }

    private var formatWords: String {
        let form =
            switch dialect {
            case nil: "folder"
            case .archive: isOnSheet ? "Excel workbook" : "ZIP archive"
            case .some(let dialect): dialect.words
            }
        return ([form] + places).joined(separator: ", ")
    }

    private var teamWords: String {
        guard !teams.isEmpty else { return "none named" }
        let shown = teams.prefix(Self.most).map {
            "\($0.name.isEmpty ? "without a team" : $0.name) (\(counted($0.rows, "row")))"
        }
        let more = teams.count - shown.count
        return shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }

    private var momentWords: String {
        switch exportedAtSource {
        case "sidecar": "as its sidecar says"
        case "name": "by the date in its name"
        default: "by the time of the file"
        }
    }

    private var rangeWords: String {
        switch rangeSource {
        case .stated: "as its sidecar says"
        case .assumed: "whose beginning is a guess from its rows"
        default: "as the file says"
        }
    }

    /// Each key, with the header behind it where that is spelled in another way.
    private var columnWords: String {
        columns.map { key, header in
            guard let header, fold(header) != key else { return key }
            return "\(key) ('\(header)')"
        }.joined(separator: ", ")
    }
}

extension Dialect {
    /// In a few words.
    fileprivate var words: String {
        switch self {
        case .json: return "JSON"
        case .calendar: return "calendar"
        case .archive: return "archive"
        case .text(let encoding, let delimiter, let lineEnd):
            let cells =
                switch delimiter {
                case .comma: "commas"
                case .semicolon: "semicolons"
                case .tab: "tabs"
                }
            let lines = lineEnd.map { ", line ends \($0.rawValue)" } ?? ""
            return "delimited text in \(encoding.rawValue), \(cells)\(lines)"
        }
    }
}

/// Every row of an export as a table.
func rowsText(of export: Export, for terminal: Terminal) -> String {
    var page = Page(for: terminal)
    let table = export.table
    page.line("\(export.dataset.title), \(counted(table.rowCount, "row"))", .bold)
    var lines = [["line"] + table.columns.map(\.name)]
    for row in 0..<table.rowCount {
        let line = row < export.lines.count ? String(export.lines[row]) : ""
        lines.append([line] + table.columns.map { $0[row].shownText })
    }
    page.columns(lines)
    for problem in export.refusedRows { page.line("left out: \(problem)", .warning) }
    return page.text
}

extension Cell {
    /// As a person reads it; `-` where nothing is there.
    fileprivate var shownText: String {
        switch self {
        case .null: "-"
        case .text(let text): text
        case .num(let number):
            number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
        case .int(let number): String(number)
        case .day(let day): "\(day)"
        case .instant(let instant): "\(instant)"
        case .bool(let bool): "\(bool)"
        case .list(let texts): texts.joined(separator: "; ")
        case .days: ""
        }
    }
}
