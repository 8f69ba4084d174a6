import Exports

/// How a subscription was bought, and what that says of its renewal (facts §3.4).
struct Purchase {
    let kind: OfferingKind
    let term: Term
    let channel: Subscription.Channel
    /// Whether it renews by itself; `nil` where that cannot be told.
    let autoRenew: Bool?

    /// What a line of a file says.
    init(_ line: SubscriptionLine, _ kind: OfferingKind, in file: Snapshot) {
        self.kind = kind
        term = Term(cell: line.term)
        let isResold = line.resellerName != nil || line.resellerEmail != nil
        channel = line.subscriptionID != nil && !isResold ? .direct : .reseller
        // Where nothing says so it is not known, and never guessed (traps 6).
        let canTell =
            channel == .direct && kind != .flex
            && file.intake.columns.contains("autorenew_date")
        autoRenew = line.renewsOn != nil ? true : canTell ? false : nil
    }
}
