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
    let isAssigned: [Bool]
    let access: [Access]
    private let later: LaterColumns

    // What only some facts read is read when one does.
    var groups: StateTexts { later.groups.value }
    var versions: StateTexts { later.versions.value }
    var assignedOn: StateDays { later.assignedOn.value }
    var unassignedOn: StateDays { later.unassignedOn.value }
    var lastAccessed: StateDays { later.lastAccessed.value }
    var daysInactive: StateNumbers { later.daysInactive.value }
    var daysUsed: StateNumbers { later.daysUsed.value }
    var monthlyAverage: StateNumbers { later.monthlyAverage.value }

    /// Reads a Usage report.
    init(report file: Snapshot, _ history: History, _ people: People) {
        let rows = StateColumns(file.part.body ?? [])
        let options = rows.texts("access_option")
        // A file spells these few ways, on hundreds of thousands of rows.
        let known = options.texts.map { Access(cell: $0, tokens: nil) }
        let tokens = options.codes.contains(CodedText.null) ? rows.numbers("tokens_used") : nil
        access = options.codes.indices.map { row in
            let code = options.codes[row]
            return code == CodedText.null
                ? Access(cell: nil, tokens: tokens?[row]) : known[Int(code)]
        }
        isAssigned = rows.texts("seat_assignment").map(absent: false) { fold($0) == "assigned" }
        (count, identities) = (rows.rowCount, rows.identities)
        persons = identities.map { people.person(ofIdentity: Int($0)) }
        offerings = rows.offerings(history.names)
        later = LaterColumns(rows)
    }

    /// Reads the seats that only a Users file lists: assigned, by subscription.
    init(users file: Snapshot, _ history: History, _ people: People) {
        let rows = StateColumns(file.part.body ?? [])
        (count, identities) = (rows.rowCount, rows.identities)
        persons = identities.map { people.person(ofIdentity: Int($0)) }
        offerings = rows.offerings(history.names)
        isAssigned = Array(repeating: true, count: rows.rowCount)
        access = Array(repeating: .subscription, count: rows.rowCount)
        later = LaterColumns(absent: rows.rowCount)
    }
}

extension ReportRows {
    private init(_ rows: ReportRows, persons: [Int32]) {
        (count, identities, offerings) = (rows.count, rows.identities, rows.offerings)
        (isAssigned, access, later) = (rows.isAssigned, rows.access, rows.later)
        self.persons = persons
    }

    /// The same where persons have other numbers.
    func renumbered(_ number: (Int32) -> Int32) -> ReportRows {
        ReportRows(self, persons: persons.map(number))
    }
}

/// Columns of a Usage report that not all facts need.
private struct LaterColumns: Sendable {
    let groups: Deferred<StateTexts>
    let versions: Deferred<StateTexts>
    let assignedOn: Deferred<StateDays>
    let unassignedOn: Deferred<StateDays>
    let lastAccessed: Deferred<StateDays>
    let daysInactive: Deferred<StateNumbers>
    let daysUsed: Deferred<StateNumbers>
    let monthlyAverage: Deferred<StateNumbers>

    init(_ rows: StateColumns) {
        groups = Deferred { rows.texts("group") }
        versions = Deferred { rows.texts("version") }
        assignedOn = Deferred { rows.days("assigned_at") }
        unassignedOn = Deferred { rows.days("unassigned_at") }
        lastAccessed = Deferred { rows.days("last_accessed") }
        daysInactive = Deferred { rows.numbers("days_inactive") }
        daysUsed = Deferred { rows.numbers("days_used") }
        monthlyAverage = Deferred { rows.numbers("monthly_average") }
    }

    /// Those of a file that says nothing of them.
    init(absent count: Int) {
        let rows = StateColumns(rowCount: count)
        (groups, versions) = (Deferred { rows.texts(nil) }, Deferred { rows.texts(nil) })
        let days = Deferred { rows.days("") }
        (assignedOn, unassignedOn, lastAccessed) = (days, days, days)
        let numbers = Deferred { rows.numbers("") }
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
        guard offerings.codes.contains(CodedText.null) else { return ofOffering }
        let products = codes("product")
        return (0..<rowCount).map { row in
            offerings.codes[row] == CodedText.null ? products[row] : ofOffering[row]
        }
    }
}
