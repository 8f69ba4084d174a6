package import CivilTime

/// When a seat counts as idle in the figures of a pool.
package struct Pools: Hashable, Sendable {
    /// Days without use.
    package var idle = TimeSpan(days: 60)
    /// So long after its assignment a seat is left alone.
    package var grace = TimeSpan(days: 30)

    /// The defaults.
    package init() {}
}

/// The days around a renewal (the vendor's rules, 2025; offsets are configuration because they
/// change).
package struct Renewals: Hashable, Sendable {
    /// Before the due day: renewing becomes possible.
    package var opens = TimeSpan(days: 90)
    /// Before the due day: the last day to reduce.
    package var reduceUntil = TimeSpan(days: 1)
    /// Before the due day: when a reseller must know.
    package var resellerLead = TimeSpan(days: 30)
    /// After the start of an annual term: the last day to return it.
    package var returnAnnual = TimeSpan(days: 30)
    /// After the start of a monthly term: the last day to return it.
    package var returnMonthly = TimeSpan(days: 15)
    /// After the end of an annual term: the end of grace.
    package var graceAnnual = TimeSpan(days: 45)
    /// After the end of a monthly term: the end of grace.
    package var graceMonthly = TimeSpan(days: 30)
    /// What is planned for a subscription.
    package var plans: [RenewalPlan] = []

    /// The defaults.
    package init() {}
}

/// What is planned for a subscription.
package struct RenewalPlan: Hashable, Sendable {
    /// What can be planned.
    package enum Plan: String, CaseIterable, Hashable, Sendable {
        /// It shall end.
        case lapse
        /// It shall go on as it is.
        case renew
        /// It shall go on with fewer seats.
        case reduce
    }

    /// The id of the subscription, as facts know it.
    package var subscription: String
    /// What is planned.
    package var plan: Plan

    /// A plan for a subscription.
    package init(subscription: String, plan: Plan) {
        self.subscription = subscription
        self.plan = plan
    }
}

/// How long things are kept.
package struct Retention: Hashable, Sendable {
    /// Days of use and of tokens.
    package var days = TimeSpan(days: 1096)
    /// Older snapshots of state files.
    package var snapshots = TimeSpan(days: 400)
    /// Files in `inbox/done`.
    package var inputs = TimeSpan(days: 400)
    /// Mails in `outbox/mail/sent`.
    package var sent = TimeSpan(days: 90)

    /// The defaults.
    package init() {}
}

/// How people appear in reports.
package struct Privacy: Hashable, Sendable {
    /// How people appear.
    package enum Reports: String, CaseIterable, Hashable, Sendable {
        /// By name.
        case names
        /// By a pseudonym.
        case pseudonyms
    }

    /// How people appear in reports.
    package var reports = Reports.names

    /// The defaults.
    package init() {}
}

/// Figures for monitoring.
package struct Metrics: Hashable, Sendable {
    /// A file in Prometheus' text format; `nil` writes none.
    package var textfile: String?

    /// The defaults.
    package init() {}
}
