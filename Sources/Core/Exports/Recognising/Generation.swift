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
    init(_ header: Header, dataset: Dataset) {
        let letters = header.names.map { $0.unicodeScalars.filter(\.properties.isAlphabetic) }
        let isTitle = letters.contains { $0.first?.properties.isUppercase ?? false }
        if letters.contains(where: Generation.isCamelCase) {
            self = .api
        } else if isTitle {
            // `Group_type` stands among title case only in the newest files.
            self = header.names.contains { $0.contains("_") } && dataset == .groups ? .c : .b
        } else {
            let marker: String? =
                switch dataset {
                case .usageReport: "hashed_autodesk_id"
                case .users: "account_status"
                case .seatUsage, .tokenUsage, .groups: ""
                default: nil
                }
            self = marker.map { header.folded.contains($0) ? .c : .a } ?? .c
        }
    }

    private static func isCamelCase(_ letters: String.UnicodeScalarView) -> Bool {
        guard let first = letters.first, first.properties.isLowercase else { return false }
        return letters.contains { $0.properties.isUppercase }
    }
}
