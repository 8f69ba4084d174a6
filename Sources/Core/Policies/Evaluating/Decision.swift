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
            switch try program.evaluate(self) {
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
            let value = try program.evaluate(self)
            return value.isNull ? nil : value
        } catch {
            // "An unknown money or step value means none, not unknown" (facts.md §4).
            return nil
        }
    }

    func reachedStep(of steps: Steps?) -> ReachedStep {
        guard let steps else { return ReachedStep() }
        do throws(EvaluationError) {
            let value = try steps.value.evaluate(self)
            guard let number = value.number else {
                return ReachedStep(failure: .absent(steps.value.text))
            }
            return ReachedStep(value: number, step: steps.reached(by: number))
        } catch {
            return ReachedStep(failure: error)
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
