// A policy as written, before anything is checked against the fact tables: every setting may be absent,
// and each remembers its place, so that settings of several files can be laid over one another (`use`)
// and a mistake still points at the file that made it.
import CivilTime
import YAML

/// What one `policy` document says, or several laid over one another.
struct Definition: Sendable {
    let id: Sourced<String>
    var use: Sourced<String>?
    var title: Sourced<String>?
    var about: Sourced<String>?
    var owner: Sourced<String>?
    var mode: Sourced<Mode>?
    var labels: [Named<Sourced<String>>] = []
    var resource: Sourced<String>?
    var parameters: [Named<ParameterDefinition>] = []
    var variables: [Named<Formula>] = []
    var match: [Named<Formula>]?
    var expression: Formula?
    var severity = SeverityDefinition()
    var forDays: Sourced<Int>?
    var keepFiringForDays: Sourced<Int>?
    var data = DataDefinition()
    var steps = StepsDefinition()
    var maximumCount: Sourced<Int>?
    var maximumPercent: Sourced<Double>?
    var groupBy: [Sourced<String>]?
    var orderBy: [Sourced<String>]?
    var yieldsTo: [Sourced<String>]?
    var saving: Formula?
    var realisableFrom: Formula?
    var summary: Formula?
    var template: Sourced<String>?
    var notify: [NotifyDefinition]?
    var propose: [ProposeDefinition]?

    init(id: Sourced<String>) { self.id = id }
}

/// A name with what it stands for.
struct Named<Value: Hashable & Sendable>: Hashable, Sendable {
    let name: String
    let origin: Origin
    var value: Value
}

/// A parameter: the first document of a chain that names it gives its type.
struct ParameterDefinition: Hashable, Sendable {
    /// The value that counts, whoever wrote it.
    var value: Sourced<Node>?
    /// The value that gives the type.
    var declared: Sourced<Node>?
    var unit: Sourced<String>?
    var minimum: Sourced<Node>?
    var maximum: Sourced<Node>?
    var about: Sourced<String>?
}

struct SeverityDefinition: Hashable, Sendable {
    /// Whether it is written as one word, which replaces all conditions of a used policy.
    var isPlain = false
    /// Conditions in their order; the first that is true wins.
    var conditions: [SeverityCondition] = []
    /// What it is when none is.
    var standard: Sourced<Severity>?
}

struct SeverityCondition: Hashable, Sendable {
    let severity: Severity
    var condition: Formula
}

struct DataDefinition: Hashable, Sendable {
    var minimumHistory: Sourced<Int>?
    var maximumAge: Sourced<Int>?
    var holdsStale: Sourced<Bool>?
    var reportsUnknown: Sourced<Bool>?
}

struct StepsDefinition: Hashable, Sendable {
    /// Where the map itself stands; `nil` when no document has one.
    var origin: Origin?
    var value: Formula?
    var thresholds: [Sourced<Double>]?
    var hysteresis: Sourced<Double>?
    var period: Sourced<StepPeriod>?
}

struct NotifyDefinition: Hashable, Sendable {
    let origin: Origin
    var to: [RecipientDefinition]?
    var cc: [RecipientDefinition]?
    var replyTo: RecipientDefinition?
    var schedule: ScheduleDefinition?
    var condition: Formula?
    var after: Sourced<TimeSpan>?
    var repeatAfter: Sourced<TimeSpan>?
    var repeatFactor: Sourced<Double>?
    var repeatMost: Sourced<Int>?
    var template: Sourced<String>?
}

enum RecipientDefinition: Hashable, Sendable {
    case named(Sourced<String>)
    case expression(Formula)

    var origin: Origin {
        switch self {
        case .named(let text): text.origin
        case .expression(let formula): formula.origin
        }
    }
}

enum ScheduleDefinition: Hashable, Sendable {
    case text(Sourced<String>)
    case before(Formula, days: [Int], secondOfDay: Int)
}

struct ProposeDefinition: Hashable, Sendable {
    let origin: Origin
    var action: Sourced<String>?
    var condition: Formula?
    var decide: RecipientDefinition?
    var execute: Formula?
    var due: Formula?
    var expect: Formula?
    var within: Sourced<TimeSpan>?
    var cooldown: Sourced<TimeSpan>?
}

/// An `override` document: other values for the rows of some policies.
struct OverrideDefinition: Sendable {
    let id: Sourced<String>
    let policies: [Sourced<String>]
    let condition: Formula?
    let parameters: [Named<Sourced<Node>>]
    let mode: Sourced<Mode>?
    let severity: SeverityDefinition
    let data: DataDefinition
}

/// An `exception` document: rows that some policies leave alone for a while.
struct ExceptionDefinition: Sendable {
    let id: Sourced<String>
    let policies: [Sourced<String>]
    let condition: Formula
    let reason: Sourced<String>
    let approvedBy: Sourced<String>
    let until: Sourced<Day>
}
