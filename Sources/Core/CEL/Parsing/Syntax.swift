/// What an expression says, before its names and types are known.
struct Syntax {
    indirect enum Kind {
        case literal(Value)
        /// A name; one with a point before it is looked up from the root only.
        case name(String, isRooted: Bool)
        case select(Syntax, Name)
        /// `has(operand.field)`.
        case has(Syntax, Name)
        case index(Syntax, Syntax)
        case list([Syntax])
        case map([(key: Syntax, value: Syntax)])
        /// `Name{field: value}`.
        case structure(Syntax, [(field: Name, value: Syntax)])
        case not(Syntax)
        case negate(Syntax)
        /// Operands between `&&`, however many: they are one level of the tree.
        case and([Syntax])
        case or([Syntax])
        case binary(BinaryOperator, Syntax, Syntax)
        case conditional(Syntax, Syntax, Syntax)
        case call(target: Syntax?, Name, [Syntax])
        case comprehension(Macro, Comprehension)
    }

    /// A field's or function's name with its place.
    struct Name: Hashable {
        let text: String
        let range: Range<Int>
    }

    /// A macro that walks through a list or a map.
    struct Comprehension {
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

/// The macros that walk through a list or a map, by the names under which they are called.
enum Macro: String, CaseIterable {
    case all, exists
    case existsOne = "exists_one"
    case map, filter, transformList, transformMap, transformMapEntry

    init?(called name: String) {
        if name == "existsOne" { self = .existsOne } else { self.init(rawValue: name) }
    }

    /// How many names it binds when called with so many arguments; `nil` where it is no such call.
    func names(ofArguments count: Int) -> Int? {
        switch (self, count) {
        case (.all, 2), (.exists, 2), (.existsOne, 2), (.map, 2), (.map, 3), (.filter, 2): 1
        case (.all, 3), (.exists, 3), (.existsOne, 3), (.transformList, 3), (.transformList, 4),
            (.transformMap, 3), (.transformMap, 4), (.transformMapEntry, 3),
            (.transformMapEntry, 4):
            2
        default: nil
        }
    }
}
