import Columns

// The vendor does not publish how these are spelled, so they are told apart by what they contain
// (reference §9.4); what is not recognised is `other`, never silently a known value.

/// What someone may do in a team (facts §2), the highest first.
enum Role: String, CaseIterable, Hashable, Sendable, Comparable, CellValue {
    case primary, secondary, sso
    case contractManager = "contract-manager"
    case user, external, other

    /// The role that a cell of a Users or Groups file names.
    init(cell text: String) {
        let words = fold(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let joined = words.joined()
        if words.contains("primary") || joined.hasPrefix("primaryadmin") {
            self = .primary
        } else if words.contains("secondary") || joined.hasPrefix("secondaryadmin") {
            self = .secondary
        } else if words.contains("sso") || joined.hasPrefix("ssoadmin") {
            self = .sso
        } else if joined.contains("contractmanager") {
            self = .contractManager
        } else if words.contains("external") || words.contains("guest") || joined == "externaluser"
        {
            self = .external
        } else if words.contains("user") || joined == "enduser" {
            self = .user
        } else {
            self = .other
        }
    }

    /// Whether it is one of the roles of the table `admin`.
    var isAdmin: Bool { self <= .contractManager }

    static func < (a: Role, b: Role) -> Bool { a.order < b.order }
    private var order: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}

/// The state of an account (facts §2).
enum AccountStatus: String, Hashable, Sendable, CellValue {
    case active, pending, inactive, other

    /// The status that a cell of a Users file names.
    init(cell text: String) {
        let folded = fold(text)
        if folded.contains("pending") || folded.contains("invited") {
            self = .pending
        } else {
            self = AccountStatus(rawValue: folded).flatMap { $0 == .pending ? nil : $0 } ?? .other
        }
    }
}

/// How a seat gives access (facts §3.1, `access`).
enum Access: String, Hashable, Sendable, CellValue {
    case subscription, flex, other

    /// The access that a cell names; an empty one says Flex where tokens were used.
    init(cell text: String?, tokens: Double?) {
        guard let text = text.map({ fold($0) }).flatMap(nonEmpty) else {
            self = (tokens ?? 0) > 0 ? .flex : .subscription
            return
        }
        if ["flex", "token", "ppu"].contains(where: text.contains) {
            self = .flex
        } else if ["sus", "subscription", "seat", "single"].contains(where: text.contains) {
            self = .subscription
        } else {
            self = .other
        }
    }
}
