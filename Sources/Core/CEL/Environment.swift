package import CivilTime
import Diagnostics

/// What the expressions of a host may use: variables, structures and functions, with their types.
package struct Environment: Sendable {
    /// How the language is read.
    package struct Options: Sendable {
        /// Reading a null is the error `.absent`, except in `has()`, `orElse()` and a comparison
        /// with the literal `null`; where nothing guards such a read, the checker warns.
        package var nullReadsFail = false
        /// An integer literal beside a double is a double.
        package var integerLiteralsAdapt = false
        /// `day(text)` and the functions of days.
        package var hasDays = false
        /// Whether unguarded reads of what may be null are warned of (only with `nullReadsFail`).
        package var warnsOfNullable = true
        /// Whether types are checked; without, every mistake of types or names is left to the
        /// evaluation (only the specification's cases ask for that).
        package var checksTypes = true
        /// The parts of the language beyond the specification's core.
        package var extensions = Set(Extension.allCases)
        /// Whether `has`, `all`, `map` and the like are macros.
        package var readsMacros = true
        /// The namespace in which names are looked up first, as `com.example`; empty for none.
        package var container = ""
        /// Finds a time zone by its name for the accessors of timestamps; without, only `UTC` and
        /// offsets such as `+01:00` are known.
        package var zoneNamed: (@Sendable (String) -> Zone?)?
        /// How many steps an expression may take by its bound; `nil` for any number.
        ///
        /// What may take more, where everything is as large as it was declared, is a mistake.
        package var costLimit: Int?

        /// The language as the specification has it.
        package static let standard = Options()
        /// The language of policies.
        package static var policy: Options {
            var options = Options()
            options.nullReadsFail = true
            options.integerLiteralsAdapt = true
            options.hasDays = true
            options.extensions.subtract([.blocks, .structures])
            options.costLimit = Bounds.policyCost
            return options
        }
    }

    /// How the language is read.
    package let options: Options
    private(set) var variables: [String: VariableDeclaration] = [:]
    private(set) var structures: [String: StructureDeclaration] = [:]
    private(set) var functions: [String: [Overload]] = [:]
    /// Names of types that stand for themselves in an expression, as `net.IP`.
    private var typeNames: Set<String> = [
        "bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type",
        "dyn", "google.protobuf.Timestamp", "google.protobuf.Duration",
    ]
    /// How structures are made, by their names.
    private var makers: [String: StructureMaker] = [:]
    /// Names of values that never change, as those of enumerations.
    private(set) var constants: [String: Value] = [:]

    /// An environment with the standard functions and nothing of the host.
    package init(_ options: Options = .standard) {
        self.options = options
        for library in Environment.libraries(of: options) {
            for function in library.functions { declare(function) }
            typeNames.formUnion(library.typeNames)
        }
        if options.extensions.contains(.structures) { declareWellKnownStructures() }
    }

    /// Declares a variable, or declares it anew; a name may have points (`com.example.limit`).
    ///
    /// - Parameters:
    ///   - name: the name.
    ///   - type: the type of its value.
    ///   - about: what it means, for messages: a phrase without a full stop.
    ///   - limits: how large its value gets.
    package mutating func declare(
        variable name: String,
        _ type: ValueType,
        about: String = "",
        limits: SizeLimits = SizeLimits()
    ) {
        variables[name] = VariableDeclaration(name: name, type: type, about: about, limits: limits)
    }

    /// Declares a structure, or declares it anew.
    ///
    /// - Parameters:
    ///   - structure: its name and fields.
    ///   - maker: how an expression makes one, as `Name{field: value}`; `nil` where it cannot.
    package mutating func declare(
        _ structure: StructureDeclaration,
        madeBy maker: StructureMaker? = nil
    ) {
        structures[structure.name] = structure
        makers[structure.name] = maker
    }

    /// Declares a name that stands for a value.
    package mutating func declare(constant name: String, _ value: Value) {
        constants[name] = value
    }

    /// Declares a function, or adds its forms to those there are.
    ///
    /// - Precondition: a member has a target.
    package mutating func declare(_ function: FunctionDeclaration) {
        precondition(function.overloads.allSatisfy { !$0.isMember || !$0.parameters.isEmpty })
        functions[function.name, default: []] += function.overloads
    }

    /// Declares the name of a type, so that `type(x) == name` can be written.
    package mutating func declare(type name: String) { typeNames.insert(name) }

    /// The functions of the language itself, by what they are about, in the order in which a person
    /// reads of them.
    package static func libraries(of options: Options) -> [FunctionLibrary] {
        FunctionLibrary.standard
            + [
                FunctionLibrary(
                    "Moments",
                    timestampFunctions(zoneNamed: options.zoneNamed)
                )
            ] + (options.hasDays ? [FunctionLibrary.days] : [])
            + Extension.allCases.filter(options.extensions.contains).compactMap(\.library)
    }

    /// The first of some names that is one of a structure which expressions may make.
    func maker(of names: [String]) -> (StructureDeclaration, StructureMaker)? {
        for name in names {
            if let structure = structures[name], let maker = makers[name] {
                return (structure, maker)
            }
        }
        return nil
    }

    /// The names of the structures that expressions may make.
    var makeableNames: [String] { makers.keys.sorted() }

    /// Whether a name stands for a type.
    func isTypeName(_ name: String) -> Bool { typeNames.contains(name) || makers[name] != nil }

    /// The type that the name of a type stands for.
    func type(named name: String) -> ValueType {
        makers[name]?.result ?? ValueType.standard[name] ?? .abstract(name, [])
    }

    /// Whether a name stands for a value or a type.
    func knows(_ name: String) -> Bool {
        variables[name] != nil || constants[name] != nil || isTypeName(name)
    }

    func hasFunction(_ name: String, isMember: Bool) -> Bool {
        functions[name]?.contains { $0.isMember == isMember } ?? false
    }

    /// Reads and checks an expression.
    ///
    /// - Parameters:
    ///   - text: the expression.
    ///   - expected: the type that it must have. Under `nullReadsFail` a type that is not a
    ///     `.wrapper` makes a null result the error `.absent`; without an expected type a null is a
    ///     result.
    ///   - present: paths (`seat.price`) that other expressions have shown to have a value, so that
    ///     reading them is not warned of.
    /// - Returns: the program with its warnings, or what is wrong with the text.
    package func compile(
        _ text: String,
        expecting expected: ValueType? = nil,
        present: Set<String> = []
    ) -> Compilation {
        let source = Array(text.unicodeScalars)
        let tree: Syntax
        do {
            tree = try Parser.parse(source, options)
        } catch {
            return Compilation(program: nil, problems: [error.problem])
        }
        var checker = Checker(self, source: source, present: present)
        let checked = checker.checkRoot(tree, expecting: expected)
        let problems = checker.problems.sorted {
            ($0.offsets.lowerBound, $0.offsets.upperBound) < (
                $1.offsets.lowerBound, $1.offsets.upperBound
            )
        }
        guard !problems.contains(where: { $0.severity == .error }) else {
            return Compilation(program: nil, problems: problems)
        }
        if let problem = ValueDepth.problem(of: checked) {
            return Compilation(program: nil, problems: problems + [problem])
        }
        let (substitution, names) = (checker.substitution, checker.variableNames)
        var estimator = CostEstimator(self, variables: names, settled: substitution.settled)
        let (cost, costly) = estimator.estimate(root: checked)
        if let costly {
            return Compilation(program: nil, problems: problems + [costly])
        }
        let program = Program(
            text: text,
            source: source,
            root: checked,
            variables: checker.variableNames,
            fields: checker.fields,
            slots: checker.scope.slotCount,
            cost: cost,
            presentWhenTrue: tree.pathsPresent(whenItIs: true)
        )
        return Compilation(program: program, problems: problems)
    }
}

/// What came of an expression's text.
package struct Compilation: Sendable {
    /// The program; `nil` when a problem is an error.
    package let program: Program?
    /// All mistakes and doubts in source order.
    package let problems: [Problem]
}
