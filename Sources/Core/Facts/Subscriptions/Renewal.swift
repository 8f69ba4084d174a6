import CivilTime
import Columns

/// How a subscription stands to its next renewal (facts §3.4, `renewal`).
enum Renewal: String, Hashable, Sendable, CellValue {
    /// It is still to come, or no day is known.
    case ahead
    /// Its day has passed, and no newer file says what came of it.
    case unconfirmed
    /// It has ended and can still be renewed.
    case inGrace = "in-grace"
    case ended
}

/// The renewal of one subscription on one day.
struct RenewalState {
    let renewal: Renewal
    /// The day on which it renews or ends; where a renewal that has passed is not confirmed, the
    /// one after it.
    let dueOn: Day?

    /// - Parameters:
    ///   - line: what the newest file says.
    ///   - autoRenew: whether it renews by itself; `nil` where that is not known.
    ///   - channel: from whom it was bought.
    ///   - term: for how long.
    ///   - asOf: the day of the file.
    ///   - graceUntil: the last day to renew it after its end.
    ///   - today: the day of the cycle.
    init(
        _ line: SubscriptionLine,
        autoRenew: Bool?,
        channel: Subscription.Channel,
        term: Term,
        asOf: Day,
        graceUntil: Day?,
        today: Day
    ) {
        let due = line.renewsOn ?? line.endsOn
        let hasSeenTheEnd = line.endsOn.map { asOf > $0 } ?? false
        let isExpired = hasSeenTheEnd && line.status.map { fold($0) } == "expired"
        let hasPassed = due.map { $0 < today } ?? false
        guard hasPassed || isExpired else {
            (renewal, dueOn) = (.ahead, due)
            return
        }
        if let due, !isExpired, line.isBlind(to: due, asOf: asOf),
            autoRenew == true || channel == .reseller
        {
            renewal = .unconfirmed
            let next = autoRenew == true ? term.next(after: due, notBefore: today) : nil
            dueOn = next ?? due
            return
        }
        let isInGrace = hasSeenTheEnd && graceUntil.map { today <= $0 } ?? false
        (renewal, dueOn) = (isInGrace ? .inGrace : .ended, due)
    }
}

extension SubscriptionLine {
    /// Whether a file of a day cannot know what came of the renewal: it is older, or from the last
    /// day itself.
    fileprivate func isBlind(to due: Day, asOf: Day) -> Bool {
        asOf < due || endsOn.map { asOf <= $0 } ?? false
    }
}
