import CivilTime
import Exports
import Facts
import Platform
import Settings
import Spooling
import Storage
import Tabular

/// By what files are judged while they are taken in.
struct TakingTerms {
    /// What the configuration says of exports.
    let inputs: Inputs
    /// The *now* of the cycle.
    let now: Instant
    /// Files that were held for a person, by the hash of their bytes.
    var held: [String: HeldFile] = [:]
    /// Whether a person has said that files are right although they lost many rows.
    var isConfirmed = false
    /// Whether whoever brings the files may say who left, who is away, and what a balance is.
    var isTrusted = false
    /// How long days of use are kept (`retention.days`).
    var kept = Retention().days
    /// Told how the work goes on, and asked whether it should.
    var progress: Progress = .none

    /// Further users whose files are believed.
    let trusted: Set<UInt32>
    let options: ReadingOptions

    /// For how many days the same bytes, dropped once more, confirm a file that was held.
    static let confirmationDays = 30

    /// Judges by a configuration.
    ///
    /// - Parameters:
    ///   - inputs: what it says of exports.
    ///   - now: the moment of the cycle.
    ///   - zone: the configured zone.
    init(_ inputs: Inputs, now: Instant, zone: Zone) {
        self.inputs = inputs
        self.now = now
        trusted = Set(inputs.trusted.compactMap(Users.id(of:)))
        options = ReadingOptions(inputs, zone: zone)
    }

    /// Reads files by these terms.
    var reader: FileReader {
        FileReader(options: options, workers: .ofMachine, progress: progress, kept: kept)
    }

    /// Whether a person has answered that a file is right: by a command, or by dropping the very same
    /// bytes once more.
    ///
    /// A file that merely stayed in the inbox, after a crash or by `inputs.keep`, is no answer. Where files
    /// stay, a dropped file is none at all: whoever keeps folders alike may have brought it back.
    func isConfirmed(_ receipt: InboxReceipt) -> Bool {
        if isConfirmed { return true }
        guard !inputs.keep, let held = held[receipt.digest] else { return false }
        return held.mark != receipt.file.mark
    }

    /// The file as the history is told of it.
    ///
    /// - Parameters:
    ///   - candidate: the file, with what is said of it.
    ///   - digest: of its bytes.
    ///   - resumePoint: where a longer file that begins with it can be read on.
    /// - Returns: all that is known of it beside its content.
    func incoming(
        _ candidate: Candidate,
        digest: String,
        resumePoint: Facts.ResumePoint? = nil
    ) -> IncomingFile {
        IncomingFile(
            name: candidate.file.name,
            digest: digest,
            exportedAt: candidate.exportedAt,
            takenAt: now,
            sidecar: candidate.sidecar,
            isTrusted: isTrusted || candidate.inbox.trusts(candidate.file, others: trusted),
            resumePoint: resumePoint
        )
    }
}

extension ReadingOptions {
    /// What the configuration says about reading.
    init(_ inputs: Inputs, zone: Zone) {
        self.init(
            dateOrder: inputs.dateOrder.flatMap { DateOrder(rawValue: $0.rawValue) },
            aliases: inputs.columns,
            maxBadRows: inputs.maxBadRows,
            zone: zone
        )
    }
}
