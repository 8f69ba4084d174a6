package import CivilTime

/// What the command line asks of one cycle.
package struct OnceRequest: Sendable {
    /// The path of the configuration; `nil` looks in the usual places.
    package let configuration: String?
    /// A *now* other than the clock's, for a state that was made so.
    package let at: Instant?
    /// Whether nothing may be written or moved.
    package let isDryRun: Bool

    /// A request for one cycle.
    package init(configuration: String?, at: Instant?, isDryRun: Bool) {
        self.configuration = configuration
        self.at = at
        self.isDryRun = isDryRun
    }
}
