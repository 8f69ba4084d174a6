import CivilTime
import Columns
import Policies
import Settings
import Testing

@testable import Notices

/// Who is written to, by role and state.
@Suite struct DirectoryTests {
    static func directory(
        _ admins: [Row],
        seats: [Row] = [],
        teams: [Row] = [],
        undeliverable: Set<String> = [],
        _ change: (inout Configuration) -> Void = { _ in }
    ) -> Directory {
        let tables = [
            "admin": table("admin", admins), "seat": table("seat", seats),
            "team": table("team", teams),
        ]
        return Directory(
            tables: { tables[$0] },
            configuration: settings(change),
            today: today,
            undeliverable: undeliverable
        )
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var admins: [Row] = []
        var role = Role.primaryAdmin
        let addresses: [String]
        var note = ""
        var troubles: [String] = []

        init(
            _ name: String,
            _ admins: [Row],
            _ addresses: [String],
            as role: Role = .primaryAdmin,
            note: String = "",
            troubles: [String] = []
        ) {
            testDescription = name
            (self.admins, self.role, self.addresses) = (admins, role, addresses)
            (self.note, self.troubles) = (note, troubles)
        }
    }

    private static let ada = admin("ada@example.com", "primary")
    private static let bob = admin("bob@example.com", "secondary")
    private static let sso = admin("sso@example.com", "sso")
    private static let away = admin("ada@example.com", "primary", absent(until: today.adding(41)))

    static let cases = [
        Case("the primary admin", [ada, bob], ["ada@example.com"]),
        Case(
            "someone absent is passed over",
            [away, bob, sso],
            ["bob@example.com"],
            note:
                "Ada Admin, primary admin of North, is absent until 4 Jan 2027. This comes to you as an able backup."
        ),
        Case(
            "an absence without an end",
            [admin("ada@example.com", "primary", absent()), sso],
            ["sso@example.com"],
            note:
                "Ada Admin, primary admin of North, is absent. This comes to you as an able backup."
        ),
        Case(
            "a backup who is absent too is no backup",
            [away, admin("bob@example.com", "secondary", absent()), sso],
            ["sso@example.com"],
            note:
                "Ada Admin, primary admin of North, is absent until 4 Jan 2027. This comes to you as an able backup."
        ),
        Case(
            "a backup who was only invited is no backup",
            [away, admin("bob@example.com", "secondary", ["pending": .bool(true)]), sso],
            ["sso@example.com"],
            note:
                "Ada Admin, primary admin of North, is absent until 4 Jan 2027. This comes to you as an able backup."
        ),
        Case(
            "nobody stands in: the absent one gets it",
            [away],
            ["ada@example.com"],
            note:
                "You are absent until 4 Jan 2027, and nobody is there to stand in for you in North."
        ),
        Case(
            "a leaver is never a recipient",
            [admin("ada@example.com", "primary", ["left": .bool(true)]), bob],
            ["bob@example.com"],
            note:
                "Ada Admin, primary admin of North, is no longer there. This comes to you as an able backup."
        ),
        Case(
            "a leaver without a backup",
            [admin("ada@example.com", "primary", ["left": .bool(true)])],
            [],
            troubles: [
                "Ada Admin has left; no primary admin of North is known who can be written to"
            ]
        ),
        Case(
            "nobody holds the role",
            [],
            [],
            troubles: ["no primary admin of North is known who can be written to"]
        ),
        Case(
            "no primary admin, but a backup",
            [bob],
            ["bob@example.com"],
            note: "No primary admin of North is known. This comes to you as an able backup."
        ),
        Case(
            "a primary admin without an address",
            [admin("h:1234", "primary", ["email": .null, "name": .null]), bob],
            ["bob@example.com"],
            note: "No primary admin of North is known. This comes to you as an able backup.",
            troubles: ["no file gives an address for h:1234"]
        ),
        Case(
            "all secondary admins",
            [ada, bob, admin("cat@example.com", "secondary")],
            ["bob@example.com", "cat@example.com"],
            as: .secondaryAdmins
        ),
        Case(
            "an absent secondary admin is named to the others",
            [bob, admin("cat@example.com", "secondary", absent(until: today))],
            ["bob@example.com"],
            as: .secondaryAdmins,
            note: "Cat Admin is absent until 24 Nov 2026."
        ),
        Case(
            "no secondary admin: the primary one",
            [ada],
            ["ada@example.com"],
            as: .secondaryAdmins,
            note: "No secondary admin of North is known. This comes to you as an admin of the team."
        ),
        Case(
            "able backups",
            [ada, bob, sso, admin("cat@example.com", "secondary", absent())],
            ["bob@example.com", "sso@example.com"],
            as: .backupAdmins
        ),
        Case("SSO admins", [ada, sso], ["sso@example.com"], as: .ssoAdmins),
        Case(
            "no contract manager: the admins stand in, the primary one too",
            [ada],
            ["ada@example.com"],
            as: .contractManager,
            note:
                "No contract manager of North is known. This comes to you as an admin of the team; "
                + "name the contract manager under contacts.contract_managers."
        ),
        Case(
            "an absent contract manager",
            [ada, admin("buy@example.com", "contract-manager", absent())],
            ["ada@example.com"],
            as: .contractManager,
            note: "Buy Admin, contract manager of North, is absent. "
                + "This comes to you as an admin of the team."
        ),
        Case(
            "a contract manager from the admins",
            [admin("buy@example.com", "contract-manager")],
            ["buy@example.com"],
            as: .contractManager
        ),
        Case(
            "admins of another team are none",
            [admin("ada@example.com", "primary", of: "Yard")],
            [],
            troubles: ["no primary admin of North is known who can be written to"]
        ),
        Case(
            "a domain that mails may not go to",
            [admin("ada@partner.test", "primary")],
            [],
            troubles: ["ada@partner.test is outside the domains that mails may go to"]
        ),
        Case(
            "an address outside ASCII",
            [admin("jörg@example.com", "primary")],
            [],
            troubles: [
                "'jörg@example.com' cannot be written to: it has letters outside ASCII; only 7-bit addresses can be mailed (a domain can be written in its xn-- form)"
            ]
        ),
    ]

    @Test(arguments: cases)
    func `a role reaches those who can act`(_ each: Case) {
        let resolution = Self.directory(each.admins).resolve(
            .role(each.role),
            for: RowContact(team: "NORTH")
        )
        let spelled = each.note.replacing("North", with: "NORTH")
        #expect(resolution.addressees.map(\.mailbox.address) == each.addresses)
        #expect(resolution.addressees.allSatisfy { $0.note == spelled })
        #expect(
            resolution.troubles.map(\.text)
                == each.troubles.map { $0.replacing("North", with: "NORTH") }
        )
    }

    @Test func `a row without a team has no roles`() {
        let resolution = Self.directory([Self.ada]).resolve(.role(.primaryAdmin), for: RowContact())
        #expect(resolution.troubles.map(\.kind) == [.nobody])
    }

    @Test func `the contract manager of the row goes before that of the team`() {
        let directory = Self.directory(
            [],
            teams: [["name": .text("North"), "contract_manager": .text("team@example.com")]]
        )
        func address(_ row: RowContact) -> [String] {
            directory.resolve(.role(.contractManager), for: row).addressees.map(\.mailbox.address)
        }
        #expect(address(RowContact(team: "North")) == ["team@example.com"])
        #expect(
            address(RowContact(team: "North", contractManager: "row@example.com")) == [
                "row@example.com"
            ]
        )
    }

    @Test func `the holder is reached by address, else by person`() {
        let directory = Self.directory(
            [],
            seats: [seat("eve@example.com", ["person": .text("id:1")])]
        )
        func resolve(_ row: RowContact) -> Resolution { directory.resolve(.holder, for: row) }
        #expect(
            resolve(RowContact(person: "id:1", email: "x@example.com")).addressees.map(
                \.mailbox.address
            ) == ["x@example.com"]
        )
        #expect(
            resolve(RowContact(person: "id:1")).addressees.map(\.mailbox.address) == [
                "eve@example.com"
            ]
        )
        #expect(
            resolve(RowContact(person: "h:9")).troubles.map(\.text) == [
                "no file gives an address for h:9"
            ]
        )
        #expect(resolve(RowContact(team: "North")).troubles.map(\.kind) == [.nobody])
    }

    @Test func `leavers of every source are found`() {
        let directory = Self.directory([], seats: [seat("gone@example.com", ["left": .bool(true)])])
        {
            $0.left = [
                Leaver(email: "old@example.com", leftOn: today),
                Leaver(email: "soon@example.com", leftOn: today.adding(1)),
                Leaver(email: "past@example.com"),
            ]
        }
        for address in ["gone@example.com", "old@example.com", "past@example.com"] {
            #expect(
                directory.resolve(.address(address), for: RowContact()).troubles.map(\.kind) == [
                    .leaver
                ]
            )
        }
        #expect(directory.resolve(.address("soon@example.com"), for: RowContact()).troubles == [])
    }

    @Test func `an address whose last mail came back is passed over, but for the operators`() {
        let directory = Self.directory(
            [admin("ada@example.com", "primary"), admin("bob@example.com", "secondary")],
            undeliverable: ["ada@example.com", "it@example.com"]
        )
        let row = RowContact(team: "North")
        let able = directory.resolve(.role(.primaryAdmin), for: row)
        #expect(able.addressees.map(\.mailbox.address) == ["bob@example.com"])
        #expect(
            able.addressees.map(\.note) == [
                "Ada Admin, primary admin of North, cannot be written to. This comes to you as an able backup."
            ]
        )
        #expect(able.troubles.map(\.kind) == [.undeliverable])
        let direct = directory.resolve(.address("ada@example.com"), for: row)
        #expect(direct.addressees.isEmpty)
        #expect(
            direct.troubles.map(\.text) == [
                "the last mail to ada@example.com could not be delivered"
            ]
        )
        #expect(directory.resolve(.address("it@example.com"), for: row).troubles.isEmpty)
    }

    @Test func `contacts and operators`() {
        let directory = Self.directory([]) {
            $0.mail.allowedDomains = ["example.com"]; $0.contacts.operators = ["it@other.test"]
        }
        #expect(
            directory.resolve(.contact("cad-desk"), for: RowContact()).addressees.map(
                \.mailbox.address
            ) == ["cad-desk@example.com"]
        )
        #expect(
            directory.resolve(.contact("empty"), for: RowContact()).troubles.map(\.text) == [
                "contacts.people.empty has no address"
            ]
        )
        // The operators stand in the configuration by hand.
        #expect(
            directory.resolve(.operators, for: RowContact()).addressees.map(\.mailbox.address) == [
                "it@other.test"
            ]
        )
        #expect(directory.resolve(.address("it@other.test"), for: RowContact()).troubles == [])
        #expect(
            directory.resolve(.address("x@other.test"), for: RowContact()).troubles.map(\.kind) == [
                .foreignDomain
            ]
        )
    }

    @Test func `the domains of all contacts are allowed unless some are named`() {
        let open = Self.directory([]) { $0.contacts.people = ["x": ["a@contact.test"]] }
        #expect(open.resolve(.address("b@contact.test"), for: RowContact()).troubles == [])
        let named = Self.directory([]) {
            $0.contacts.people = ["x": ["a@contact.test"]]; $0.mail.allowedDomains = ["example.com"]
        }
        #expect(
            named.resolve(.address("b@contact.test"), for: RowContact()).troubles.map(\.kind) == [
                .foreignDomain
            ]
        )
        #expect(
            named.resolve(.address("b@sub.example.com"), for: RowContact()).troubles.map(\.kind)
                == [.foreignDomain]
        )
    }
}
