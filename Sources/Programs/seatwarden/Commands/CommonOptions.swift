import ArgumentParser
import CivilTime

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp(
            "The configuration file.",
            discussion: "Default: $SEATWARDEN_CONFIG, /etc/seatwarden/config.yaml, ./config.yaml.",
            valueName: "FILE"
        )
    )
    var configuration: String?
}

/// The moment at which facts are seen.
struct MomentOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Compute as at this moment, such as 2026-11-24T08:00:00Z.",
            valueName: "INSTANT"
        ),
        transform: instant
    )
    var at: Instant?
}

@Sendable private func instant(_ text: String) throws -> Instant {
    guard let instant = Instant(text) else {
        throw ValidationError("'\(text)' is no moment; write it like 2026-11-24T08:00:00Z")
    }
    return instant
}
