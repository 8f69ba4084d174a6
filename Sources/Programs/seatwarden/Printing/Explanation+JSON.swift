import Alerts
import CEL
import CivilTime
import Cycle
import Diagnostics
import Notices
import Policies
import Tabular

// docs/status-and-explain.md lists these keys; a test compares.
extension Explanation {
    /// The same for programs, with stable keys.
    var json: String {
        var json = JSONWriter(.indented)
        json.object { json in
            json.member("now", now.description)
            json.member("is_past", isPast)
            json.member("currency", currency)
            json.member("message") { json in
                guard let output else { return json.null() }
                json.object { json in
                    json.member("key", output.key)
                    json.member("kind", output.kind)
                    json.member("class", output.messageClass)
                    json.member("recipient", output.recipient)
                    json.member("subject", output.subject)
                    json.member("decided_at", output.decidedAt.description)
                    json.member("fate", output.fate.rawValue)
                }
            }
            json.member("rows") { json in
                json.array { json in for row in rows { json.value(row) } }
            }
            json.member("notes", notes)
        }
        return json.text + "\n"
    }
}

extension JSONWriter {
    fileprivate mutating func value(_ row: ExplainedSubject) {
        object { json in
            json.member("policy", row.policyID)
            json.member("title", row.policy?.title)
            json.member("subject", row.subject)
            json.member("outcome", row.outcome?.rawValue)
            json.member("why", row.sentence)
            json.member("yields_to", row.yieldsTo)
            json.member("mode", row.explanation?.result.mode.rawValue)
            json.member("as_of", row.explanation?.result.asOf?.description)
            json.member("age_days", row.ageDays)
            json.member("fresh", row.isFresh)
            json.member("stale", row.explanation?.stale)
            json.member("saving", row.explanation?.result.saving)
            json.member("alert") { json in
                if let alert = row.alert { json.value(alert) } else { json.null() }
            }
            json.durations(row)
            json.rules(row.explanation)
            json.list("data", row.data) { $0.value($1) }
            json.list("unknown", row.unknown) { json, fact in
                json.object { json in
                    json.member("path", fact.path)
                    json.member("about", fact.about)
                    json.member("remedy", fact.remedy)
                }
            }
            json.list("notify", row.notices) { $0.value($1) }
            json.list("propose", row.explanation?.proposals ?? []) { json, proposal in
                json.object { json in
                    json.member("action", proposal.action)
                    json.member("proposed", proposal.isProposed)
                    json.member("if", proposal.condition)
                }
            }
            json.member("why_no_row", row.whyNoRow)
        }
    }

    /// How long it has held or failed, where a policy asks for that.
    private mutating func durations(_ row: ExplainedSubject) {
        let asOf = row.explanation?.result.asOf
        let alert = row.alert?.alert
        member("for") { json in
            guard let policy = row.policy, policy.forDays > 0 else { return json.null() }
            let episode = alert.flatMap { $0.isOpen ? $0.episode : nil }
            json.days(since: episode, until: asOf, needed: policy.forDays)
        }
        member("keep_firing_for") { json in
            guard let policy = row.policy, policy.keepFiringForDays > 0 else { return json.null() }
            json.days(since: alert?.failingSince, until: asOf, needed: policy.keepFiringForDays)
        }
    }

    private mutating func days(since start: Day?, until asOf: Day?, needed: Int) {
        let passed = start.flatMap { start in asOf.map { Swift.max(0, start.days(until: $0)) } }
        object { json in
            json.member("needed_days", needed)
            json.member("passed_days", passed)
        }
    }

    private mutating func rules(_ explanation: RowExplanation?) {
        list("match", explanation?.match ?? []) { $0.value($1) }
        member("first_failed", explanation?.firstFailed)
        list("variables", explanation?.variables ?? []) { $0.value($1) }
        member("expr", explanation?.expr)
        member("steps") { json in
            guard let steps = explanation?.steps else { return json.null() }
            json.object { json in
                json.member("value", steps.rule)
                json.list("at", steps.thresholds) { $0.value($1) }
                json.member("reached", steps.reached)
            }
        }
        member("severity") { json in
            guard let severity = explanation?.severity else { return json.null() }
            json.object { json in
                json.member("severity", severity.severity.rawValue)
                json.member("is_default", severity.isStandard)
                json.list("conditions", severity.conditions) { $0.value($1) }
            }
        }
        member("min_history") { json in
            guard let history = explanation?.history else { return json.null() }
            json.object { json in
                json.member("needed_days", history.needed)
                json.member("known_days", history.known)
            }
        }
        list("parameters", explanation?.parameters ?? []) { $0.value($1) }
        list("overrides", explanation?.overrides ?? []) { json, override in
            json.object { json in
                json.member("name", override.id)
                json.member("applies", override.truth.rawValue)
                json.member("sets") { json in
                    json.object { json in
                        for setting in override.settings {
                            json.member(setting.name, setting.value)
                        }
                    }
                }
                json.place(override.origin)
            }
        }
        list("exceptions", explanation?.exceptions ?? []) { json, exception in
            json.object { json in
                json.member("name", exception.id)
                json.member("applies", exception.truth.rawValue)
                json.member("is_over", exception.isOver)
                json.member("until", exception.until.description)
                json.member("reason", exception.reason)
            }
        }
    }

    private mutating func value(_ parameter: ExplainedParameter) {
        object { json in
            json.member("name", parameter.name)
            json.member("value", parameter.value.shown(atMost: .max))
            json.member("unit", parameter.unit)
            json.member("about", parameter.about)
            json.member("source", parameter.source.name)
            json.place(parameter.origin)
        }
    }

    private mutating func place(_ origin: Origin) {
        member("file", origin.source.name)
        member("line", origin.range.line)
    }

    private mutating func value(_ rule: ExplainedRule) {
        object { json in
            json.member("name", rule.name.isEmpty ? nil : rule.name)
            json.member("expr", rule.text)
            json.member("value", rule.shown)
            json.member("cause", rule.cause)
            json.list("trace", rule.trace) { json, step in
                json.object { json in
                    json.member("text", step.text)
                    json.member("reading", step.reading)
                    json.member("value", step.shown)
                    json.member("absorbed", step.isAbsorbed)
                }
            }
        }
    }

    private mutating func member(_ key: String, _ rule: ExplainedRule?) {
        member(key) { json in if let rule { json.value(rule) } else { json.null() } }
    }

    private mutating func value(_ explained: ExplainedAlert) {
        let alert = explained.alert
        object { json in
            json.member("id", alert.id)
            json.member("is_stored", explained.isStored)
            json.member("state", alert.state.rawValue)
            json.member("reason", alert.reason.rawValue)
            json.member("severity", Severity.allCases[alert.severity].rawValue)
            json.member("episode", alert.episode.description)
            json.member("first_seen", alert.firstSeen.description)
            json.member("fired_at", alert.firedAt?.description)
            json.member("resolved_at", alert.resolvedAt?.description)
            json.member("last_held", alert.lastHeld.description)
            json.member("failing_since", alert.failingSince?.description)
            json.member("step", alert.step)
            json.list("told", explained.told) { json, told in
                json.object { json in
                    json.member("at", told.telling.at.description)
                    json.member("recipient", told.telling.recipient)
                    json.member("reason", told.telling.reason.rawValue)
                    json.member("count", told.telling.count)
                    json.member("mail", told.telling.key)
                    json.member("fate", told.fate?.rawValue)
                }
            }
        }
    }

    private mutating func value(_ notice: ExplainedNotice) {
        object { json in
            json.member("entry", notice.entry)
            json.list("to", notice.to) { $0.value($1) }
            json.list("cc", notice.cc) { $0.value($1) }
            json.member("schedule", notice.schedule)
            json.member("if", notice.condition)
            json.member("reason", notice.reason?.rawValue)
            json.member("next", notice.next?.name)
            json.member("next_at", notice.next?.moment)
            json.member("says", notice.phrase)
        }
    }

    private mutating func value(_ recipient: ExplainedRecipient) {
        object { json in
            json.member("written", recipient.written)
            json.member("addresses", recipient.addresses)
            json.member("notes", recipient.notes)
        }
    }

    /// Writes how old a data set is.
    mutating func value(_ age: DataAge) {
        object { json in
            json.member("dataset", age.dataset)
            json.member("team", age.team)
            json.member("as_of", age.asOf?.description)
            json.member("age_days", age.ageDays)
            json.member("late", age.isLate)
            json.member("missing", age.isMissing)
            json.member("expected", age.isExpected)
            json.member("filtered", age.isFiltered)
            json.member("source", age.source)
        }
    }

    /// Writes a key and a list, each element of which `body` writes.
    mutating func list<Element>(
        _ key: String,
        _ elements: [Element],
        _ body: (inout JSONWriter, Element) -> Void
    ) {
        member(key) { json in
            json.array { json in for element in elements { body(&json, element) } }
        }
    }
}

extension ExplainedParameter.Source {
    fileprivate var name: String {
        switch self {
        case .standard: "default"
        case .used: "use"
        case .own: "own"
        case .override(let name): "override \(name)"
        }
    }
}

extension NoticeOutlook.Next {
    fileprivate var name: String {
        switch self {
        case .now: "next-cycle"
        case .at: "at"
        case .withData: "with-data"
        case .never: "never"
        }
    }

    /// The moment, or the day from which data is waited for.
    fileprivate var moment: String? {
        switch self {
        case .at(let moment): moment.description
        case .withData(let day): day.description
        case .now, .never: nil
        }
    }
}
