import CivilTime
import Columns
import Diagnostics
import Facts
import Policies
import Settings
import Templates
import Testing

/// The day of the cycle in all tests; data ends two days before.
let today = Day(year: 2026, month: 11, day: 24) ?? Day(daysSince1970: 0)
let asOf = today.adding(-2)

/// Template files that are enough for policies written in tests.
let plainTemplates = TemplateLibrary(files: [
    (
        path: "general/text.txt",
        source: SourceText(name: "general/text.txt", text: "{{ summary }}\n{{ why }}\n")
    )
])

/// A set of policies with what `check` would print about them.
struct Loaded {
    let set: PolicySet
    let messages: [String]

    init(
        _ files: [String], shipped: [String] = [], configuration: Configuration = .standard,
        templates: TemplateLibrary = plainTemplates, today: Day? = nil
    ) {
        func sources(_ texts: [String], _ name: String) -> [SourceText] {
            texts.enumerated().map { SourceText(name: "\(name)\($0.offset + 1).yaml", text: $0.element) }
        }
        let (set, diagnostics) = loadPolicies(
            sources(files, "own"), shipped: sources(shipped, "shipped"), templates: templates,
            configuration: configuration, schema: .all, today: today)
        self.set = set
        messages = diagnostics.sorted.map { String($0.description.prefix { $0 != "\n" }) }
    }
}

/// The one policy of a text that has no mistakes.
func policy(_ text: String, configuration: Configuration = .standard) throws -> Policy {
    let loaded = Loaded([text], configuration: configuration)
    #expect(loaded.messages == [])
    return try #require(loaded.set.policies.first)
}

/// A policy over seats with the rest of a document; keys that it needs are there.
func seatPolicy(_ rest: String) throws -> Policy {
    try policy("policy: test\nresource: seat\n" + rest)
}

/// Fact tables written down by hand.
func facts(
    _ tables: [String: [[String: Cell]]], relations: [String: [[Int]?]] = [:], on today: Day = today
) -> FactSet {
    FactSet(
        now: Instant(today, secondOfDay: 8 * 3600), today: today, zone: .utc,
        tables: FactSchema.all.tables.map { schema in
            var table = Table(schema.name, columns: schema.columns.map { ($0.name, $0.type) })
            for row in tables[schema.name] ?? [] {
                let unknown = Set(row.keys).subtracting(schema.columns.map(\.name))
                #expect(unknown.isEmpty, "\(schema.name) has no \(unknown)")
                table.append(schema.columns.map { row[$0.name] ?? .null })
            }
            return table
        }, relations: relations)
}

/// An assigned seat of one who works; what a test is about is laid over it.
func seat(_ person: String, _ changes: [String: Cell] = [:]) -> [String: Cell] {
    let plain: [String: Cell] = [
        "team": .text("North"), "person": .text(person), "offering": .text("AutoCAD"),
        "email": .text(person), "kind": .text("seats"), "assigned": .bool(true),
        "access": .text("subscription"), "via_group": .bool(false), "usage_known": .bool(true),
        "never_used": .bool(false), "days_known": .int(400), "first_known": .day(asOf.adding(-400)),
        "days_idle": .int(1), "days_idle_present": .int(1), "last_used": .day(asOf.adding(-1)),
        "days_assigned": .int(400), "on_leave": .bool(false), "left": .bool(false),
        "as_of": .day(asOf), "fresh": .bool(true),
    ]
    return plain.merging(changes) { $1 }
}

/// A seat that was last used so many days before `asOf`.
func idleSeat(_ person: String, _ days: Int, _ changes: [String: Cell] = [:]) -> [String: Cell] {
    seat(
        person,
        [
            "days_idle": .int(days), "days_idle_present": .int(days),
            "last_used": .day(asOf.adding(-days)),
        ].merging(changes) { $1 })
}

/// The verdicts of a policy over seats, row by row.
func verdicts(
    _ policy: Policy, _ seats: [[String: Cell]], configuration: Configuration = .standard,
    on today: Day = today
) -> [Verdict] {
    evaluate(policy, over: facts(["seat": seats], on: today), configuration: configuration)
        .map(\.verdict)
}
