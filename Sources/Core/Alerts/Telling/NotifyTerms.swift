package import CivilTime

/// An entry of a policy's `notify`: who is told when.
package struct NotifyTerms: Sendable {
    /// When an entry speaks.
    package enum Timing: Hashable, Sendable {
        /// By a schedule.
        case schedule(Schedule)
        /// So many days before a deadline that each row has, at a second of the day.
        case before(days: [Int], secondOfDay: Int)
    }

    /// The policy's id.
    package let policy: String
    /// The entry's place in the policy's list, from 0.
    package let entry: Int
    /// The recipients as the policy writes them.
    package let to: [String]
    /// When it speaks.
    package let timing: Timing
    /// `after`: how long an alert must have fired; `nil` for at once.
    package let after: TimeSpan?
    /// `repeat`; `nil` for no reminders.
    package let reminders: ReminderTerms?
    /// The policy's steps; `nil` where it has none.
    package let steps: StepTerms?
    /// Whether `if` holds for an alert.
    package let applies: @Sendable (Alert) -> Bool
    /// The deadline of an alert's row, for `before`; `nil` where it is unknown.
    package let deadline: @Sendable (Alert) -> Day?

    /// The terms of an entry.
    package init(
        policy: String,
        entry: Int,
        to: [String],
        timing: Timing,
        after: TimeSpan? = nil,
        reminders: ReminderTerms? = nil,
        steps: StepTerms? = nil,
        applies: @escaping @Sendable (Alert) -> Bool = { _ in true },
        deadline: @escaping @Sendable (Alert) -> Day? = { _ in nil }
    ) {
        self.policy = policy
        self.entry = entry
        self.to = to
        self.timing = timing
        self.after = after
        self.reminders = reminders
        self.steps = steps
        self.applies = applies
        self.deadline = deadline
    }
}

/// `repeat`: when what still fires is told again.
package struct ReminderTerms: Hashable, Sendable {
    /// The distance of the first reminder from what it reminds of.
    package let after: TimeSpan
    /// By what each further distance is longer.
    package let factor: Double
    /// How many reminders there are at most.
    package let most: Int

    /// Reminders.
    package init(after: TimeSpan, factor: Double = 1, most: Int) {
        self.after = after
        self.factor = factor
        self.most = most
    }

    /// The distance of a reminder from the telling before it: `after` × `factor`^(number − 1).
    package func distance(beforeReminder number: Int) -> TimeSpan {
        var seconds = Double(after.seconds)
        let longest = Double(TimeSpan.maximum.seconds)
        for _ in 1..<Swift.max(number, 1) where seconds < longest { seconds *= factor }
        return TimeSpan(seconds: Int64(Swift.min(seconds, longest).rounded()))
    }
}

extension NotifyTerms.Timing: CustomStringConvertible {
    /// The timing as it is written, in one spelling.
    package var description: String {
        switch self {
        case .schedule(let schedule): return schedule.description
        case .before(let days, let second):
            let marks = days.map(String.init).joined(separator: ", ")
            let clock = [second / 3600, second / 60 % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
            return "before, \(marks) days at \(clock.joined(separator: ":"))"
        }
    }
}
