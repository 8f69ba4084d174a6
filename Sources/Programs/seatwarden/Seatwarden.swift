import ArgumentParser
import Platform

/// The command line of the daemon: parses arguments, runs one command, maps errors to exit codes.
@main
struct Seatwarden: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seatwarden",
        abstract: "Watches the seats and tokens of an Autodesk account by your policies.",
        discussion: """
            Drop the exports of the Autodesk web pages into the inbox and let 'seatwarden run' watch it, \
            or run 'seatwarden once' when you like; 'seatwarden-relay' delivers the mails.

            Examples:
              seatwarden init acme --operator it@acme.example
                                                   a configuration to begin with
              seatwarden check                     every mistake, with its place
              seatwarden once                      read, evaluate, decide, publish
              seatwarden facts seat --format csv   what is known about every seat
              seatwarden evaluate idle-seats       what a policy finds
              seatwarden explain idle-seats ada    why, or why not, value by value
              seatwarden status                    how it is, and what needs you

            Exit codes follow sysexits: 0 fine, 1 findings of commands that judge, 64 usage, 65 bad \
            input, 66 no such file, 69 unavailable, 70 a defect, 73/74 cannot write, 75 try later, 77 no permission, 78 mistake in configuration or policies.
            """,
        version: "0.5.0",
        subcommands: [
            Init.self, Run.self, Once.self, ImportCommand.self, Check.self, StatusCommand.self,
            Explain.self, CelCommand.self,
            AlertsCommand.self, FactsCommand.self, Evaluate.self, OutboxCommand.self,
        ]
    )
    static func main() async {
        giveMemoryBack()
        await main(nil)
    }
}
