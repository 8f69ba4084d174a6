import Policies

/// A recipient without the ones that must be computed.
enum PlainRecipient: Hashable {
    case address(String)
    case role(Role)
    case holder
    case operators
    case contact(String)
}

extension Recipient {
    /// The recipient, unless it must be computed.
    var plain: PlainRecipient? {
        switch self {
        case .address(let address): .address(address)
        case .role(let role): .role(role)
        case .holder: .holder
        case .operators: .operators
        case .contact(let name): .contact(name)
        case .expression: nil
        }
    }

    /// Whether each row of a group may have another one: then the group is nobody's to see.
    var differsByRow: Bool {
        switch self {
        case .holder, .expression: true
        default: false
        }
    }
}
