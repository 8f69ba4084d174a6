import CivilTime
import Columns
import Facts
import Foundation
import Policies
import Settings
import Templates
import TestSupport
import Testing

/// What the shipped templates say, whole, for review as text.
struct MailTests {
    private static let folder = Checkout.folder.appending(path: "Tests/PoliciesTests/Golden/mails")
    private static let why = "New: it holds since 17 Nov 2026."

    /// Subject, plain text and HTML of all findings of a policy, told as one group.
    private func mail(
        _ id: String,
        _ tables: [String: [[String: Cell]]],
        relations: [String: [[Int]?]] = [:]
    ) throws -> [String: String] {
        let policy = try #require(ShippedFiles.all().set[id])
        let facts = facts(tables, relations: relations)
        let found = evaluate(policy, over: facts, configuration: .standard).filter {
            $0.verdict == .holds
        }
        let rows = ordered(found, by: policy, in: facts)
        let activation = groupActivation(
            policy,
            rows: rows,
            facts: facts,
            configuration: .standard,
            severity: rows.map(\.severity).max() ?? .info,
            why: Self.why
        )
        let message = policy.message
        return [
            "summary.txt": try message.summary.render(activation),
            "subject.txt": try (message.subject ?? message.summary).render(activation),
            "text.txt": try message.text.render(activation),
            "html.html": try message.html.render(activation),
        ]
    }

    private func check(_ name: String, _ mail: [String: String]) throws {
        for (part, text) in mail.sorted(by: { $0.key < $1.key }) {
            let file = Self.folder.appending(path: "\(name)/\(part)")
            #expect(try Golden.difference(text.utf8, from: file) == nil)
            let places = text.replacing("unknown: not in the export", with: "")
            #expect(!places.contains("unknown"), "\(name)/\(part) has an empty place")
        }
    }

    @Test func `idle seats`() throws {
        let seats = [
            idleSeat("bob@example.com", 73, ["price": .num(2095)]),
            idleSeat(
                "ada@example.com",
                190,
                ["name": .text("Ada <Lovelace>"), "price": .num(2095), "via_group": .bool(true)]
            ),
            idleSeat(
                "h:0123abcd",
                400,
                ["email": .null, "never_used": .bool(true), "last_used": .null]
            ),
        ]
        try check("idle-seats", mail("idle-seats", ["seat": seats]))
    }

    @Test func `one idle seat without a price`() throws {
        try check("idle-seat", mail("idle-seats", ["seat": [idleSeat("bob@example.com", 73)]]))
    }

    @Test func `seats of leavers`() throws {
        let seats = [
            seat("bob@example.com", ["left": .bool(true), "price": .num(2095)]),
            seat("ada@example.com", ["left": .bool(true), "offering": .text("Revit")]),
        ]
        try check("leaver-seats", mail("leaver-seats", ["seat": seats]))
    }

    @Test func `tokens that run out`() throws {
        let balance: [String: Cell] = [
            "team": .text("North"), "purchased": .num(1000), "packs": .int(1),
            "available": .num(212), "rate": .num(8.25), "days_left": .int(25),
            "empty_on": .day(asOf.adding(25)), "empty_on_early": .day(asOf.adding(19)),
            "empty_on_late": .day(asOf.adding(41)), "next_pack_ends": .day(asOf.adding(71)),
            "next_pack_unused": .num(0), "dearest_rate": .num(10), "users_28": .int(7),
            "budget_month": .num(150), "month_forecast": .num(231),
            "budget_month_share": .num(1.54),
            "as_of": .day(asOf), "fresh": .bool(true),
        ]
        try check("token-budget", mail("token-budget", ["balance": [balance]]))
    }

    @Test func `tokens of which no product opens any more`() throws {
        let balance: [String: Cell] = [
            "team": .text("North"), "purchased": .num(1000), "packs": .int(1),
            "available": .num(6), "rate": .num(8.25), "days_left": .int(0), "empty_on": .day(asOf),
            "next_pack_ends": .day(asOf.adding(71)), "dearest_rate": .num(10), "users_28": .int(1),
            "as_of": .day(asOf), "fresh": .bool(true),
        ]
        try check("token-empty", mail("token-budget", ["balance": [balance]]))
    }

    @Test func `a team whose only backup has not accepted`() throws {
        let admins: [[String: Cell]] = [
            [
                "team": .text("North"), "person": .text("ada@example.com"),
                "role": .text("primary"),
                "email": .text("ada@example.com"), "pending": .bool(false), "left": .bool(false),
            ],
            [
                "team": .text("North"), "person": .text("bob@example.com"),
                "role": .text("secondary"),
                "name": .text("Bob"), "pending": .bool(true), "left": .bool(false),
            ],
        ]
        let team: [String: Cell] = [
            "name": .text("North"), "primary_admin": .text("ada@example.com"), "people": .int(25),
            "has_backup": .bool(false), "bus_factor": .int(1), "primary_absent": .bool(false),
            "as_of": .day(today), "fresh": .bool(true),
        ]
        try check(
            "backup-admin",
            mail(
                "backup-admin",
                ["team": [team], "admin": admins],
                relations: ["team.admins": [[0, 1]]]
            )
        )
    }

    @Test func `subscriptions in every state of their renewal`() throws {
        let rows = [
            subscription(
                dueIn: 20,
                ["value_year": .num(52_375), "contract_manager": .text("buyer@example.com")]
            ),
            subscription(
                dueIn: 10,
                ["id": .text("2"), "offering": .text("Revit"), "plan": .text("lapse")]
            ),
            subscription(
                dueIn: 15,
                [
                    "id": .text("3"), "offering": .text("Civil 3D"), "auto_renew": .bool(false),
                    "renews_on": .null, "term": .text("3-year"), "seats": .int(1),
                ]
            ),
            subscription(
                dueIn: 361,
                [
                    "id": .text("4"), "offering": .text("Fusion"), "renewal": .text("unconfirmed"),
                    "renews_on": .day(today.adding(-4)),
                ]
            ),
            subscription(
                dueIn: -14,
                [
                    "id": .text("5"), "offering": .text("Inventor <2027>"),
                    "renewal": .text("in-grace"), "auto_renew": .bool(false), "renews_on": .null,
                ]
            ),
            resold(dueIn: 20, ["seats": .null]),
            resold(
                dueIn: 51,
                [
                    "id": .text("110009876543/Flex"), "offering": .text("Flex"),
                    "kind": .text("flex"), "seats": .int(1000), "reseller_name": .null,
                ]
            ),
        ]
        try check("renewals", mail("renewal-window", ["subscription": rows]))
    }

    @Test func `a renewal that a newer file does not show, and ends through a reseller`() throws {
        let rows = [
            subscription(
                dueIn: -5,
                ["renewal": .text("in-grace"), "as_of": .day(today.adding(-2))]
            ),
            resold(dueIn: -14, ["renewal": .text("in-grace")]),
            resold(
                dueIn: -4,
                ["id": .text("110009876544/AutoCAD"), "renewal": .text("unconfirmed")]
            ),
        ]
        try check("renewals-late", mail("renewal-window", ["subscription": rows]))
    }

    @Test func `one renewal that a newer file does not show`() throws {
        let row = subscription(
            dueIn: -5,
            ["renewal": .text("in-grace"), "as_of": .day(today.adding(-2))]
        )
        try check("renewal-late", mail("renewal-window", ["subscription": [row]]))
    }

    @Test func `the last day to reduce has passed`() throws {
        let row = subscription(dueIn: 0)
        try check("renewal-today", mail("renewal-window", ["subscription": [row]]))
    }

    @Test func `subscriptions that have all ended or are all planned`() throws {
        let off: [String: Cell] = ["auto_renew": .bool(false), "renews_on": .null]
        let ended = ["2", "3"].map { id in
            subscription(
                dueIn: -14,
                off.merging(["id": .text(id), "renewal": .text("in-grace")]) { $1 }
            )
        }
        let over = try mail("renewal-window", ["subscription": ended])
        #expect(
            over["summary.txt"]
                == "2 subscriptions in North whose term ends soon or is over, 2 of them ended already"
        )
        let text = try #require(over["text.txt"])
        #expect(!text.contains("a tenth less"))
        #expect(text.contains("people may be locked out already"))

        let planned = ["2", "3"].map { id in
            subscription(dueIn: 10, ["id": .text(id), "plan": .text("reduce")])
        }
        let ahead = try mail("renewal-window", ["subscription": planned])
        #expect(
            ahead["summary.txt"]
                == "By 3 Dec 2026: 2 subscriptions in North that end or renew soon"
        )
    }

    @Test func `one subscription that renews by itself`() throws {
        let row = subscription(
            dueIn: 20,
            ["value_year": .num(52_375), "contract_manager": .text("buyer@example.com")]
        )
        try check("renewal", mail("renewal-window", ["subscription": [row]]))
    }

    @Test func `what can still be returned`() throws {
        let rows = [
            subscription(
                dueIn: 350,
                ["return_until": .day(today.adding(16)), "value_year": .num(52_375)]
            ),
            subscription(
                dueIn: 100,
                [
                    "id": .text("2"), "offering": .text("Revit"), "plan": .text("reduce"),
                    "return_until": .day(today.adding(1)),
                ]
            ),
        ]
        try check("return-window", mail("return-window", ["subscription": rows]))
    }

    @Test func `a policy without a template of its own`() throws {
        let text =
            "policy: known\ntitle: Known seats\nabout: Seats that are known.\n"
            + "resource: seat\nexpr: seat.days_known > 0"
        let policy = try #require(Loaded([text], templates: ShippedFiles.templates).set["known"])
        let facts = facts(["seat": [seat("ada"), seat("bob")]])
        let rows = evaluate(policy, over: facts, configuration: .standard)
        let activation = groupActivation(
            policy,
            rows: rows,
            facts: facts,
            configuration: .standard,
            severity: .info,
            why: Self.why
        )
        try check(
            "general",
            [
                "subject.txt": try #require(policy.message.subject).render(activation),
                "text.txt": policy.message.text.render(activation),
                "html.html": policy.message.html.render(activation),
            ]
        )
    }
}
