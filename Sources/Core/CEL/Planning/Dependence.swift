import Columns

/// On what of a row the value of an expression depends.
enum Dependence: Equatable {
    /// On nothing: it is the same in all rows.
    case none
    /// Only on one text, so that it needs to be known but once for each distinct one.
    case text(FieldPath)
    /// On more than that.
    case rows

    func union(_ other: Dependence) -> Dependence {
        switch (self, other) {
        case (.none, let known), (let known, .none): known
        case (.text(let a), .text(let b)) where a == b: self
        default: .rows
        }
    }
}

/// A field that is reached from a variable through fields of structures.
struct FieldPath: Hashable {
    /// The place of the variable among those of the program.
    var variable: Int
    /// The fields' positions in the declarations of their structures.
    var positions: [Int] = []
}

/// A path as it stands in an expression.
struct ReadPath {
    var path: FieldPath
    /// For each field whether a null owner makes it null; else that is an error.
    var passesNull: [Bool] = []

    /// Whether a relation that leads nowhere has one outcome, wherever it stands on the path.
    var isUniform: Bool { Set(passesNull.dropFirst()).count < 2 }
    /// Whether it is null where a relation leads nowhere; else that is an error.
    var isNullWhereMissing: Bool { passesNull.last == true }

    /// The path that an expression is; `nil` for everything else.
    init?(_ expression: Expression) {
        switch expression.form {
        case .variable(let variable):
            path = FieldPath(variable: variable)
        case .select(let owner, let field):
            guard let inner = ReadPath(owner), let whole = inner.appending(field) else {
                return nil
            }
            self = whole
        default: return nil
        }
    }

    func appending(_ field: Expression.Field) -> ReadPath? {
        guard let position = field.position else { return nil }
        var longer = self
        longer.path.positions.append(position)
        longer.passesNull.append(field.givesNull)
        return longer
    }
}

extension Expression.Field {
    /// Whether it is null where its owner is.
    var givesNull: Bool { if case .null = ofNull { true } else { false } }
}

/// An expression's parts with what each depends on, so that it is found out once.
struct Analysis {
    let dependence: Dependence
    /// Of each of the expression's `parts`.
    let parts: [Analysis]
}

extension Planner {
    func analyse(_ expression: Expression) -> Analysis {
        if let dependence = dependence(ofPath: expression) {
            return Analysis(dependence: dependence, parts: [])
        }
        let parts = expression.parts.map { analyse($0) }
        return Analysis(
            dependence: parts.reduce(.none) { $0.union($1.dependence) },
            parts: parts
        )
    }

    /// On what a variable or a field depends; `nil` where the parts decide.
    private func dependence(ofPath expression: Expression) -> Dependence? {
        var read = ReadPath(expression)
        if case .has(let owner, let field) = expression.form {
            read = ReadPath(owner)?.appending(field)
        }
        guard let read else { return nil }
        switch target(of: read.path) {
        case .column(let column):
            guard case .text = column.column.values else { return .rows }
            return read.isUniform ? .text(read.path) : .rows
        case .relation, .truth, .computed: return .rows
        case .constant: return Dependence.none
        case nil: return nil
        }
    }
}
