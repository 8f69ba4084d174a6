// A plan is made for one evaluation: what depends on no row is a constant there, and columns have
// their real types. A node yields, for the rows of a batch, an array of values of its kind.

/// A step of a plan.
final class Node {
    /// What is done.
    let form: Form
    /// The kind of the values.
    let kind: Kind
    /// Whether rows in which nobody needs the value are worth sparing.
    let isCostly: Bool

    init(_ form: Form, _ kind: Kind, isCostly: Bool = false) {
        self.form = form
        self.kind = kind
        self.isCostly = isCostly || form.parts.contains { $0.isCostly }
    }

    /// The kinds of values that a plan handles without the interpreter.
    enum Kind: Equatable {
        case bool, int, uint, double, day
        /// A timestamp of whole seconds.
        case moment
        /// A duration.
        case length
        /// Codes of a domain's texts.
        case text(TextDomain)
        /// Whatever the interpreter says; only a whole program may be so.
        case any

        static func == (a: Kind, b: Kind) -> Bool {
            switch (a, b) {
            case (.bool, .bool), (.int, .int), (.uint, .uint), (.double, .double), (.day, .day),
                (.moment, .moment), (.length, .length), (.any, .any), (.text, .text):
                true
            default: false
            }
        }
    }

    indirect enum Form {
        /// The same value in all rows, by its place among the constants.
        case constant(Int)
        /// Null in all rows.
        case null
        /// An error in all rows.
        case failure(isOfBudget: Bool)
        case load(Load)
        case bits(LoadedBits)
        case has(Presence, isNegated: Bool)
        /// The value, where a null is an error.
        case present(Node)
        case isNull(Node, isNegated: Bool)
        case not(Node)
        /// A row of `&&` (decisive false) or `||` (decisive true).
        case logic([Node], decisive: Bool)
        case conditional(Node, Node, Node)
        case orElse(Node, Node)
        case compare(Comparison, Node, Node)
        case arithmetic(Arithmetic, Node, Node)
        case convert(Conversion, Node)
        /// Whether a value is one of several.
        case member(Node, Members)
        /// What the interpreter says of a text, once for each.
        case byText(Node, TextTable)
        case interpreted(RowInterpreter)

        var parts: [Node] {
            switch self {
            case .constant, .null, .failure, .load, .bits, .has, .interpreted: []
            case .present(let a), .isNull(let a, _), .not(let a), .convert(_, let a),
                .member(let a, _), .byText(let a, _):
                [a]
            case .orElse(let a, let b), .compare(_, let a, let b), .arithmetic(_, let a, let b):
                [a, b]
            case .conditional(let a, let b, let c): [a, b, c]
            case .logic(let parts, _): parts
            }
        }
    }

    enum Comparison {
        case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

        init(_ comparison: Expression.Comparison) {
            self =
                switch comparison {
                case .less: .less
                case .lessOrEqual: .lessOrEqual
                case .greater: .greater
                case .greaterOrEqual: .greaterOrEqual
                }
        }
    }

    enum Arithmetic {
        case add, subtract, multiply, divide, remainder
        /// `day.add(int)` and `day.until(day)`.
        case addDays, daysUntil
        /// Timestamps with a duration of whole seconds, and between timestamps.
        case addSeconds, subtractSeconds, lengthBetween
    }

    enum Conversion {
        case negate, intToDouble, uintToDouble, doubleToInt, intToUint, uintToInt, doubleToUint
        /// The seconds of a moment.
        case seconds
        case weekday, month, year

        /// Whether a null stays null, as where numbers of two types meet; else it is an error.
        var keepsNull: Bool { self == .intToDouble || self == .uintToDouble }
    }

    /// Values in a set that is small, sorted.
    enum Members {
        case ints([Int64])
        case uints([UInt64])
        case doubles([Double])
        case days([Int32])
    }
}

/// The values of a column, or of a column that relations lead to.
struct Load {
    /// The relations that lead to the column's table, from the variable's row on.
    let steps: [RelationStep]
    /// The values, among the opened arrays.
    let values: Int
    /// Bitmap of the rows that have a value; `nil` where all have.
    let validity: Int?
    /// Bitmap of the rows where the value is an error; `nil` where none is.
    let failed: Int?
    /// Whether a null is an error.
    var nullIsError: Bool
    /// Whether the column is null where a relation leads nowhere; else it is an error.
    let passesNull: Bool
    /// Whether the column's table has no rows.
    let isEmpty: Bool
}

/// A relation on the way to a column.
struct RelationStep {
    /// For each row the row of the next table or -1, among the opened arrays.
    let rows: Int
    /// Whether it is null where the relation before it leads nowhere; else it is an error.
    let passesNull: Bool
}

/// Truth values of another program, as bitmaps among the opened arrays.
struct LoadedBits {
    let holds: Int
    let absent: Int
    let failed: Int
}

/// Whether a field has a value.
struct Presence {
    let steps: [RelationStep]
    let field: Field
    /// Whether it is false where a relation leads nowhere; else it is an error.
    let passesNull: Bool
    let isEmpty: Bool

    enum Field {
        /// A column by the bitmap of its rows with a value, if not all have one, and the codes of
        /// its texts, if it has texts.
        case column(validity: Int?, codes: Int?)
        case relation(Int)
    }
}
