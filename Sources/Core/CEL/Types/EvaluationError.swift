/// Why an expression has no value.
package struct EvaluationError: Error, Hashable, Sendable {
    /// What a program switches on.
    package enum Kind: Hashable, Sendable {
        /// A null was read where a value is needed: whatever depends on it is unknown.
        ///
        /// The path names what is absent, as `seat.days_idle_present`.
        case absent(path: String)
        /// A variable without a value.
        case unboundVariable
        /// A field that the value does not have.
        case noSuchField
        /// A key that the map does not have.
        case noSuchKey
        /// A place that the list or the text does not have.
        case outOfRange
        /// A whole number divided by zero.
        case divisionByZero
        /// A number, moment or length of time beyond what its type holds.
        case overflow
        /// A value that cannot be turned into another type.
        case conversion
        /// An operator or function that is not defined for the values.
        case noOverload
        /// A value that a function refuses.
        case invalidArgument
        /// The evaluation took more steps than it may, or grew a value beyond its limit.
        case budget
    }

    /// What a program switches on.
    package let kind: Kind
    /// The reason for a person, without a place.
    package let message: String
    /// The code points of the expression that failed; `nil` when the failure has no place in it.
    package let offsets: Range<Int>?

    /// A failure.
    package init(_ kind: Kind, _ message: String, offsets: Range<Int>? = nil) {
        self.kind = kind
        self.message = message
        self.offsets = offsets
    }

    /// A null that was read where a value is needed.
    package static func absent(_ path: String, offsets: Range<Int>? = nil) -> EvaluationError {
        EvaluationError(.absent(path: path), "\(path) is null", offsets: offsets)
    }

    /// The path of the null that was read; `nil` for every other failure.
    package var absentPath: String? {
        if case .absent(let path) = kind { path } else { nil }
    }

    /// The same failure with a place, unless it has one.
    func located(at range: Range<Int>) -> EvaluationError {
        offsets == nil ? EvaluationError(kind, message, offsets: range) : self
    }
}

extension EvaluationError: CustomStringConvertible {
    /// The reason.
    package var description: String { message }
}
