import Glibc

/// Where the files of a scale lie.
struct ExportNames {
    let folder: String

    init(_ folder: String) { self.folder = folder }

    /// What the first cycle reads.
    var usage: String { exports("usage") }
    var report: String { exports("usage_report") }
    var users: String { exports("users") }
    var subscriptions: String { exports("subscriptions") }
    var tokens: String { exports("token_usage") }

    /// The rows that came later, alone and behind all the others, and the report of that day.
    var tail: String { later("usage_tail") }
    var whole: String { later("usage") }
    var laterReport: String { later("usage_report") }
    /// The very same file as the first, exported again.
    var again: String { "\(folder)/again/usage_\(WorkDay.exported.next.next.text).csv" }

    func makeFolders() throws(FileProblem) {
        for path in ["", "/exports", "/later", "/again", "/policies"] {
            guard mkdir(folder + path, 0o755) == 0 || errno == EEXIST else {
                throw FileProblem(folder + path)
            }
        }
    }

    private func exports(_ name: String) -> String {
        "\(folder)/exports/\(name)_\(WorkDay.exported.next.text).csv"
    }

    private func later(_ name: String) -> String {
        "\(folder)/later/\(name)_\(WorkDay.later.next.text).csv"
    }
}

/// Writes what is known of a file beside it, as a program that fetched it would.
func writeSidecar(
    of path: String,
    dataset: String,
    from first: WorkDay = WorkDay(number: 0),
    to last: WorkDay,
    exported: WorkDay
) throws(FileProblem) {
    var file = try ExportFile(path + ".source.json")
    file.write(
        """
        {"dataset": "\(dataset)", "from": "\(first.text)", "to": "\(last.text)", \
        "exported_at": "\(exported.text)T06:00:00Z"}

        """
    )
    try file.flush()
}
