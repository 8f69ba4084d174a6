/// A checked expression: names are positions, functions are their bodies.
struct Expression: Sendable {
    indirect enum Form: Sendable {
        case literal(Value)
        /// A variable of the host, by its place among the program's variables.
        case variable(Int)
        /// A name that a macro binds, by its slot.
        case local(Int)
        /// A name that `cel.bind` binds, by its slot: it fails where its value failed.
        case bound(Int)
        /// What an unchecked expression names in vain.
        case failure(EvaluationError)
        case select(Expression, Field)
        case has(Expression, Field)
        case index(Expression, Expression)
        /// The field as an optional value.
        case optionalSelect(Expression, Field)
        /// The element as an optional value.
        case optionalIndex(Expression, Expression)
        /// `a.or(b)` or, where it `unwraps`, `a.orValue(b)`: b where a has no value.
        case optionalOr(Expression, Expression, unwraps: Bool)
        case list([Expression])
        case map([(key: Expression, value: Expression)])
        case structure(Structure)
        /// An element of a list, or a value in a map or structure, that is left out where it has no
        /// value; it stands nowhere else.
        case optional(Expression)
        case not(Expression)
        case and([Expression])
        case or([Expression])
        case conditional(Expression, Expression, Expression)
        case equal(Expression, Expression, isNegated: Bool)
        case compare(Comparison, Expression, Expression)
        case contained(Expression, Expression)
        case call(Call, [Expression])
        /// The value of the expression, which must not be null.
        case present(Expression, EvaluationError)
        case orElse(Expression, Expression)
        case comprehension(Comprehension)
        /// The body, in which names stand for values.
        case bind([Binding], Expression)
    }

    /// A field by its name and, where the structure is known, its position.
    struct Field: Sendable {
        let name: String
        let position: Int?
        let ofNull: OfNull

        /// What a field of a null is.
        enum OfNull: Sendable {
            /// A mistake, as in the standard language.
            case mistake
            /// Null again, as inside `has()` and before `orElse()`.
            case null
            /// A read of what is absent.
            case absent(EvaluationError)
        }
    }

    /// A function with the forms that can be meant.
    struct Call: Sendable {
        let name: String
        /// One, where the types decide; else the values do.
        let overloads: [Overload]
        /// What the call costs beside its arguments.
        let cost: CallCost

        init(name: String, overloads: [Overload]) {
            self.name = name
            self.overloads = overloads
            // Forms of one name cost the same, but for those of a host that say otherwise.
            cost = overloads.lazy.compactMap(\.cost).first ?? .ofFunction(name)
        }
    }

    /// A value that has a name in a part of the expression.
    struct Binding: Sendable {
        /// Where the value is kept.
        let slot: Int
        let value: Expression
    }

    /// A structure to be made.
    struct Structure: Sendable {
        let name: String
        let fields: [(field: FieldDeclaration, value: Expression)]
        let maker: StructureMaker
    }

    struct Comprehension: Sendable {
        let macro: Macro
        let range: Expression
        /// Slots of the one or two names.
        let slots: [Int]
        let filter: Expression?
        let body: Expression
    }

    enum Comparison: String, Sendable {
        case less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="

        func holds(_ order: Order) -> Bool {
            switch self {
            case .less: order == .less
            case .lessOrEqual: order == .less || order == .equal
            case .greater: order == .greater
            case .greaterOrEqual: order == .greater || order == .equal
            }
        }
    }

    let form: Form
    let type: ValueType
    /// Code points of the source.
    let range: Range<Int>

    func with(_ form: Form) -> Expression { Expression(form: form, type: type, range: range) }
    func typed(_ type: ValueType) -> Expression { Expression(form: form, type: type, range: range) }

    /// The parts it is made of, from left to right.
    var parts: [Expression] {
        switch form {
        case .literal, .variable, .local, .bound, .failure: []
        case .select(let operand, _), .has(let operand, _), .not(let operand),
            .present(let operand, _), .optionalSelect(let operand, _), .optional(let operand):
            [operand]
        case .index(let a, let b), .optionalIndex(let a, let b), .optionalOr(let a, let b, _),
            .equal(let a, let b, _), .compare(_, let a, let b),
            .contained(let a, let b), .orElse(let a, let b):
            [a, b]
        case .and(let parts), .or(let parts), .list(let parts), .call(_, let parts): parts
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
        case .comprehension(let comprehension):
            [comprehension.range] + (comprehension.filter.map { [$0] } ?? [])
                + [comprehension.body]
        case .structure(let structure): structure.fields.map(\.value)
        case .bind(let bindings, let body): bindings.map(\.value) + [body]
        }
    }
}
