import CivilTime
import Cycle
import Diagnostics
import Policies
import Spooling
import Storage
import Tabular

// docs/status-and-explain.md lists these keys; a test compares.
extension InstallationStatus {
    /// The same for monitoring, with stable keys.
    var json: String {
        var json = JSONWriter(.indented)
        let needs = needs
        json.object { json in
            json.member("ok", needs.isEmpty)
            json.list("needs", needs) { json, need in
                json.object { json in
                    json.member("code", need.code)
                    json.member("title", need.title)
                    json.member("to_do", need.toDo)
                }
            }
            json.member("now", now.description)
            json.member("simulated", isSimulated)
            json.member("organisation", organisation)
            json.member("configuration", configuration)
            json.member("daemon") { json in json.value(work) }
            json.member("last_cycle", work.lastSeen?.description)
            json.member("last_decision", work.lastDecided?.description)
            json.member("policies") { json in json.value(rules) }
            json.list("data", data) { $0.value($1) }
            json.list("findings", findings) { $0.value($1) }
            json.member("held_mails", hasHeldMails)
            json.member("outbox") { json in
                if let outbox { json.value(outbox) } else { json.null() }
            }
            json.member("relay_hold") { json in
                guard let hold = relayHold else { return json.null() }
                json.object { json in
                    json.member("since", hold.since.description)
                    json.member("reason", hold.reason)
                }
            }
            json.member("inbox") { json in
                if let inbox { json.value(inbox) } else { json.null() }
            }
            json.member("next_notice") { json in
                guard let next = nextOccurrence else { return json.null() }
                json.object { json in
                    json.member("at", next.at.description)
                    json.member("policy", next.policy)
                    json.member("schedule", next.schedule)
                }
            }
            json.member("unseen", unseen)
        }
        return json.text + "\n"
    }
}

extension JSONWriter {
    fileprivate mutating func value(_ work: InstallationStatus.Work) {
        object { json in
            json.member("running", work.isDaemon)
            json.member("locked", work.holder != nil)
            json.member("process", work.holder?.process)
            json.member("since", work.holder?.since.description)
        }
    }

    fileprivate mutating func value(_ rules: InstallationStatus.Rules) {
        object { json in
            json.member("count", rules.policyCount)
            json.member("revision", rules.revision)
            json.member("in_force_since", rules.inForceSince?.description)
            json.member("errors", rules.diagnostics.count(.error))
            json.member("warnings", rules.diagnostics.count(.warning))
            json.list("mistakes", rules.diagnostics.sorted.filter { $0.severity == .error }) {
                json,
                mistake in
                json.object { json in
                    json.member("file", mistake.file)
                    json.member("line", mistake.range?.line)
                    json.member("column", mistake.range?.column)
                    json.member("code", mistake.code)
                    json.member("message", mistake.message)
                }
            }
            json.member("last_reload") { json in
                guard let reload = rules.lastReload else { return json.null() }
                json.object { json in
                    json.member("at", reload.at.description)
                    json.member("taken", reload.isTaken)
                    json.member("mistakes", reload.mistakes)
                }
            }
        }
    }

    fileprivate mutating func value(_ policy: InstallationStatus.Findings) {
        object { json in
            json.member("policy", policy.policy)
            json.member("title", policy.title)
            json.member("firing", policy.firing)
            json.member("worst", policy.worst?.rawValue)
            json.member("oldest", policy.oldest?.description)
            json.member("pending", policy.pending)
            json.member("held_back", policy.heldBack)
            json.member("matched", policy.matched)
            json.member("unknown", policy.unknown)
            json.member("held", policy.held)
            json.member("not_ready", policy.notReady)
            json.list("causes", policy.causes) { json, cause in
                json.object { json in
                    json.member("cause", cause.text)
                    json.member("rows", cause.rows)
                }
            }
        }
    }

    fileprivate mutating func value(_ outbox: InstallationStatus.OutboxState) {
        object { json in
            json.member("path", outbox.path)
            json.member("pending", outbox.pending)
            json.member("waiting", outbox.waiting)
            json.member("oldest_waiting", outbox.oldestWaiting?.description)
            json.member("last_sent", outbox.lastSent?.description)
            json.member("held", outbox.held)
            json.member("corrupt", outbox.corrupt)
            json.list("failed", outbox.failed) { json, mail in
                json.object { json in
                    json.member("key", mail.key)
                    json.member("recipient", mail.recipient)
                    json.member("subject", mail.subject)
                    json.member("decided_at", mail.decidedAt.description)
                    json.member("reason", mail.reason)
                }
            }
        }
    }

    fileprivate mutating func value(_ inbox: InstallationStatus.InboxState) {
        object { json in
            json.member("path", inbox.path)
            json.member("keeps", inbox.isKeeping)
            json.member("files", inbox.files)
            json.member("oddities", inbox.oddities)
            json.list("refused", inbox.refused) { json, file in
                json.object { json in
                    json.member("name", file.name)
                    json.member("why", file.why)
                }
            }
        }
    }
}
