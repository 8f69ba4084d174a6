import ArgumentParser
import Cycle
import Platform

/// `seatwarden explain`: why, or why not.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say why something was told, or was not, value by value.",
        discussion: """
            Examples:
              seatwarden explain 3f0c9a             an alert, by the beginning of its id
              seatwarden explain 8d41               a mail, by the reference at its foot
              seatwarden explain idle-seats ada     a row of a policy, by any part of its
                                                    TEAM/PERSON/OFFERING or of a name
              seatwarden explain idle-seats north/ada@example.com/autocad --at 2026-11-01

            Shows the one outcome with its reason, every condition and value that it rests on, where each \
            parameter comes from, who is told when, and what would make known what is not. Changes nothing.

            Ends with 64 where nothing or several rows are meant; they are listed.
            docs/status-and-explain.md describes the keys of --json.
            """
    )

    @OptionGroup var common: CommonOptions

    @Argument(
        help: ArgumentHelp(
            "An alert's id, a mail's reference, or a policy.",
            valueName: "ALERT|MAIL|POLICY"
        )
    )
    var reference: String

    @Argument(help: ArgumentHelp("With a policy: the row.", valueName: "SUBJECT"))
    var subject: String?

    @Option(
        help: ArgumentHelp(
            "Look at the facts as at the end of this day, or at this moment.",
            valueName: "DAY|INSTANT"
        ),
        transform: moment
    )
    var at: Moment?

    @Flag(name: .customLong("json"), help: "Print the explanation as JSON.")
    var printsJSON = false

    func run() throws {
        try running {
            let question: Question =
                if let subject {
                    .row(policy: reference, subject: subject)
                } else {
                    .reference(reference)
                }
            let explanation = try explain(question, configuration: common.configuration, at: at)
            try printResult(printsJSON ? explanation.json : explanation.text(for: .output))
            return .fine
        }
    }
}

@Sendable private func moment(_ text: String) throws -> Moment {
    guard let moment = Moment(text) else {
        throw ValidationError(
            "'\(text)' is no day and no moment; write it like 2026-11-24 or 2026-11-24T08:00:00Z"
        )
    }
    return moment
}
