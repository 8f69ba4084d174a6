import Columns
import Facts

/// The figures that both contenders find: when and how often seats are used, by whom, and pool by pool.
enum CoreFigures {
    /// The columns by table.
    static let columns = [
        "seat": [
            "team", "person", "offering", "last_used", "days_used_30", "days_used_90",
            "days_used_365", "days_idle",
        ],
        "person": ["person", "last_used", "offerings_used_30"],
        "pool": [
            "team", "offering", "active_30", "active_90", "active_365", "peak_users_90",
            "p95_users_90",
        ],
    ]

    /// Makes the columns.
    ///
    /// - Returns: how many values there are, so that nothing can be left out.
    static func make(_ facts: FactSet) -> Int {
        columns.reduce(0) { sum, entry in
            guard let table = facts.table(entry.key) else { return sum }
            return entry.value.reduce(sum) { $0 + (table[$1]?.count ?? 0) }
        }
    }

    /// The tables as CSV.
    static func csv(_ facts: FactSet) -> [String: String] {
        var files: [String: String] = [:]
        for (name, columns) in columns { files[name] = facts.table(name)?.csv(columns: columns) }
        return files
    }
}
