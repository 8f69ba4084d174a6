import CivilTime
import Cycle
import Exports
import Tabular

/// What was recognised in files, for programs: a list with one object for each export.
func json(of looks: [FileLook]) -> String {
    var json = JSONWriter(.indented)
    json.object { json in
        json.member("files") { json in
            json.array { json in
                for look in looks {
                    switch look {
                    case .exports(let reports): for report in reports { json.value(report) }
                    case .refused(let path, let error): json.value(path, error)
                    }
                }
            }
        }
    }
    return json.text + "\n"
}

extension JSONWriter {
    fileprivate mutating func value(_ path: String, _ error: ExportError) {
        object { json in
            json.member("file", path)
            json.member("is_usable", false)
            json.member("error", error.kind.rawValue)
            json.member("dataset", error.dataset?.rawValue)
            json.member("lines") { json in
                json.array { json in for line in error.lines { json.value(line) } }
            }
            json.member("column", error.column)
            json.member("message", error.message)
            json.member("advice", error.advice)
        }
    }

    fileprivate mutating func value(_ report: ExportReport) {
        object { json in
            json.member("file", report.path)
            json.member("is_usable", true)
            json.member("dataset", report.dataset.rawValue)
            json.member("generation", report.generation.rawValue)
            json.member("format") { $0.value(report.dialect, report.isOnSheet) }
            json.member("places", report.places)
            json.member("teams") { json in
                json.array { json in
                    for team in report.teams {
                        json.object { json in
                            json.member("team", team.name.isEmpty ? nil : team.name)
                            json.member("rows", team.rows)
                        }
                    }
                }
            }
            json.member("exported_at", report.exportedAt.description)
            json.member("exported_at_from", report.exportedAtSource)
            json.member("range_from", report.range?.first.description)
            json.member("range_to", report.range?.last.description)
            json.member("range_source", report.rangeSource?.rawValue)
            json.member("filtered", report.isFiltered)
            json.member("rows", report.rows)
            json.member("rows_refused", report.refusedRowCount)
            json.member("refused_rows") { json in
                json.array { json in for problem in report.refusedRows { json.value(problem) } }
            }
            json.member("columns") { json in
                json.array { json in
                    for column in report.columns {
                        json.object { json in
                            json.member("key", column.key)
                            json.member("header", column.header)
                        }
                    }
                }
            }
            json.member("unknown_columns", report.ignoredColumns)
            json.member("taken_before", report.isKnown)
            json.member("obstacles", report.obstacles)
        }
    }

    private mutating func value(_ problem: RowProblem) {
        object { json in
            json.member("error", problem.kind.rawValue)
            json.member("line", problem.line)
            json.member("column", problem.column)
            json.member("message", problem.message)
        }
    }

    private mutating func value(_ dialect: Dialect?, _ isOnSheet: Bool) {
        switch dialect {
        case nil: object { $0.member("form", "folder") }
        case .json: object { $0.member("form", "json") }
        case .calendar: object { $0.member("form", "calendar") }
        case .archive: object { $0.member("form", isOnSheet ? "workbook" : "archive") }
        case .text(let encoding, let delimiter, let lineEnd):
            object { json in
                json.member("form", "text")
                json.member("encoding", encoding.rawValue)
                json.member("delimiter", String(Unicode.Scalar(delimiter.rawValue)))
                json.member("line_end", lineEnd?.rawValue)
            }
        }
    }
}
