import CivilTime
import Cycle
import Diagnostics
import Digests
import Platform
import Settings

/// Configuration and policies that are in force, or were to be.
struct SetInForce: Sendable {
    /// What they say.
    let workplace: Workplace
    /// The hash of their files.
    let digest: String

    /// What became of files that were read again.
    enum Judgement: Sendable {
        /// They say what is in force.
        case same
        /// They are to be in force from now on.
        case taken(SetInForce)
        /// They have mistakes; what is in force stays.
        case refused(digest: String, mistakes: [Mistake])
    }

    /// What is wrong with the files, in a line.
    struct Mistake: Hashable, Sendable {
        /// For the operators and for `status`.
        let text: String
        /// For the journal: without values of the files, which may be of people.
        let journalText: String

        /// A mistake; its text is for the journal too where nothing else is given.
        init(_ text: String, journalText: String? = nil) {
            self.text = text
            self.journalText = journalText ?? text
        }
    }

    /// A set that has no mistakes.
    init(workplace: Workplace, digest: String) {
        self.workplace = workplace
        self.digest = digest
    }

    /// Reads the files and requires that nothing is wrong with them.
    ///
    /// - Throws: 66 and 78, as `once` does.
    init(configuration: String?, now: Instant) throws(Failure) {
        let inspection = try Inspection(configuration: configuration, today: now.utcDay)
        self.init(
            workplace: try inspection.workplace(forService: true),
            digest: inspection.digest
        )
    }

    /// Reads the files when the program begins.
    ///
    /// They are read twice: first to learn where all of them lie, then, once the kernel has said what it
    /// knows of them, to be in force. So whoever edits one meanwhile is not overlooked.
    ///
    /// - Parameters:
    ///   - configuration: the path; `nil` looks in the usual places.
    ///   - read: reads the files of a configuration.
    /// - Returns: what is in force, and stamps that are at least as old.
    /// - Throws: as `read` does.
    static func begin(
        configuration: String?,
        reading read: (_ configuration: String?) throws(Failure) -> SetInForce
    ) throws(Failure) -> (set: SetInForce, stamps: SetStamps) {
        let stamps = SetFiles(of: try read(configuration).workplace).stamps()
        return (try read(configuration), stamps)
    }

    /// Reads the files again and compares them with what is in force: all of them count, or none.
    func judgeAgain(now: Instant) -> Judgement {
        let inspection: Inspection
        do {
            inspection = try Inspection(configuration: workplace.path, today: now.utcDay)
        } catch {
            // A file that cannot be read has no bytes to name the set by.
            let text = "\(workplace.path): error: \(error.message)"
            return .refused(digest: hex(sha256(Array(text.utf8))), mistakes: [Mistake(text)])
        }
        var list = inspection.diagnostics
        list.append(contentsOf: inspection.missingForService())
        var mistakes = list.sorted.filter { $0.severity == .error }.map(Mistake.init)
        guard mistakes.isEmpty else {
            if list.omitted > 0 { mistakes.append(Mistake("and \(list.omitted) more")) }
            return .refused(digest: inspection.digest, mistakes: mistakes)
        }
        do {
            let next = try inspection.workplace(forService: true)
            mistakes = workplace.needingRestart(next)
            guard mistakes.isEmpty else {
                return .refused(digest: inspection.digest, mistakes: mistakes)
            }
            // The system's own zone is in no file of the set.
            return inspection.digest == digest && next.zone == workplace.zone
                ? .same : .taken(SetInForce(workplace: next, digest: inspection.digest))
        } catch {
            let mistake = Mistake(error.message, journalText: error.journalText)
            return .refused(digest: inspection.digest, mistakes: [mistake])
        }
    }
}

extension Workplace {
    /// What a running daemon cannot change, as mistakes.
    fileprivate func needingRestart(_ next: Workplace) -> [SetInForce.Mistake] {
        var keys: [String] = []
        if next.configuration.installation != configuration.installation {
            keys.append("installation")
        }
        if next.folders != folders { keys.append("folders") }
        return keys.map {
            .init(
                "\(path): error: \($0) cannot change while seatwarden runs; restart it: "
                    + "systemctl restart seatwarden"
            )
        }
    }
}

extension SetInForce.Mistake {
    /// The message with its place, without the excerpt.
    fileprivate init(_ diagnostic: Diagnostic) {
        let description = diagnostic.description
        self.init(
            description.split(separator: "\n").first.map(String.init) ?? description,
            journalText: diagnostic.reference
        )
    }
}
