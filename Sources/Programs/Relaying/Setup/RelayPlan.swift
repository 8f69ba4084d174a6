package import Diagnostics
import Platform
package import Settings

/// What the configuration asks of the relay, as paths that can be used.
package struct RelayPlan: Hashable, Sendable {
    /// The outbox.
    package let outbox: String
    /// The folder of the ledger.
    package let ledgerFolder: String
    /// The Maildir that mails are delivered to.
    package let maildir: String
    /// What happens to a mail of which nobody knows whether it was delivered.
    package let uncertain: Relay.Uncertain

    /// Reads what a configuration asks.
    ///
    /// The path is that of the configuration, to whose folder paths are relative. There is no plan
    /// when the relay cannot work with what it says.
    package static func read(
        _ source: SourceText,
        at path: String
    ) -> (plan: RelayPlan?, diagnostics: DiagnosticList) {
        let reporter = Reporter(source)
        let configuration = readConfiguration(source, reporter: reporter)
        let relay = configuration.relay
        if relay.transport != .maildir {
            reporter.error(
                "transport",
                "relay.transport is '\(relay.transport.rawValue)', and this version delivers to a "
                    + "Maildir only; set it to 'maildir'",
                at: nil
            )
        }
        guard !reporter.list.hasErrors else { return (nil, reporter.list) }
        let base = parent(path)
        let folders = configuration.folders.resolved(against: base)
        let plan = RelayPlan(
            outbox: folders.outbox,
            ledgerFolder: folders.relay,
            maildir: joinedPath(base, relay.maildir),
            uncertain: relay.uncertain
        )
        return (plan, reporter.list)
    }
}
