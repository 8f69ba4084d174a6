import Alerts
import CivilTime
import Cycle
import Diagnostics
import Policies
import Tabular

extension CycleReport {
    /// The same for programs, with stable keys.
    var json: String {
        var json = JSONWriter(.indented)
        json.object { json in
            json.member("now", now.description)
            json.member("dry_run", isDryRun)
            json.member("nothing_new", isQuiet)
            json.member("delivered", delivered)
            json.member("files") { json in
                json.array { json in for file in files { json.value(file) } }
            }
            json.member("policies") { json in
                json.array { json in for line in policies { json.value(line) } }
            }
            json.member("mails") { json in
                json.array { json in for mail in mails { json.value(mail) } }
            }
            json.member("actions") { json in
                json.array { json in for action in actions { json.value(action) } }
            }
            json.member("notes", notes)
        }
        return json.text + "\n"
    }
}

extension JSONWriter {
    fileprivate mutating func value(_ file: CycleReport.File) {
        object { json in
            json.member("name", file.name)
            json.member("fate", file.fate.rawValue)
            json.member("dataset", file.dataset.isEmpty ? nil : file.dataset)
            json.member("teams", file.teams)
            json.member("rows", file.rows)
            json.member("rows_refused", file.rowsRefused)
            json.member("why", file.why.isEmpty ? nil : file.why)
        }
    }

    fileprivate mutating func value(_ line: CycleReport.PolicyLine) {
        object { json in
            json.member("policy", line.policy.id)
            json.member("title", line.policy.title)
            json.member("mode", line.policy.mode.rawValue)
            json.member("outcomes") { json in
                json.object { json in
                    for outcome in FinalOutcome.allCases {
                        json.member(outcome.rawValue, line.outcomes[outcome] ?? 0)
                    }
                }
            }
            json.member("firing") { json in
                json.array { json in
                    for alert in line.firing {
                        json.object { json in
                            json.member("alert", alert.id)
                            json.member("subject", alert.currentSubject)
                            json.member("severity", Severity.allCases[alert.severity].rawValue)
                            json.member("episode", alert.episode.description)
                        }
                    }
                }
            }
            json.member("undecided") { json in
                json.array { json in
                    for cause in line.causes {
                        json.object { json in
                            json.member("cause", cause.cause)
                            json.member("rows", cause.count)
                        }
                    }
                }
            }
        }
    }

    fileprivate mutating func value(_ output: CycleReport.Output) {
        object { json in
            json.member("key", output.key)
            json.member("recipient", output.recipient)
            json.member("subject", output.subject)
            json.member("path", output.path.isEmpty ? nil : output.path)
        }
    }
}

extension DiagnosticList {
    /// The mistakes for editors and programs, with stable keys.
    var json: String {
        var json = JSONWriter(.indented)
        json.object { json in
            json.member("errors", count(.error))
            json.member("warnings", count(.warning))
            json.member("omitted", omitted)
            json.member("diagnostics") { json in
                json.array { json in
                    for diagnostic in sorted {
                        json.object { json in
                            json.member("file", diagnostic.file)
                            json.member("line", diagnostic.range?.line)
                            json.member("column", diagnostic.range?.column)
                            json.member("length", diagnostic.range?.length)
                            json.member("severity", diagnostic.severity.rawValue)
                            json.member("code", diagnostic.code)
                            json.member("message", diagnostic.message)
                        }
                    }
                }
            }
        }
        return json.text + "\n"
    }
}
