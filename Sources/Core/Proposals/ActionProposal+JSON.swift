import CivilTime
import Tabular

extension ActionProposal {
    /// The bytes of the file `KEY.json`: indented JSON, keys always in this order, absent values `null`.
    package var bytes: [UInt8] {
        var json = JSONWriter(.indented)
        json.object { json in
            json.member("schema", Self.schema)
            json.member("key", key)
            json.member("action", terms.action)
            json.member("title", title)
            json.member("policy", policy)
            json.member("subject", subject)
            json.member("team", terms.team)
            json.member("person", terms.person)
            json.member("name", terms.name)
            json.member("offering", terms.offering)
            json.member("episode", episode.description)
            json.member("decided_by", terms.decidedBy)
            json.member("execute", terms.execute)
            json.member("due", terms.due?.description)
            json.member("why") { write(terms.evidence, to: &$0) }
            json.member("saving", terms.saving)
            json.member("currency", currency)
            json.member("verify") { write(terms.verification, to: &$0) }
            json.member("cooldown", terms.cooldown.description)
            json.member("proposed_at", proposedAt.description)
            json.member("how", how)
        }
        return Array(json.text.utf8) + [UInt8(ascii: "\n")]
    }

    private func write(_ evidence: [ProposalTerms.Evidence], to json: inout JSONWriter) {
        json.array { json in
            for item in evidence {
                json.object {
                    $0.member("fact", item.fact)
                    $0.member("value", item.value)
                }
            }
        }
    }

    private func write(_ verification: ProposalTerms.Verification?, to json: inout JSONWriter) {
        guard let verification else { return json.null() }
        json.object {
            $0.member("expect", verification.expect)
            $0.member("within", verification.within?.description)
        }
    }
}
