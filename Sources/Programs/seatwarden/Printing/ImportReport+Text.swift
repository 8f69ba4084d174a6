import Cycle
import Platform
import Tabular

extension ImportReport {
    /// What a person wants to see of an import.
    func text(for terminal: Terminal) -> String {
        var page = Page(for: terminal)
        for file in files { show(file, &page) }
        for note in notes { page.line("note: \(note)", .faint) }
        page.line()
        if files.contains(where: { $0.fate == .dropped }) {
            page.line(
                "Another program works on the state: it takes in what lies in \(inbox) as soon as that has "
                    + "not changed for \(stableFor)."
            )
        } else if files.contains(where: { $0.fate == .taken }) {
            page.line("Nothing was decided yet: the next cycle does that (seatwarden once).")
        } else {
            page.line("Nothing was taken in.")
        }
        return page.text
    }

    private func show(_ file: File, _ page: inout Page) {
        switch file.fate {
        case .taken, .dropped:
            let left = file.rowsRefused > 0 ? ", \(file.rowsRefused) left out" : ""
            let teams =
                switch file.teams.count {
                case 0: ""
                case 1...3: " of " + file.teams.joined(separator: ", ")
                default: " of \(file.teams.count) teams"
                }
            let what =
                "\(file.datasets.joined(separator: ", ")), \(counted(file.rows, "row"))\(left)\(teams)"
            page.line(
                file.droppedAs.map { "\(file.path): copied into the inbox as \($0): \(what)" }
                    ?? "\(file.path): taken in: \(what)",
                .good
            )
        case .repeated: page.line("\(file.path): the very same file was taken in before")
        case .refused: page.line("\(file.path): refused: \(file.why)", .bad)
        case .held:
            page.line("\(file.path): held: \(file.why)", .warning)
            page.line("  If it is right: seatwarden import --confirm \(file.path)")
        }
    }

    /// The same for programs, with stable keys.
    var json: String {
        var json = JSONWriter(.indented)
        json.object { json in
            json.member("files") { json in
                json.array { json in for file in files { json.value(file) } }
            }
            json.member("inbox", inbox)
            json.member("another_program", worker)
            json.member("notes", notes)
        }
        return json.text + "\n"
    }
}

extension JSONWriter {
    fileprivate mutating func value(_ file: ImportReport.File) {
        object { json in
            json.member("file", file.path)
            json.member("fate", file.fate.rawValue)
            json.member("datasets", file.datasets)
            json.member("teams", file.teams)
            json.member("rows", file.rows)
            json.member("rows_refused", file.rowsRefused)
            json.member("inbox_name", file.droppedAs)
            json.member("why", file.why.isEmpty ? nil : file.why)
        }
    }
}
