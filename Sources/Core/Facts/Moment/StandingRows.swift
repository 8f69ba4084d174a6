import CivilTime
import Columns
import Exports

/// A row of a Usage report, or of a Users file that stands in for one.
struct ReportRow: Sendable {
    let person: Int32
    /// Code of the history's names.
    let offering: Int32
    var email: String?
    var name: String?
    var group: String?
    var version: String?
    var isAssigned: Bool
    var assignedOn: Day?
    var unassignedOn: Day?
    var access: Access
    var daysInactive: Int?
    var daysUsed: Int?
    var monthlyAverage: Double?
    var lastAccessed: Day?
}

/// A row of a Users file.
struct UserRow: Sendable {
    let person: Int32
    /// Code of the history's names; `Names.none` for someone without a product.
    let offering: Int32
    let email: String?
    let name: String?
    /// `nil` where the cell is empty or there is no such column.
    let role: Role?
    let status: AccountStatus?
}

/// Reads the kept rows of state files as the tables need them.
struct StandingRows {
    let history: History
    let people: People

    /// The rows of a Usage report that are seats: with a person and an offering.
    func reportRows(_ file: Snapshot) -> [ReportRow] {
        var rows = StateRows(file.part.body ?? [])
        var offerings = OfferingReader(history, rows)
        let (group, version) = (rows.column("group"), rows.column("version"))
        let (first, last) = (rows.column("first_name"), rows.column("last_name"))
        let assignment = rows.column("seat_assignment")
        let (assignedAt, unassignedAt) = (rows.column("assigned_at"), rows.column("unassigned_at"))
        let (access, tokens) = (rows.column("access_option"), rows.column("tokens_used"))
        let (inactive, used) = (rows.column("days_inactive"), rows.column("days_used"))
        let (average, accessed) = (rows.column("monthly_average"), rows.column("last_accessed"))
        // A file spells these few ways, on hundreds of thousands of rows.
        var assigned = Memo { fold($0) == "assigned" }
        var option = Memo { Access(cell: $0, tokens: nil) }
        var result: [ReportRow] = []
        result.reserveCapacity(file.part.rows)
        while rows.advance() {
            let identity = rows.identity()
            let person = people.person(ofIdentity: identity)
            let offering = offerings.read(rows)
            guard person != People.nobody, offering != Names.none else { continue }
            result.append(
                ReportRow(
                    person: person,
                    offering: offering,
                    email: history.identities[identity - 1].email,
                    name: fullName(rows.text(first), rows.text(last)),
                    group: rows.text(group),
                    version: rows.text(version),
                    isAssigned: rows.text(assignment).map { assigned($0) } ?? false,
                    assignedOn: rows.day(assignedAt),
                    unassignedOn: rows.day(unassignedAt),
                    access: rows.text(access).map { option($0) }
                        ?? Access(cell: nil, tokens: rows.number(tokens)),
                    daysInactive: rows.int(inactive),
                    daysUsed: rows.int(used),
                    monthlyAverage: rows.number(average),
                    lastAccessed: rows.day(accessed)
                )
            )
        }
        return result
    }

    /// The rows of a Users file that name a person.
    func userRows(_ file: Snapshot) -> [UserRow] {
        var rows = StateRows(file.part.body ?? [])
        var offerings = OfferingReader(history, rows)
        let (first, last) = (rows.column("first_name"), rows.column("last_name"))
        let (role, status) = (rows.column("role"), rows.column("account_status"))
        var roles = Memo(Role.init(cell:))
        var statuses = Memo(AccountStatus.init(cell:))
        var result: [UserRow] = []
        result.reserveCapacity(file.part.rows)
        while rows.advance() {
            let identity = rows.identity()
            let person = people.person(ofIdentity: identity)
            guard person != People.nobody else { continue }
            result.append(
                UserRow(
                    person: person,
                    offering: offerings.read(rows),
                    email: history.identities[identity - 1].email,
                    name: fullName(rows.text(first), rows.text(last)),
                    role: rows.text(role).map { roles($0) },
                    status: rows.text(status).map { statuses($0) }
                )
            )
        }
        return result
    }

    /// Each person's groups (folded) of the newest Groups file.
    func memberships(_ moment: Moment) -> [String: [Int32]] {
        guard let file = moment.newest(.groups, "") else { return [:] }
        var rows = StateRows(file.part.body ?? [])
        let group = rows.column("group")
        var members: [String: [Int32]] = [:]
        while rows.advance() {
            let person = people.person(ofIdentity: rows.identity())
            guard person != People.nobody, let name = rows.text(group) else { continue }
            members[fold(name), default: []].append(person)
        }
        return members
    }
}

/// Reads the offering of kept rows: where a file has no offering, the product is it (facts §2).
private struct OfferingReader {
    private let names: Names
    private let offering: Int?
    private let product: Int?
    private var known: [String: Int32] = [:]

    init(_ history: History, _ rows: borrowing StateRows) {
        names = history.names
        offering = rows.column("offering")
        product = rows.column("product")
    }

    mutating func read(_ rows: borrowing StateRows) -> Int32 {
        guard let text = rows.text(offering) ?? rows.text(product) else { return Names.none }
        if let code = known[text] { return code }
        let code = names.find(fold(text)) ?? Names.none
        known[text] = code
        return code
    }
}

/// What a function says of texts that come again and again.
private struct Memo<Value> {
    private let make: (String) -> Value
    private var known: [String: Value] = [:]

    init(_ make: @escaping (String) -> Value) { self.make = make }

    mutating func callAsFunction(_ text: String) -> Value {
        if let value = known[text] { return value }
        let value = make(text)
        known[text] = value
        return value
    }
}

/// First and last name joined by a space; `nil` where both are absent.
private func fullName(_ first: String?, _ last: String?) -> String? {
    let parts = [first, last].compactMap { $0.map { trim($0) }.flatMap(nonEmpty) }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
}
