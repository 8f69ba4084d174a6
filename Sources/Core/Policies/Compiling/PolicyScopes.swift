import CEL
import CivilTime
import Columns
import Facts
import Settings
import Templates

/// What expressions may name: the fact tables as structures, and what a policy adds to them.
struct PolicyScopes: Sendable {
    private let schema: FactSchema
    private let base: Environment
    private let formatting: Formatting

    init(schema: FactSchema, configuration: Configuration, language: Language) {
        self.schema = schema
        var base = Environment(.policy)
        for table in schema.tables { base.declare(Self.structure(of: table)) }
        let lists = configuration.lists.keys.sorted(by: precedes)
        base.declare(
            StructureDeclaration(
                "lists",
                fields: lists.map {
                    FieldDeclaration(
                        $0,
                        .list(.string),
                        about: "a list of the configuration",
                        limits: SizeLimits(of: configuration.lists[$0] ?? [])
                    )
                }
            )
        )
        base.declare(variable: "lists", .structure("lists"), about: "lists of the configuration")
        base.declare(variable: "today", .day, about: "the day of the cycle")
        base.declare(variable: "now", .timestamp, about: "the moment of the cycle")
        for function in domainFunctions { base.declare(function) }
        self.base = base
        formatting = Formatting(currency: configuration.currency, language: language)
    }

    /// The scope of an override's `where`: a row, but nothing that the override may change.
    func row(of table: TableSchema) -> Environment {
        var environment = base
        environment.declare(variable: table.name, .structure(table.name), about: "the row")
        environment.declare(
            variable: "as_of",
            asOfType(table),
            about: "the last settled day of the row's data"
        )
        return environment
    }

    /// The scope of a policy's expressions, so far without variables.
    ///
    /// The type of `broken` parameters is not known because of a mistake.
    func row(of table: TableSchema, parameters: [Parameter], broken: [String]) -> Environment {
        var environment = row(of: table)
        declareParameters(parameters, broken: broken, in: &environment)
        return environment
    }

    /// The scope of a policy's messages, which speak of a group.
    func group(
        of table: TableSchema,
        by columns: [ColumnSchema],
        parameters: [Parameter],
        broken: [String]
    ) -> Environment {
        var environment = base
        declareParameters(parameters, broken: broken, in: &environment)
        if schema["team"] != nil {
            environment.declare(
                variable: "team",
                .structure("team"),
                about: "the team of the group"
            )
        }
        // Over the team table itself the row's name is that of the team, which has all its columns.
        if table.name != "team" {
            let name = groupStructureName(table)
            environment.declare(StructureDeclaration(name, fields: columns.map(Self.field)))
            environment.declare(
                variable: table.name,
                .structure(name),
                about: "what the group has in common"
            )
        }
        environment.declare(
            variable: table.plural,
            .list(.structure(table.name)),
            about: "the rows of the group",
            limits: .groups
        )
        environment.declare(
            StructureDeclaration(
                "policy",
                fields: ["id", "title", "about"].map { FieldDeclaration($0, .string) }
            )
        )
        environment.declare(variable: "policy", .structure("policy"), about: "the policy")
        environment.declare(variable: "count", .int, about: "how many rows the group has")
        environment.declare(
            variable: "saving",
            .double,
            about: "a year, of the rows where it is known"
        )
        environment.declare(variable: "saving_unknown", .int, about: "rows without a known saving")
        environment.declare(
            variable: "subjects",
            .list(.string),
            about: "the rows by name",
            limits: .groups
        )
        environment.declare(variable: "why", .string, about: "the reason why this mail comes now")
        environment.declare(variable: "severity", .string, about: "the worst of the group")
        environment.declare(variable: "step", .wrapper(.double), about: "the step that was reached")
        environment.declare(
            variable: "as_of",
            .wrapper(.day),
            about: "the last settled day of the oldest row"
        )
        environment.declareFormatting(formatting)
        return environment
    }

    private func declareParameters(
        _ parameters: [Parameter],
        broken: [String],
        in environment: inout Environment
    ) {
        environment.declare(
            StructureDeclaration(
                "params",
                fields: parameters.map {
                    FieldDeclaration($0.name, $0.type.valueType, about: $0.about)
                } + broken.map { FieldDeclaration($0, .dyn) }
            )
        )
        environment.declare(variable: "params", .structure("params"), about: "the parameters")
    }

    private static func structure(of table: TableSchema) -> StructureDeclaration {
        StructureDeclaration(
            table.name,
            fields: table.columns.map(field)
                + table.relations.map { relation in
                    let target = ValueType.structure(relation.target)
                    return FieldDeclaration(
                        relation.name,
                        relation.isMany ? .list(target) : target,
                        about: relation.about,
                        limits: SizeLimits(mostElements: relation.mostRows)
                    )
                }
        )
    }

    private static func field(_ column: ColumnSchema) -> FieldDeclaration {
        FieldDeclaration(
            column.name,
            valueType(of: column),
            about: column.about,
            limits: SizeLimits(of: column)
        )
    }

    private func asOfType(_ table: TableSchema) -> ValueType {
        table.columns.first { $0.name == "as_of" }.map(valueType) ?? .wrapper(.day)
    }
}

/// The structure that stands for a group under the name of its table: only the `group_by` columns.
func groupStructureName(_ table: TableSchema) -> String { "\(table.name) (of the group)" }

/// The type of a column in expressions.
func valueType(of column: ColumnSchema) -> ValueType {
    let type: ValueType =
        switch column.type {
        case .text: .string
        case .int: .int
        case .num: .double
        case .bool: .bool
        case .day: .day
        case .instant: .timestamp
        case .list: .list(.string)
        case .days: .list(.day)
        }
    return column.isNullable ? .wrapper(type) : type
}

extension SizeLimits {
    /// The rows of a group that a message speaks of.
    fileprivate static let groups = SizeLimits(mostElements: 100_000)

    /// How large the values of a column get.
    ///
    /// It is what a real installation stays far below; what is larger is only stopped by the budget.
    fileprivate init(of column: ColumnSchema) {
        switch column.type {
        // Days of use of one person in twenty years.
        case .days: self.init(mostElements: 7_500)
        // Names of people, such as the admins of a team.
        case .list: self.init(mostElements: 1_000)
        default: self.init()
        }
    }

    /// How large a list is that is known.
    fileprivate init(of texts: [String]) {
        self.init(
            mostElements: texts.count,
            mostCharacters: texts.reduce(0) { max($0, $1.unicodeScalars.count) }
        )
    }
}
