// What people read in a proposal. The places in Autodesk Account follow the vendor's help, "Assign
// access", "Roles", "Add or reduce seats" and "Automatic renewal", 2026: a seat is unassigned by ticking people under "By product"; one that comes
// through a group or a default assignment cannot be, only the membership can end.

extension ActionProposal {
    /// What is proposed, in one line.
    package var title: String {
        let team = terms.team ?? subject
        return switch terms.action {
        case "unassign-seat": "Take back the seat of \(who) for \(product) in \(team)"
        case "appoint-admin": "Appoint a second admin for \(team)"
        case "buy-tokens": "Buy Flex tokens for \(team)"
        case "review-renewal": "Decide about the next term of \(purchase) for \(team)"
        case "reduce-seats": "Renew \(purchase) for \(team) with fewer seats"
        case "turn-off-auto-renew": "Turn auto-renew off: \(purchase) for \(team) is to end"
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
        case "review-renewal", "reduce-seats", "turn-off-auto-renew": return renewalSteps
        default: return []
        }
    }

    /// What to click for a subscription; through a reseller nothing can be clicked.
    private var renewalSteps: [String] {
        let asking = "Ask who works with \(product): how many seats does the next term need?"
        if let reseller = terms.reseller {
            return [
                asking,
                "Write to \(reseller): a reseller's purchase cannot be changed in Autodesk Account.",
                "Name the contract, the number of seats and the term, or say that it is to end.",
            ]
        }
        let opening = [
            "Sign in at manage.autodesk.com as its contract manager: admins alone cannot change it.",
            "Open Billing and orders, Subscriptions and contracts, and choose \(product).",
        ]
        let reduce = "click Reduce seats under the number of seats, and save"
        let turnOff = "click Turn off beside Auto-renew under Renewal details"
        switch terms.action {
        case "reduce-seats":
            return [asking] + opening + [
                "\(reduce.capitalizedFirst). All seats stay until the renewal."
            ]
        case "turn-off-auto-renew":
            return opening + ["\(turnOff.capitalizedFirst). It can be used until its last day."]
        default:
            return [asking] + opening + [
                "As it is: see that auto-renew is on. Fewer seats: \(reduce). To let it end: \(turnOff).",
                "Note the decision under renewals.plans in the configuration: renew, reduce or lapse.",
            ]
        }
    }

    private var purchase: String {
        guard let seats = terms.seats else { return product }
        return seats == 1 ? "1 seat of \(product)" : "\(seats) seats of \(product)"
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

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
