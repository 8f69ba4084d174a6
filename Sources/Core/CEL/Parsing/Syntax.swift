/// What an expression says, before its names and types are known.
struct Syntax {
    indirect enum Kind {
        case literal(Value)
        /// A name; one with a point before it is looked up from the root only.
        case name(String, isRooted: Bool)
        case select(Syntax, Name)
        /// `operand.?field`: the field as an optional value.
        case optionalSelect(Syntax, Name)
        /// `has(operand.field)`.
        case has(Syntax, Name)
        case index(Syntax, Syntax)
        /// `operand[?place]`: the element as an optional value.
        case optionalIndex(Syntax, Syntax)
        case list([Syntax])
        case map([(key: Syntax, value: Syntax)])
        /// `Name{field: value}`.
        case structure(Syntax, [(field: Name, value: Syntax)])
        /// An element of a list, or the value of an entry or a field, that stands behind a `?`: what
        /// it belongs to is left out where it has no value.
        case optional(Syntax)
        case not(Syntax)
        case negate(Syntax)
        /// Operands between `&&`, however many: they are one level of the tree.
        case and([Syntax])
        case or([Syntax])
        case binary(BinaryOperator, Syntax, Syntax)
        case conditional(Syntax, Syntax, Syntax)
        case call(target: Syntax?, Name, [Syntax])
        case comprehension(Macro, Comprehension)
        /// `cel.bind(name, value, body)`, or `cel.block([value, …], body)`, whose names are
        /// `@index0`, `@index1` and so on.
        case bind([(name: Name, value: Syntax)], Syntax)
    }

    /// A field's or function's name with its place.
    struct Name: Hashable {
        let text: String
        let range: Range<Int>
        /// Whether a function's name has a point before it and is looked up from the root only.
        var isRooted = false
    }

    /// A macro that walks through a list, a map or an optional value.
    struct Comprehension {
        /// The name as it was written, with its place.
        let name: Name
        let range: Syntax
        /// One or two names, for the element, or for place and element, or for key and value.
        let names: [Name]
        /// The condition of the three-part `map` forms.
        let filter: Syntax?
        /// What is asked or made for every element.
        let body: Syntax
    }

    let kind: Kind
    /// Code points of the source, with parentheses where they stand around the whole.
    let range: Range<Int>
    /// Levels of the tree, at most `Bounds.depth`.
    let height: Int
}

enum BinaryOperator: String, CaseIterable {
    case less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">=", equal = "=="
    case notEqual = "!=", contained = "in", plus = "+", minus = "-", times = "*", divide = "/"
    case remainder = "%"

    /// How tightly it binds; all are taken from the left.
    var precedence: Int {
        switch self {
        case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .contained: 1
        case .plus, .minus: 2
        case .times, .divide, .remainder: 3
        }
    }
}
