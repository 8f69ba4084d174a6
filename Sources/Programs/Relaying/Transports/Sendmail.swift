// The command line that every mail system has: `sendmail -i -f FROM -- RCPT < mail` (outbox.md §4).

import Glibc
package import Launching
package import Spooling

/// Hands mails to the mail system of this host.
package struct Sendmail: Transport {
    /// How long the program may take for a mail.
    package static let timeLimit = Duration.seconds(600)

    private let path: String
    private let scratchFolder: String
    private let watch: DeliveryWatch

    /// False: what was handed over is out of sight.
    package var recognizesRepeats: Bool { false }

    /// A way through a program; the scratch folder is one where only this user reads.
    package init(
        _ path: String,
        scratchFolder: String,
        watch: DeliveryWatch
    ) {
        self.path = path
        self.scratchFolder = scratchFolder
        self.watch = watch
    }

    /// Runs the program once, with the mail as its input.
    package func deliver(_ mail: SpooledMail, isRepeat: Bool) async -> Delivery {
        let run = ProgramRun(
            path,
            ["-i", "-f", mail.envelope.sender, "--", mail.envelope.recipient],
            input: withPlainLineEnds(mail.bytes)
        )
        let (begin, limit, watch) = (watch.elapsed, Self.timeLimit, watch)
        // What was read may be on its way already, so that the end is as with the last answer of SMTP.
        let (ending, errors) = await run.run(inputIn: scratchFolder) {
            watch.mayGoOn(isLast: true) && watch.elapsed - begin < limit
        }
        return delivery(of: ending, of: path, saying: errors)
    }
}

/// What the end of a sendmail program means.
///
/// Only three codes are for good: programs say 69 and others for what passes (reliability.md §1.6).
package func delivery(
    of ending: ProgramEnding,
    of path: String,
    saying errors: [UInt8]
) -> Delivery {
    let words = printable(errors)
    func text(_ what: String) -> String {
        words.isEmpty ? "\(path) \(what)" : "\(path) \(what): \(words)"
    }
    switch ending {
    case .notStarted(let why, let passes): return passes ? .transient(why) : .aboutUs(why)
    case .exited(0): return .accepted("handed to \(path)")
    case .exited(let code) where [EX_USAGE, EX_DATAERR, EX_NOUSER].contains(code):
        return .permanent(text("ended with \(code)"))
    case .exited(let code): return .transient(text("ended with \(code)"))
    case .signalled(let signal): return .uncertain(text("was ended by signal \(signal)"))
    case .stopped: return .uncertain(text("took too long and was ended"))
    }
}

/// What a program wrote, on one line that a ledger can hold.
private func printable(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar in
        scalar.properties.generalCategory == .control ? " " : String(scalar)
    }.joined()
    return String(text.split(separator: " ").joined(separator: " ").prefix(500))
}
