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
        /// They have mistakes, each a line; what is in force stays.
        case refused(digest: String, mistakes: [String])
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

    /// Reads the files again and compares them with what is in force: all of them count, or none.
    func judgeAgain(now: Instant) -> Judgement {
        let inspection: Inspection
        do {
            inspection = try Inspection(configuration: workplace.path, today: now.utcDay)
        } catch {
            // A file that cannot be read has no bytes to name the set by.
            let text = "\(workplace.path): error: \(error.message)"
            return .refused(digest: hex(sha256(Array(text.utf8))), mistakes: [text])
        }
        var list = inspection.diagnostics
        list.append(contentsOf: inspection.missingForService())
        var mistakes = list.sorted.filter { $0.severity == .error }.map(\.head)
        guard mistakes.isEmpty else {
            if list.omitted > 0 { mistakes.append("and \(list.omitted) more") }
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
            return .refused(digest: inspection.digest, mistakes: [error.message])
        }
    }
}

extension Workplace {
    /// What a running daemon cannot change, as mistakes.
    fileprivate func needingRestart(_ next: Workplace) -> [String] {
        var keys: [String] = []
        if next.configuration.installation != configuration.installation {
            keys.append("installation")
        }
        if next.folders != folders { keys.append("folders") }
        return keys.map {
            "\(path): error: \($0) cannot change while seatwarden runs; restart it: "
                + "systemctl restart seatwarden"
        }
    }
}

extension Diagnostic {
    /// The message with its place, without the excerpt.
    fileprivate var head: String {
        description.split(separator: "\n").first.map(String.init) ?? description
    }
}
