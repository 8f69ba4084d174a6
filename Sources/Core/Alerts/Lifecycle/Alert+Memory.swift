// How long a resolved alert is kept at hand. Tellings of it may still matter: that a digest went out in
// this week or month, that a step was told in this year, that its end has not been told yet.
import CivilTime

extension Alert {
    /// After so many days nothing about a resolved alert matters but its steps: longer than the longest
    /// period of a schedule, twice, so that its end finds a digest to be told in.
    static let memory = TimeSpan(days: 62)

    /// Tellings older than this no longer keep a step quiet: longer than the longest period of steps.
    static let stepMemory = TimeSpan(days: 366)

    /// Whether a resolved alert need not be loaded again.
    func isForgotten(at now: Instant, today: Day, period: StepTerms.Period) -> Bool {
        guard let resolvedAt else { return false }
        guard let last = told.map(\.at).max() else { return true }
        if Swift.max(resolvedAt, last).adding(Self.memory) > now { return false }
        return !told.contains { $0.step != nil && period.contains($0.at.utcDay, with: today) }
    }

    /// What was told of steps, here and in earlier episodes, as far as it may still matter.
    func stepTellings(before now: Instant) -> [Telling] {
        (toldBefore + told).filter {
            $0.step != nil && $0.reason != .resolved && $0.at.adding(Self.stepMemory) > now
        }
    }
}
