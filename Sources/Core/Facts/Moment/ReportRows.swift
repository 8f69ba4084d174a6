import CivilTime
import Columns
import Exports

/// The rows of a Usage report, or of a Users file that stands in for one, column by column in the
/// order of the file.
struct ReportRows: Sendable {
    /// How many rows there are.
    let count: Int
    /// 0 where a row belongs to no person.
    let identities: [Int32]
    /// `People.nobody` where it is not known.
    let persons: [Int32]
    /// Codes of the history's names; `Names.none` where a row has none.
    let offerings: [Int32]
    let groups: StateTexts
    let versions: StateTexts
    let isAssigned: [Bool]
    let access: [Access]
    let assignedOn: StateDays
    let unassignedOn: StateDays
    let lastAccessed: StateDays
    let daysInactive: StateNumbers
    let daysUsed: StateNumbers
    let monthlyAverage: StateNumbers

    /// Reads a Usage report.
    init(report file: Snapshot, _ history: History, _ people: People) {
        let rows = StateColumns(file.part.body ?? [])
        let tokens = rows.numbers("tokens_used")
        let options = rows.texts("access_option")
        // A file spells these few ways, on hundreds of thousands of rows.
        let known = options.texts.map { Access(cell: $0, tokens: nil) }
        access = (0..<rows.rowCount).map { row in
            let code = options.codes[row]
            return code == CodedText.null
                ? Access(cell: nil, tokens: tokens[row]) : known[Int(code)]
        }
        isAssigned = rows.texts("seat_assignment").map(absent: false) { fold($0) == "assigned" }
        (count, identities) = (rows.rowCount, rows.identities)
        persons = identities.map { people.person(ofIdentity: Int($0)) }
        offerings = rows.offerings(history.names)
        (groups, versions) = (rows.texts("group"), rows.texts("version"))
        (assignedOn, unassignedOn) = (rows.days("assigned_at"), rows.days("unassigned_at"))
        lastAccessed = rows.days("last_accessed")
        (daysInactive, daysUsed) = (rows.numbers("days_inactive"), rows.numbers("days_used"))
        monthlyAverage = rows.numbers("monthly_average")
    }

    /// Reads the seats that only a Users file lists: assigned, by subscription.
    init(users file: Snapshot, _ history: History, _ people: People) {
        let rows = StateColumns(file.part.body ?? [])
        (count, identities) = (rows.rowCount, rows.identities)
        persons = identities.map { people.person(ofIdentity: Int($0)) }
        offerings = rows.offerings(history.names)
        isAssigned = Array(repeating: true, count: rows.rowCount)
        access = Array(repeating: .subscription, count: rows.rowCount)
        // A Users file says nothing of these.
        let (texts, days, numbers) = (rows.texts(nil), rows.days(""), rows.numbers(""))
        (groups, versions) = (texts, texts)
        (assignedOn, unassignedOn, lastAccessed) = (days, days, days)
        (daysInactive, daysUsed, monthlyAverage) = (numbers, numbers, numbers)
    }
}

extension StateColumns {
    /// The offering of each row as a code: where a file has none, the product is it (facts §2).
    func offerings(_ names: Names) -> [Int32] {
        func codes(_ column: String) -> [Int32] {
            texts(column).map(absent: Names.none) { names.find(fold($0)) ?? Names.none }
        }
        guard has("product") else { return codes("offering") }
        let offerings = texts("offering")
        let ofOffering = codes("offering")
        let products = codes("product")
        return (0..<rowCount).map { row in
            offerings.codes[row] == CodedText.null ? products[row] : ofOffering[row]
        }
    }
}
