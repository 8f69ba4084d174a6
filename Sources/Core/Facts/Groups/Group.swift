import CivilTime
import Columns
import Exports

/// One row of the table `group`: a group of the newest Groups file (facts §3.9).
struct Group: Sendable {
    var name: String
    var type: String?
    var members: Int
    var admins: Int
    var asOf: Day
    var fresh: Bool
}

extension Group: FactRow {
    static let schema = TableSchema(
        name: "group",
        plural: "groups",
        about: "a group of people, in all teams",
        key: ["name"],
        teamColumn: nil,
        isAboutUse: false,
        columns: facts.map(\.schema),
        relations: []
    )

    static let facts: [Fact<Group>] = [
        Fact("name", \.name, "the name of the group"),
        Fact("type", \.type, "the type of the group in the file"),
        Fact("members", \.members, "persons in the group", in: .people),
        Fact("admins", \.admins, "members with an admin role", in: .people),
        Fact("as_of", \.asOf, "the day of the Groups file"),
        Fact("fresh", \.fresh, "whether the data is young enough to act on"),
    ]
}

extension Derivation {
    /// The groups of the newest Groups file; none without one.
    ///
    /// Members and admins are distinct persons: a row with neither e-mail nor id is nobody. The type is that
    /// of the last row that has one.
    func groups() -> [Group] {
        guard let rows = rows.groupRows(moment), let file = moment.newest(.groups, "") else {
            return []
        }
        let isFresh = moment.isFresh(file.asOf, .groups, "")
        var places: [String: Int] = [:]
        let placeOfText = rows.groups.texts.map { text in
            let (name, next) = (fold(text), places.count)
            let place = places[name] ?? next
            places[name] = place
            return place
        }
        var (members, admins) = (
            Array(repeating: Set<Int32>(), count: places.count),
            Array(repeating: Set<Int32>(), count: places.count)
        )
        var types = [String?](repeating: nil, count: places.count)
        for (row, person) in rows.persons.enumerated() {
            let code = rows.groups.codes[row]
            guard code != CodedText.null else { continue }
            let place = placeOfText[Int(code)]
            if let type = rows.types[row] { types[place] = type }
            guard person != People.nobody else { continue }
            members[place].insert(person)
            if rows.isAdmin[row] { admins[place].insert(person) }
        }
        return places.map { name, place in
            Group(
                name: shown.shown(.group, name),
                type: types[place],
                members: members[place].count,
                admins: admins[place].count,
                asOf: file.asOf,
                fresh: isFresh
            )
        }.sorted { precedes($0.name, $1.name) }
    }
}
