import Policies

extension Recipient {
    /// The recipient as a policy writes it: what a person was told under it is remembered by this text.
    var written: String {
        switch self {
        case .address(let address): address
        case .role(let role): "role:\(role.rawValue)"
        case .holder: "holder"
        case .operators: "operators"
        case .contact(let name): "contacts.people.\(name)"
        case .expression(let program): "cel: \(program.text)"
        }
    }
}
