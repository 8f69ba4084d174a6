package import CivilTime
package import Columns

/// The fact tables of one moment.
package struct FactSet: Sendable {
    /// The moment for which everything is derived.
    package let now: Instant
    /// The day of `now` in `zone`.
    package let today: Day
    /// The configured time zone.
    package let zone: Zone

    private let tables: [String: Deferred<Table>]
    /// By table and relation the rows that each row leads to.
    private let relations: [String: Deferred<Links>]
    /// By table what makes the other subjects under which an alert of a row may stand.
    private let namings: Deferred<Namings>
    let presence: PresenceByKey

    /// What makes the other subjects of the rows of each table.
    typealias Namings = [String: @Sendable (Int) -> [String]]

    /// Facts as they are given, such as those that tests of policies write down.
    ///
    /// Tables of the schema that are missing have no rows. Relations are given by `TABLE.RELATION`
    /// as the rows of the target for each row, `nil` where that is not known.
    package init(
        now: Instant,
        today: Day,
        zone: Zone,
        tables: [Table],
        relations: [String: [[Int]?]] = [:]
    ) {
        let given = tables.map { ($0.name, Deferred(made: $0)) }
        self.init(
            now: now,
            today: today,
            zone: zone,
            tables: Dictionary(given) { first, _ in first },
            relations: Dictionary(uniqueKeysWithValues: relations.map { named($0.key, $0.value) }),
            namings: Deferred(made: [:]),
            presence: PresenceByKey()
        )
    }

    /// Facts that are made when they are asked for.
    init(
        now: Instant,
        today: Day,
        zone: Zone,
        tables: [String: Deferred<Table>],
        relations: [String: Deferred<Links>],
        namings: Deferred<Namings>,
        presence: PresenceByKey
    ) {
        self.now = now
        self.today = today
        self.zone = zone
        self.tables = tables
        self.relations = relations
        self.namings = namings
        self.presence = presence
    }

    /// The table of a name; `nil` when there is none.
    package func table(_ name: String) -> Table? {
        if let table = tables[name] { return table.value }
        return FactSchema.all[name].map { schema in
            Table(schema.name, columns: schema.columns.map { ($0.name, $0.type) })
        }
    }

    /// What tells a row of a table apart: `TEAM/PERSON/OFFERING`, or the columns of the table's key
    /// joined by `/`.
    package func subject(_ table: String, row: Int) -> String {
        guard let schema = FactSchema.all[table], let rows = tables[table]?.value else { return "" }
        return schema.key.map { cellText(rows[row, $0]) }.joined(separator: "/")
    }

    /// Other subjects under which an alert of a row may stand, because a person's key or the
    /// spelling of a name was another when it was opened (facts §2, "Person"); in code-point order.
    package func aliases(_ table: String, row: Int) -> [String] {
        (namings.value[table]?(row) ?? []).filter { $0 != subject(table, row: row) }
    }

    /// The row whose key is made of these texts, names compared folded; `nil` when there is none.
    package func row(_ table: String, key: [String]) -> Int? {
        guard let schema = FactSchema.all[table], let rows = tables[table]?.value,
            key.count == schema.key.count
        else { return nil }
        let wanted = key.map { fold($0) }
        return (0..<rows.rowCount).first { row in
            zip(schema.key, wanted).allSatisfy { fold(cellText(rows[row, $0])) == $1 }
        }
    }

    /// The rows that have some subjects; those that no row has are missing.
    package func rows(_ table: String, subjects: Set<String>) -> [String: Int] {
        guard let schema = FactSchema.all[table], let rows = tables[table]?.value, !subjects.isEmpty
        else {
            return [:]
        }
        let wanted = WantedHashes(Set(subjects.map { SubjectHash($0).sum }))
        let hashes = SubjectHashes(rows, key: schema.key).sums
        var found: [String: Int] = [:]
        for (row, hash) in hashes.enumerated() where wanted.contains(hash) {
            let subject = subject(table, row: row)
            if subjects.contains(subject), found[subject] == nil { found[subject] = row }
        }
        return found
    }

    /// The rows of a relation's table that a row leads to.
    ///
    /// - Returns: `nil` where that is not known: the data set has no snapshot for the row's team.
    package func related(_ table: String, row: Int, _ relation: String) -> [Int]? {
        guard let links = links(table, relation), 0..<links.count ~= row else { return nil }
        return links[row]
    }

    /// Where the rows of a table lead to; `nil` where that is not known of any.
    package func links(_ table: String, _ relation: String) -> Links? {
        relations["\(table).\(relation)"]?.value
    }

    /// Whether a person is absent on a day.
    package func isAbsent(_ person: String, on day: Day) -> Bool { presence.isAbsent(person, day) }

    /// Whether a person has left by a day.
    package func hasLeft(_ person: String, by day: Day) -> Bool { presence.hasLeft(person, day) }
}

/// A relation as it is given by its name and the rows of the target for each row.
private func named(_ name: String, _ rows: [[Int]?]) -> (String, Deferred<Links>) {
    let parts = name.split(separator: ".").map(String.init)
    let relation = FactSchema.all[parts.first ?? ""]?.relations.first { $0.name == parts.last }
    let links =
        relation?.isMany ?? true
        ? Links(many: rows)
        : Links(one: rows.map { $0?.first.map { Int32(truncatingIfNeeded: $0) } ?? Links.nowhere })
    return (name, Deferred(made: links))
}
