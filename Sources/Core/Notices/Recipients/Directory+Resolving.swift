// policy-language.md §4: someone absent is passed over in favour of an able backup, and the mail
// says so; a leaver is never written to; who cannot be written to is reported.
import Columns
import Policies
import Templates

extension Directory {
    /// The addressees of a recipient that needs no expression.
    func resolve(_ recipient: PlainRecipient, for row: RowContact) -> Resolution {
        switch recipient {
        case .address(let address):
            return direct([address], meant: address)
        case .contact(let name):
            let addresses = people[name] ?? []
            guard !addresses.isEmpty else {
                return nobody("contacts.people.\(name)", "contacts.people.\(name) has no address")
            }
            return direct(addresses, meant: "contacts.people.\(name)")
        case .operators:
            return Resolution(addressees: operators.map { Addressee(mailbox: $0) })
        case .holder:
            return holder(of: row)
        case .role(let role):
            guard let team = row.team else {
                return nobody(
                    "role:\(role.rawValue)",
                    "the row belongs to no team, so nobody is its \(role.phrase)"
                )
            }
            return self.role(role, of: team, row)
        }
    }

    /// Addresses as they stand in a policy, in the configuration or in the result of an expression.
    func direct(_ addresses: [String], meant: String) -> Resolution {
        var resolution = Resolution()
        for address in addresses {
            switch mailbox(address, meant: meant) {
            case .success(let mailbox): resolution.addressees.append(Addressee(mailbox: mailbox))
            case .failure(let trouble): resolution.troubles.append(trouble)
            }
        }
        return resolution
    }

    /// Addresses or person keys, as an expression gives them.
    func people(_ names: [String], meant: String) -> Resolution {
        var resolution = Resolution()
        for name in names {
            if let address = address(ofPerson: name) {
                resolution.append(direct([address], meant: meant))
            } else {
                resolution.troubles.append(noAddress(name, meant: meant))
            }
        }
        return names.isEmpty ? nobody(meant, "'\(meant)' gives nobody") : resolution
    }

    private func holder(of row: RowContact) -> Resolution {
        guard row.person != nil || row.email != nil else {
            return nobody("holder", "the row is about no person")
        }
        let shown = row.name ?? row.email ?? row.person ?? ""
        guard let email = row.email ?? row.person.flatMap(address(ofPerson:)) else {
            return Resolution(troubles: [noAddress(shown, meant: "holder")])
        }
        return direct([email], meant: "holder")
    }

    // MARK: - Roles

    private func role(_ role: Role, of team: String, _ row: RowContact) -> Resolution {
        let meant = "role:\(role.rawValue) of \(team)"
        let holders = holders(of: role, team: team, row)
        var resolution = Resolution()
        var isReached = false
        for admin in holders where admin.isAble {
            if append(admin, meant: meant, to: &resolution) { isReached = true }
        }
        let missing = holders.filter { !$0.isAble }
        if isReached {
            // The others of the role are told; who is away is named to them.
            let note = missing.filter(\.isAbsent).map { "\($0.display) is \(whyNot($0))." }
            for index in resolution.addressees.indices {
                resolution.addressees[index].note = note.joined(separator: " ")
            }
            return resolution
        }
        // One who is pending has been invited and can act on nothing yet.
        for backup in backups(of: team, insteadOf: role) {
            guard append(backup, meant: meant, to: &resolution) else { continue }
            let known = holders.filter { $0.name != nil || $0.email != nil || !$0.isAble }
            let who =
                known.isEmpty
                ? "No \(role.phrase) of \(team) is known"
                : known.map { "\($0.display), \(role.phrase) of \(team), \(whyPassedOver($0))" }
                    .joined(separator: "; ")
            resolution.addressees[0].note = "\(who). \(standIn(for: role, isKnown: !known.isEmpty))"
            return resolution
        }
        for admin in missing where !admin.hasLeft {
            if append(admin, meant: meant, to: &resolution) {
                resolution.addressees[0].note =
                    "You are \(whyNot(admin)), and nobody is there to stand in for you in \(team)."
                return resolution
            }
        }
        if resolution.troubles.isEmpty || missing.contains(where: \.hasLeft) {
            let leavers = missing.filter(\.hasLeft).map { "\($0.display) has left; " }.joined()
            resolution.append(
                nobody(
                    meant,
                    "\(leavers)no \(role.phrase) of \(team) is known who can be written to"
                )
            )
        }
        return resolution
    }

    /// Why somebody else is told: for the primary admin a backup stands in; for any other role it
    /// may be the primary admin who does.
    private func standIn(for role: Role, isKnown: Bool) -> String {
        switch role {
        case .primaryAdmin: "This comes to you as an able backup."
        case .contractManager where !isKnown:
            "This comes to you as an admin of the team; "
                + "name the contract manager under contacts.contract_managers."
        default: "This comes to you as an admin of the team."
        }
    }

    private func holders(of role: Role, team: String, _ row: RowContact) -> [Admin] {
        switch role {
        case .primaryAdmin: return admins(of: team, role: "primary")
        case .secondaryAdmins: return admins(of: team, role: "secondary")
        case .ssoAdmins: return admins(of: team, role: "sso")
        case .backupAdmins: return backups(of: team, insteadOf: .primaryAdmin)
        case .contractManager:
            guard let person = row.contractManager ?? contractManager(of: team) else {
                return admins(of: team, role: "contract-manager")
            }
            let known = admins(of: team, role: "contract-manager").filter { $0.person == person }
            if !known.isEmpty { return known }
            let email = address(ofPerson: person)
            return [
                Admin(
                    person: person,
                    email: email,
                    name: email.flatMap(name(of:)),
                    role: "contract-manager",
                    isActive: true,
                    isPending: false,
                    isAbsent: false,
                    absentUntil: nil,
                    hasLeft: email.map(hasLeft) ?? false
                )
            ]
        }
    }

    /// The able admins who stand in for a role, in the order in which they are asked.
    private func backups(of team: String, insteadOf role: Role) -> [Admin] {
        let roles =
            role == .primaryAdmin || role == .backupAdmins
            ? ["secondary", "sso"] : ["primary", "secondary", "sso"]
        return roles.flatMap { admins(of: team, role: $0) }.filter(\.isAble)
    }

    /// Adds an admin to the addressees; what forbids it to the troubles.
    private func append(_ admin: Admin, meant: String, to resolution: inout Resolution) -> Bool {
        guard let email = admin.email else {
            resolution.troubles.append(noAddress(admin.display, meant: meant))
            return false
        }
        switch mailbox(email, name: admin.name, meant: meant) {
        case .success(let mailbox):
            resolution.addressees.append(Addressee(mailbox: mailbox))
            return true
        case .failure(let trouble):
            resolution.troubles.append(trouble)
            return false
        }
    }

    private func whyPassedOver(_ admin: Admin) -> String {
        admin.isAble ? "cannot be written to" : "is \(whyNot(admin))"
    }

    private func whyNot(_ admin: Admin) -> String {
        if admin.hasLeft { return "no longer there" }
        if admin.isAbsent {
            return admin.absentUntil.map { "absent until \(Phrases.language.date($0))" } ?? "absent"
        }
        return admin.isPending ? "invited but not active yet" : "not active"
    }

    // MARK: - Addresses

    private func mailbox(
        _ address: String,
        name: String? = nil,
        meant: String
    ) -> Result<Mailbox, RecipientTrouble> {
        guard let mailbox = Mailbox(address, name: name ?? self.name(of: address)) else {
            let fault = Mailbox.fault(in: trim(address)) ?? ""
            return .failure(
                RecipientTrouble(
                    kind: .noAddress,
                    meant: meant,
                    text: "'\(address)' cannot be written to: \(fault)"
                )
            )
        }
        if hasLeft(mailbox.address) {
            return .failure(
                RecipientTrouble(kind: .leaver, meant: meant, text: "\(mailbox.address) has left")
            )
        }
        guard allows(mailbox) else {
            return .failure(
                RecipientTrouble(
                    kind: .foreignDomain,
                    meant: meant,
                    text: "\(mailbox.address) is outside the domains that mails may go to"
                )
            )
        }
        guard !isUndeliverable(mailbox) else {
            return .failure(
                RecipientTrouble(
                    kind: .undeliverable,
                    meant: meant,
                    text: "the last mail to \(mailbox.address) could not be delivered"
                )
            )
        }
        return .success(mailbox)
    }

    private func noAddress(_ shown: String, meant: String) -> RecipientTrouble {
        RecipientTrouble(
            kind: .noAddress,
            meant: meant,
            text: "no file gives an address for \(shown)"
        )
    }

    private func nobody(_ meant: String, _ text: String) -> Resolution {
        Resolution(troubles: [RecipientTrouble(kind: .nobody, meant: meant, text: text)])
    }
}

extension Role {
    /// The role as sentences name it.
    var phrase: String {
        switch self {
        case .primaryAdmin: "primary admin"
        case .secondaryAdmins: "secondary admin"
        case .backupAdmins: "backup admin"
        case .contractManager: "contract manager"
        case .ssoAdmins: "SSO admin"
        }
    }
}
