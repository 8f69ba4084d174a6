import CEL
import Facts
import Policies
import Settings

/// The scope of a recipient that is computed: the row of one alert.
struct RowScope: Activation {
    private let policy: Policy
    private let group: GroupActivation

    init(_ policy: Policy, _ row: RowResult, _ facts: FactSet, _ configuration: Configuration) {
        self.policy = policy
        group = groupActivation(
            policy,
            rows: [row],
            facts: facts,
            configuration: configuration,
            severity: row.severity,
            step: row.step,
            why: ""
        )
    }

    func value(of variable: String) throws(EvaluationError) -> Value? {
        guard variable == policy.resource.name else { return try group.value(of: variable) }
        guard case .list(let rows)? = try group.value(of: policy.resource.plural) else {
            return nil
        }
        return rows.first
    }
}

extension Value {
    /// A text, or the texts of a list; `nil` for anything else.
    var texts: [String]? {
        switch self {
        case .string(let text): return [text]
        case .list(let elements):
            let texts = elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
            return texts.count == elements.count ? texts : nil
        default: return nil
        }
    }
}

extension Recipient {
    /// The recipient, unless it must be computed.
    var plain: PlainRecipient? {
        switch self {
        case .address(let address): .address(address)
        case .role(let role): .role(role)
        case .holder: .holder
        case .operators: .operators
        case .contact(let name): .contact(name)
        case .expression: nil
        }
    }

    /// Whether each row of a group may have another one: then the group is nobody's to see.
    var differsByRow: Bool {
        switch self {
        case .holder, .expression: true
        default: false
        }
    }
}

extension Resolution {
    static func failed(_ program: Program, _ reason: String) -> Resolution {
        Resolution(troubles: [
            RecipientTrouble(
                kind: .expression,
                meant: program.text,
                text: "'\(program.text)' gives no recipient: \(reason)"
            )
        ])
    }
}
