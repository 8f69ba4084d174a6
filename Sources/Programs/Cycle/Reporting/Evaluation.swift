import Alerts
import Columns
import Facts
import Policies

extension FactView {
    /// What one policy says of its rows now.
    ///
    /// - Parameters:
    ///   - name: the policy.
    ///   - all: also rows that are fine or no subject of it.
    /// - Returns: one row a row of the policy's table.
    /// - Throws: 64 for a name that is no policy.
    package func evaluation(of name: String, all: Bool) throws(Failure) -> Listing {
        let policies = workplace.policies.policies
        guard let policy = workplace.policies[name] else {
            throw unknown(name, "policy", among: policies.map(\.id))
        }
        let results = evaluate(policy, over: facts, configuration: workplace.configuration)
        var table = Table(
            "evaluation",
            columns: [
                ("subject", .text), ("outcome", .text), ("severity", .text), ("saving", .num),
                ("as_of", .day), ("why", .text),
            ]
        )
        var counts: [String: Int] = [:]
        for result in results {
            let outcome = result.verdict.outcome
            counts[outcome.rawValue, default: 0] += 1
            let isOfInterest = [.holds, .unknown, .held, .notReady].contains(outcome)
            guard all || isOfInterest else { continue }
            table.append([
                .text(result.subject), .text(outcome.rawValue),
                outcome == .holds ? .text(result.severity.rawValue) : .null,
                outcome == .holds ? result.saving.map(Cell.num) ?? .null : .null,
                result.asOf.map(Cell.day) ?? .null, .text(result.why),
            ])
        }
        let summary = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        let total = counted(results.count, "row")
        var notes = [
            summary.isEmpty ? total : "\(total): \(summary.joined(separator: ", "))"
        ]
        if policy.mode == .disabled { notes.append("The policy is disabled.") }
        return Listing(table, notes: notes)
    }
}

extension RowResult {
    /// What decided, in one line.
    fileprivate var why: String {
        switch verdict {
        case .notMatched(let rule): "match: \(rule)"
        case .excepted(let name): "exception: \(name)"
        case .unknown(let cause), .held(let cause): cause
        case .notReady(let day): "history reaches far enough from \(day) on"
        case .clear, .holds:
            evidence.map { "\($0.text) = \($0.value)" }.joined(separator: ", ")
        }
    }
}
