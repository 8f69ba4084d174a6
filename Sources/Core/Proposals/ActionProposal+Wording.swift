// What people read in a proposal. The places in Autodesk Account follow the vendor's help, "Assign
// access" and "Roles", 2026: a seat is unassigned by ticking people under "By product"; one that comes
// through a group or a default assignment cannot be, only the membership can end.

extension ActionProposal {
    /// What is proposed, in one line.
    package var title: String {
        let team = terms.team ?? subject
        return switch terms.action {
        case "unassign-seat": "Take back the seat of \(who) for \(product) in \(team)"
        case "appoint-admin": "Appoint a second admin for \(team)"
        case "buy-tokens": "Buy Flex tokens for \(team)"
        default: "\(terms.action): \(subject)"
        }
    }

    /// What to click, step by step; empty for an action that the program does not know.
    package var how: [String] {
        let team = terms.team ?? subject
        let signIn = "Sign in at manage.autodesk.com as an admin of \(team)."
        switch terms.action {
        case "unassign-seat" where terms.isThroughGroup:
            return [
                signIn,
                "Open User management, By group: the seat comes through a group or a default "
                    + "assignment and cannot be taken back by itself.",
                "Find the group that gives \(product) and remove \(who) from it.",
                "Look at what else the group gives: those products go with it.",
            ]
        case "unassign-seat":
            return [
                signIn, "Open User management, By product, and choose \(product).",
                "Tick \(who) and choose Unassign.",
            ]
        case "appoint-admin":
            return [
                "Ask a colleague who would stand in; Autodesk sends that person a mail.", signIn,
                "Open User management, By user, and choose the colleague.",
                "Change the role to Secondary admin and save.",
            ]
        case "buy-tokens":
            return [
                "Ask the contract manager of \(team), or your reseller: admins cannot buy.",
                "Choose a pack with an eye on its end: tokens expire a year after the purchase.",
                "Enter the pack under flex.packs in the configuration, so that it counts.",
            ]
        default: return []
        }
    }

    private var product: String { terms.offering ?? "the product" }

    private var who: String {
        switch (terms.name, terms.person) {
        case (let name?, let person?): "\(name) (\(person))"
        case (nil, let person?): person
        default: subject
        }
    }
}
