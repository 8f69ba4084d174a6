import CEL
import Facts

/// Says why something could not be decided, so that a person knows which fact to supply.
///
/// The sentence names the fact and not the row: rows with one cause are reported together.
struct Cause {
    private let policy: Policy
    private let row: RowActivation

    init(_ policy: Policy, _ row: RowActivation) {
        self.policy = policy
        self.row = row
    }

    /// Why `place`, a part of the policy, could not be decided.
    func sentence(_ error: EvaluationError, in place: String) -> String {
        guard let path = error.absentPath else { return "\(place) has no value: \(error.message)" }
        let fact = fact(behind: path)
        guard let about = about(fact), !about.isEmpty else { return "\(fact) is not known" }
        return "\(fact) is not known (\(about))"
    }

    /// The fact of which a variable is only another name.
    func fact(behind path: String) -> String {
        var path = path
        // Variables use only those above them, so the way down ends.
        while let rule = row.rule(of: path), isPath(rule.program.text) { path = rule.program.text }
        return path
    }

    /// What the schema says of `seat.pool.next_renewal`.
    func about(_ path: String) -> String? {
        let parts = path.split(separator: ".").map(String.init)
        guard parts.first == policy.resource.name else { return nil }
        var table = policy.resource
        for (position, part) in parts.enumerated().dropFirst() {
            let isLast = position == parts.count - 1
            if let column = table[part] { return isLast ? column.about : nil }
            guard let relation = table.relations.first(where: { $0.name == part }) else {
                return nil
            }
            if isLast { return relation.about }
            guard let next = row.row.source[relation.target]?.schema else { return nil }
            table = next
        }
        return nil
    }
}
