/// How a header is spelled (reference, section 2); for people, nothing depends on it.
package enum Generation: String, CaseIterable, Hashable, Sendable {
    /// About 2022 to 2024: `snake_case`, with names such as `team_name` and `usage_type`.
    case a = "A"
    /// After it: `Title case`.
    case b = "B"
    /// Announced for 2026: `snake_case` again, with `account_status` and `hashed_autodesk_id`.
    case c = "C"
    /// Keys of query rows, `camelCase`.
    case api = "API"

    /// The nearest guess; some layouts are the same in two generations, and then it is the newer one.
    ///
    /// - Parameters:
    ///   - places: the columns that mean something; those that someone has added are spelled anyhow.
    ///   - dataset: what the file is.
    init(_ places: [Layout.Place], dataset: Dataset) {
        let names = places.map(\.written)
        let letters = names.map { $0.unicodeScalars.filter(\.properties.isAlphabetic) }
        if letters.contains(where: Generation.isCamelCase) {
            self = .api
        } else if letters.contains(where: { $0.first?.properties.isUppercase ?? false }) {
            // `Group_type` stands among title case only in the newest files.
            self = dataset == .groups && names.contains { $0.contains("_") } ? .c : .b
        } else {
            let isNew =
                switch dataset {
                case .usageReport: names.map(foldHeader).contains("hashed_autodesk_id")
                case .users: places.contains { $0.column.key == "account_status" }
                case .seatUsage, .tokenUsage, .groups: false
                // Spelled alike in both; the newer one no longer begins with the subscription.
                case .subscriptions:
                    places.min { $0.cell < $1.cell }?.column.key != "subscription_id"
                default: true
                }
            self = isNew ? .c : .a
        }
    }

    private static func isCamelCase(_ letters: String.UnicodeScalarView) -> Bool {
        guard let first = letters.first, first.properties.isLowercase else { return false }
        return letters.contains { $0.properties.isUppercase }
    }
}
