import ArgumentParser
import Platform
import Relaying

/// Ends a hold.
struct Release: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let mails go again after the queue was put on hold.",
        discussion: """
            A relay that is at work does it at once; where none is, the next one finds it done.

            Examples:
              seatwarden-relay release
            """
    )

    /// How often a relay that was asked is looked at, and how many times.
    private static let (interval, looks) = (Duration.milliseconds(100), 100)

    @OptionGroup var options: ConfigurationOptions

    mutating func run() async throws {
        let service = try options.service()
        do throws(RelayError) {
            switch try await service.release(at: RealClock.now()) {
            case .notOnHold:
                Terminal.output.write("the queue was not on hold\n")
            case .released(let hold):
                Terminal.output.write(
                    "released; it was on hold since \(hold.since): \(hold.reason)\n"
                )
            case .asked(let hold):
                try await waitUntilOver(hold, service)
            }
        } catch {
            throw ended(error.exitStatus, "\(error)")
        }
    }

    private func waitUntilOver(
        _ hold: LedgerBook.Hold,
        _ service: RelayService
    ) async throws(RelayError) {
        for _ in 0..<Self.looks {
            if try service.hold() != hold {
                Terminal.output.write(
                    "released; it was on hold since \(hold.since): \(hold.reason)\n"
                )
                return
            }
            // Ended by a signal: the request stands.
            guard (try? await Task.sleep(for: Self.interval)) != nil else { return }
        }
        Terminal.output.write("asked for; the relay at work does it when it looks next\n")
    }
}
