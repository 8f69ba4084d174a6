import CEL
import CivilTime

/// What a condition comes to.
enum Decision: Equatable {
    case `true`
    case `false`
    case unknown(EvaluationError)
}

extension RowActivation {
    /// What a condition comes to for the row.
    func decide(_ program: Program) -> Decision {
        do throws(EvaluationError) {
            switch try evaluate(program) {
            case .bool(let holds): return holds ? .true : .false
            case let other:
                return .unknown(EvaluationError(.noOverload, "\(other.typeName) is no truth value"))
            }
        } catch {
            return .unknown(error)
        }
    }

    /// A value that adds to a finding; `nil` where it is absent or cannot be computed.
    func optional(_ program: Program?) -> Value? {
        guard let program else { return nil }
        do throws(EvaluationError) {
            let value = try evaluate(program)
            return value.isNull ? nil : value
        } catch {
            // "An unknown money or step value means none, not unknown" (facts.md §4).
            return nil
        }
    }

    /// Why an expression has no value; `nil` where it has one.
    func failure(of program: Program) -> EvaluationError? {
        do throws(EvaluationError) {
            _ = try evaluate(program)
            return nil
        } catch {
            return error
        }
    }
}

extension Value {
    /// The number, whole or not.
    var number: Double? {
        switch self {
        case .int(let value): Double(value)
        case .uint(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    var day: Day? { if case .day(let day) = self { day } else { nil } }
    var string: String? { if case .string(let text) = self { text } else { nil } }
}
