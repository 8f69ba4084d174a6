/// How large a company is.
enum Scale: String {
    case small = "S"
    case medium = "M"
    case large = "L"

    var people: Int {
        switch self {
        case .small: 200
        case .medium: 10_000
        case .large: 100_000
        }
    }

    /// Teams, of which the first are the largest.
    var teams: Int {
        switch self {
        case .small: 3
        case .medium: 25
        case .large: 60
        }
    }
}
