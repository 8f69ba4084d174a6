import Columns

/// The addresses and names in tables of people, read when somebody is written to: in most cycles nobody
/// is.
final class WrittenPeople {
    private let tables: () -> [Table]
    /// Addresses by person key.
    private(set) lazy var addresses: [String: String] = read { person, email, _ in
        (person, email)
    }
    /// Names by address.
    private(set) lazy var names: [String: String] = read { _, email, name in
        name.map { (email, $0) }
    }

    init(_ tables: @escaping () -> [Table]) { self.tables = tables }

    private func read(_ entry: (String?, String, String?) -> (String?, String)?) -> [String: String]
    {
        var result: [String: String] = [:]
        for table in tables() {
            guard let emails = table["email"] else { continue }
            let (persons, names) = (table["person"], table["name"])
            var before: (Cell?, Cell, Cell?)?
            for row in 0..<table.rowCount {
                let cells = (persons?[row], emails[row], names?[row])
                // Rows of one person stand together.
                if let before, before == cells { continue }
                before = cells
                guard let email = cells.1.text?.lowercased(),
                    case (let key?, let value)? = entry(cells.0?.text, email, cells.2?.text)
                else { continue }
                result[key] = value
            }
        }
        return result
    }
}
