import Diagnostics
import YAML

/// A file while its documents are read: the mistakes go to its reporter, the settings remember it.
struct PolicyFile {
    let source: SourceText
    let isShipped: Bool
    let reporter: Reporter

    init(_ source: SourceText, isShipped: Bool) {
        self.source = source
        self.isShipped = isShipped
        reporter = Reporter(source)
    }

    func origin(_ range: SourceRange) -> Origin { Origin(source, range, isShipped: isShipped) }

    func sourced<Value>(_ located: Located<Value>?) -> Sourced<Value>? {
        located.map { Sourced(value: $0.value, origin: origin($0.range)) }
    }

    func sourced(_ node: Node?) -> Sourced<Node>? {
        node.map { Sourced(value: $0, origin: origin($0.range)) }
    }

    /// An expression or template; a list or mapping in its place is reported.
    func formula(_ node: Node?, _ what: String) -> Formula? {
        guard let node else { return nil }
        guard let scalar = node.scalar else {
            reporter.error(
                "type", "\(what) must be an expression in one text, not \(node.kind); quote it",
                at: node.range)
            return nil
        }
        return Formula(scalar, at: origin(node.range))
    }
}

/// All documents of the policy files, by kind.
struct PolicyDocuments {
    /// The kinds of documents, named by their first key.
    enum Kind: String, CaseIterable {
        case policy, override, exception, tests
    }

    var policies: [Definition] = []
    var overrides: [OverrideDefinition] = []
    var exceptions: [ExceptionDefinition] = []

    /// Reads the documents of one file and adds them.
    mutating func read(_ file: PolicyFile) {
        for document in readDocuments(file.source, reporter: file.reporter) where !document.isAbsent {
            guard let first = document.entries?.first?.key else {
                file.reporter.error(
                    "type", "a document of a policy file must begin with \(Self.kinds)",
                    at: document.range)
                continue
            }
            let name = first.scalar?.text ?? ""
            switch Kind(rawValue: name) {
            case .policy: file.policy(document).map { policies.append($0) }
            case .override: file.override(document).map { overrides.append($0) }
            case .exception: file.exception(document).map { exceptions.append($0) }
            // They are for the command that runs them; an installation may keep them beside the policies.
            case .tests: continue
            case nil: file.reporter.error("document", Self.unknownKind(name, document), at: first.range)
            }
        }
    }

    private static let kinds = alternatives(Kind.allCases.map(\.rawValue))

    private static func unknownKind(_ name: String, _ document: Node) -> String {
        let names = Kind.allCases.map(\.rawValue)
        let keys = document.entries?.compactMap { $0.key.scalar?.text } ?? []
        if let kind = keys.first(where: names.contains) {
            return "a document begins with the key that says what it is: put '\(kind)' first"
        }
        let suggestion = nearestName(to: name, among: names).map { "; did you mean '\($0)'?" } ?? ""
        return "a document of a policy file begins with \(kinds), not '\(name)'\(suggestion)"
    }
}
