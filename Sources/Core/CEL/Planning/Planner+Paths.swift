import Columns

/// What the fields of rows are behind: columns and relations.
extension Planner {
    /// What a path leads to.
    enum Target {
        case column(ReachedColumn)
        case relation(ReachedRelation)
        /// Truth values of another program.
        case truth(ColumnarResult)
        /// What only the interpreter reads.
        case computed
        case constant
    }

    /// A column with the relations that lead to its table.
    struct ReachedColumn {
        let relations: [ReachedRelation]
        let column: Column
        /// The rows where it is an error.
        var failed: RowSet?
    }

    struct ReachedRelation {
        /// The path that leads to it.
        let path: FieldPath
        let relation: ColumnarRelation
        /// Those that lead to the table that it is of.
        let before: [ReachedRelation]

        /// With those before it.
        var all: [ReachedRelation] { before + [self] }
    }

    /// What a path leads to; `nil` where its fields are none that the host gave as columns.
    func target(of path: FieldPath) -> Target? {
        let binding = bindings[program.variables[path.variable]]
        guard case .rows(var table)? = binding else {
            guard path.positions.isEmpty else { return nil }
            return binding.map(target) ?? .constant
        }
        precondition(table.rowCount == rows.rowCount, "the rows of another table")
        var relations: [ReachedRelation] = []
        for (index, position) in path.positions.enumerated() {
            let isLast = index == path.positions.count - 1
            if let relation = table.relation(at: position) {
                precondition(relation.rows.count == table.rowCount, "a relation lacks rows")
                let prefix = Array(path.positions[...index])
                let reached = ReachedRelation(
                    path: FieldPath(variable: path.variable, positions: prefix),
                    relation: relation,
                    before: relations
                )
                if isLast { return .relation(reached) }
                relations.append(reached)
                table = relation.target
            } else if isLast, let column = table.column(at: position) {
                precondition(column.count == table.rowCount, "a column lacks rows")
                return .column(ReachedColumn(relations: relations, column: column))
            } else {
                return nil
            }
        }
        return .computed
    }

    private func target(of binding: ColumnarBinding) -> Target {
        switch binding {
        case .constant: return .constant
        case .rows, .computed: return .computed
        case .column(let column):
            precondition(column.count == rows.rowCount, "a column lacks rows")
            return .column(ReachedColumn(relations: [], column: column))
        case .results(let result):
            precondition(result.rows.rowCount == rows.rowCount, "results of another table")
            // Rows that nobody asked the other program for are left to the interpreter.
            guard rows.isSubset(of: result.rows) else { return .computed }
            switch result.storage {
            case .truth: return .truth(result)
            case .column(let column):
                return .column(
                    ReachedColumn(relations: [], column: column, failed: result.failed)
                )
            case .values: return .computed
            }
        }
    }

    // MARK: Nodes

    /// The value of a path; `nil` where only the interpreter reads it.
    ///
    /// - Parameters:
    ///   - read: the path.
    ///   - distinguishes: whether a relation that leads nowhere is an error in any case, so that it
    ///     is told from a null.
    /// - Returns: the node.
    mutating func load(_ read: ReadPath, distinguishes: Bool = false) -> Node? {
        switch target(of: read.path) {
        case .column(let reached):
            let passing = distinguishes ? read.passesNull.map { _ in false } : read.passesNull
            return load(reached, read.path, passing)
        case .truth(let result):
            guard case .truth(let absent) = result.storage else { return nil }
            let bits = LoadedBits(
                holds: arrays.add(.words(result.holds.words)),
                absent: arrays.add(.words(absent.words)),
                failed: arrays.add(.words(result.failed.words))
            )
            return Node(.bits(bits), .bool)
        default: return nil
        }
    }

    private mutating func load(_ reached: ReachedColumn, _ path: FieldPath, _ passing: [Bool])
        -> Node?
    {
        let column = reached.column
        let (array, kind): (OpenedArrays.Source, Node.Kind)
        switch column.values {
        case .int(let values): (array, kind) = (.ints(values), .int)
        case .num(let values): (array, kind) = (.nums(values), .double)
        case .bool(let values): (array, kind) = (.bools(values), .bool)
        case .day(let values): (array, kind) = (.days(values), .day)
        case .instant(let values): (array, kind) = (.instants(values), .moment)
        case .text(let texts): (array, kind) = (.codes(texts.codes), .text(domain(path, texts)))
        case .list, .days, .daysOnDemand: return nil
        }
        let hasNulls = column.validity.nullCount > 0
        let failed = reached.failed.flatMap { $0.isEmpty ? nil : $0 }
        let load = Load(
            steps: steps(reached.relations, passing),
            values: arrays.add(array, for: .values(path)),
            validity: hasNulls
                ? arrays.add(.words(column.validity.words), for: .validity(path)) : nil,
            failed: failed.map { arrays.add(.words($0.words), for: .failed(path)) },
            nullIsError: false,
            passesNull: passing.last ?? false,
            isEmpty: column.count == 0
        )
        return Node(.load(load), kind)
    }

    private mutating func domain(_ path: FieldPath, _ texts: CodedText) -> TextDomain {
        if let known = domains[path] { return known }
        let domain = TextDomain(texts.dictionary)
        domains[path] = domain
        return domain
    }

    private mutating func steps(_ relations: [ReachedRelation], _ passing: [Bool])
        -> [RelationStep]
    {
        relations.enumerated().map { index, reached in
            RelationStep(
                rows: arrays.add(.rows(reached.relation.rows), for: .values(reached.path)),
                passesNull: passing[index]
            )
        }
    }

    /// Whether a path has a value; `nil` where only the interpreter knows.
    mutating func presence(_ read: ReadPath, isNegated: Bool) -> Node? {
        let passesNull = read.passesNull.last ?? false
        let presence: Presence
        switch target(of: read.path) {
        case .column(let reached) where reached.failed == nil && !read.passesNull.isEmpty:
            let column = reached.column
            var codes: Int?
            if case .text(let texts) = column.values {
                codes = arrays.add(.codes(texts.codes), for: .values(read.path))
            }
            let validity =
                column.validity.nullCount == 0
                ? nil : arrays.add(.words(column.validity.words), for: .validity(read.path))
            presence = Presence(
                steps: steps(reached.relations, read.passesNull),
                field: .column(validity: validity, codes: codes),
                passesNull: passesNull,
                isEmpty: column.count == 0
            )
        case .relation(let reached):
            presence = Presence(
                steps: steps(reached.before, read.passesNull),
                field: .relation(
                    arrays.add(.rows(reached.relation.rows), for: .values(reached.path))
                ),
                passesNull: passesNull,
                isEmpty: reached.relation.rows.isEmpty
            )
        default: return nil
        }
        return Node(.has(presence, isNegated: isNegated), .bool)
    }
}
