import CivilTime
import Columns
import Exports
import Facts
import Testing

/// What changed between Users files and Usage reports that follow one another.
@Suite struct PeopleChangesTests {
    private static let hash = String(repeating: "0a", count: 20)
    private static let ada = ["email": "ada@example.com", "role": "Primary admin"]
    private static let bob = ["email": "bob@example.com", "role": "Secondary admin"]
    private static let eve = ["email": "eve@example.com"]

    /// Files of North, a week apart, the last of 23 November 2026.
    private func account(
        _ layout: Layout,
        _ files: [[[String: String]]],
        _ yaml: String = ""
    ) throws -> Account {
        var account = try Account(yaml)
        for (number, rows) in files.enumerated() {
            let exported = try day("2026-11-23").adding(7 * (number + 1 - files.count))
            try account.take(
                layout.csv(rows),
                name: "\(number).csv",
                exported: "\(exported)T06:00:00Z"
            )
        }
        return account
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let before: [[String: String]]
        let after: [[String: String]]
        var changes: [String] = []
        var testDescription: String { name }
    }

    static let users = [
        Case(name: "the same in another order", before: [ada, bob, eve], after: [eve, bob, ada]),
        Case(
            name: "somebody is new, and somebody gone",
            before: [ada, ["email": "old@example.com"]],
            after: [ada, eve],
            changes: ["person-gone old@example.com", "person-new eve@example.com"]
        ),
        Case(
            name: "a new address with the same id is the same person",
            before: [ada, ["email": "maiden@example.com", "autodesk_id": "EVE"]],
            after: [ada, ["email": "married@example.com", "autodesk_id": "eve"]]
        ),
        Case(
            name: "a second row of a person is no other person",
            before: [ada, eve],
            after: [ada, eve, eve.merging(["offering_name": "Revit"]) { $1 }]
        ),
        Case(
            name: "an admin is new",
            before: [ada, ["email": "bob@example.com"]],
            after: [ada, bob],
            changes: ["admin-added bob@example.com →secondary"]
        ),
        Case(
            name: "an admin who left is a person less too",
            before: [ada, bob],
            after: [ada],
            changes: [
                "admin-removed bob@example.com secondary→", "person-gone bob@example.com",
            ]
        ),
        Case(
            name: "another admin role is neither added nor removed",
            before: [ada, bob],
            after: [ada, bob.merging(["role": "SSO admin"]) { $1 }]
        ),
        Case(
            name: "another primary admin",
            before: [ada, bob],
            after: [
                bob.merging(["role": "Primary admin"]) { $1 },
                ["email": "ada@example.com", "role": "User"],
            ],
            changes: [
                "admin-removed ada@example.com primary→",
                "primary-changed North ada@example.com→bob@example.com",
            ]
        ),
        Case(
            name: "of two primary admins the first counts",
            before: [ada, bob.merging(["role": "Primary admin"]) { $1 }],
            after: [bob.merging(["role": "Primary admin"]) { $1 }, ada],
            changes: ["primary-changed North ada@example.com→bob@example.com"]
        ),
        Case(
            name: "a file without its primary admin may list only assigned users",
            before: [ada, bob],
            after: [eve],
            changes: [
                "person-gone ada@example.com", "person-gone bob@example.com",
                "person-new eve@example.com",
            ]
        ),
        Case(
            name: "a role in another language hides who is an admin",
            before: [ada, bob],
            after: [ada, ["email": "bob@example.com", "role": "Sekundäradministrator"]]
        ),
        Case(
            name: "and so it does in the older file",
            before: [ada, ["email": "bob@example.com", "role": "Sekundäradministrator"]],
            after: [ada, bob]
        ),
    ]

    @Test(arguments: users)
    func `Users files are compared by persons and admin roles`(_ example: Case) throws {
        let account = try account(.users, [example.before, example.after])
        #expect(try account.facts().changeLines == example.changes)
    }

    static let idle = ["email": "ada@example.com", "seat_assignment": "unassigned"]

    static let reports = [
        Case(name: "a row that vanished", before: [ada, bob], after: [ada]),
        Case(
            name: "an export of active people only",
            before: [ada, bob.merging(["user_activity": "inactive"]) { $1 }],
            after: [ada]
        ),
        Case(
            name: "a seat was taken away",
            before: [ada],
            after: [idle],
            changes: ["seat-unassigned ada@example.com/AutoCAD"]
        ),
        Case(
            name: "a seat was given back",
            before: [idle],
            after: [ada],
            changes: ["seat-assigned ada@example.com/AutoCAD"]
        ),
        Case(
            name: "a seat of somebody who had none",
            before: [ada],
            after: [ada, bob],
            changes: ["seat-assigned bob@example.com/AutoCAD"]
        ),
        Case(name: "a row without a seat is new", before: [bob], after: [bob, idle]),
        Case(
            name: "one of two rows of a seat is enough",
            before: [ada],
            after: [idle, ada.merging(["access_option": "Flex"]) { $1 }]
        ),
        Case(
            name: "offerings are seats of their own, however they are written",
            before: [ada.merging(["offering_name": "AUTOCAD"]) { $1 }],
            after: [ada, ada.merging(["offering_name": "Revit"]) { $1 }],
            changes: ["seat-assigned ada@example.com/Revit"]
        ),
        Case(
            name: "a new address with the same hash is the same seat",
            before: [["email": "maiden@example.com", "hashed_autodesk_id": hash]],
            after: [["email": "married@example.com", "hashed_autodesk_id": hash]]
        ),
        Case(
            name: "of a new address the seat that was taken away is seen",
            before: [["email": "maiden@example.com", "hashed_autodesk_id": hash]],
            after: [
                [
                    "email": "married@example.com", "hashed_autodesk_id": hash,
                    "seat_assignment": "unassigned",
                ]
            ],
            changes: ["seat-unassigned married@example.com/AutoCAD"]
        ),
        Case(
            name: "a row without a person is no seat",
            before: [ada],
            after: [ada, ["email": "*****"]]
        ),
    ]

    @Test(arguments: reports)
    func `Usage reports are compared by persons and offerings`(_ example: Case) throws {
        let account = try account(.report, [example.before, example.after])
        #expect(try account.facts().changeLines == example.changes)
    }

    @Test func `who is who is what all files say, also later ones`() throws {
        var account = try account(
            .users,
            [
                [Self.ada, ["email": "maiden@example.com"]],
                [Self.ada, ["email": "married@example.com"]],
            ]
        )
        #expect(
            try account.facts().changeLines == [
                "person-gone maiden@example.com", "person-new married@example.com",
            ]
        )
        for (email, name) in [("maiden@example.com", "a"), ("married@example.com", "b")] {
            try account.take(
                Layout.report.csv([["email": email, "hashed_autodesk_id": Self.hash]]),
                name: "\(name).csv",
                exported: "2026-11-2\(name == "a" ? 3 : 4)T07:00:00Z"
            )
        }
        let kinds = try account.facts().changeLines.map { $0.split(separator: " ")[0] }
        #expect(!kinds.contains("person-new") && !kinds.contains("person-gone"))
        // Before those files came, nobody knew.
        #expect(try account.facts("2026-11-23T06:30:00Z").changeLines.count == 2)
    }

    @Test func `a person who stays under another address is not gone, whatever the rows`() throws {
        // Both addresses stand in the older file, one of them in the newer one.
        let account = try account(
            .users,
            [
                [
                    Self.ada, ["email": "a@example.com", "autodesk_id": "x"],
                    ["email": "b@example.com", "autodesk_id": "x"],
                ],
                [Self.ada, ["email": "b@example.com", "autodesk_id": "x"]],
                [Self.ada],
            ]
        )
        #expect(try account.facts().changeLines == ["person-gone b@example.com"])
        #expect(try account.facts("2026-11-20T00:00:00Z").changeLines.isEmpty)
    }

    @Test func `what the configuration says of admins is no snapshot`() throws {
        let account = try account(
            .users,
            [[Self.eve], [Self.eve]],
            "contacts: { admins: [{ team: North, email: ada@example.com, role: primary }] }"
        )
        #expect(try account.facts().changeLines.isEmpty)
    }
}
