package import CivilTime
import FoundationEssentials

/// Why a file is in `failed`, `held` or `corrupt`: `KEY.json` beside it.
package struct SpoolReason: Hashable, Sendable, Codable {
    /// In a sentence; what a server said is quoted in it.
    package let reason: String
    /// When it was moved there, as RFC 3339; `nil` where no clock was at hand.
    package let at: String?
    /// How often delivery was tried.
    package let attempts: Int?

    /// The longest reason that is written and read, in characters.
    package static let maximumLength = 1000
    /// The largest file that is read.
    static let maximumBytes = 16_384

    /// States a reason; what is too long is cut.
    package init(_ reason: String, at: Instant? = nil, attempts: Int? = nil) {
        self.reason = String(reason.prefix(Self.maximumLength))
        self.at = at?.description
        self.attempts = attempts
    }

    /// The file's bytes, one line of JSON.
    package var bytes: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A text and two plain values always encode.
        let json = (try? encoder.encode(self)) ?? Data("{}".utf8)
        return Array(json) + [0x0A]
    }

    /// Reads a reason from a folder in which others write; `nil` when there is none that can be
    /// read.
    static func read(_ name: String, in folder: Folder) -> SpoolReason? {
        guard let content = try? folder.contents(of: name, atMost: maximumBytes),
            let reason = try? JSONDecoder().decode(SpoolReason.self, from: Data(content.bytes))
        else { return nil }
        let printable = reason.reason.unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? " " : Character(scalar)
        }
        return SpoolReason(
            String(printable),
            at: reason.at.flatMap { Instant($0) },
            attempts: reason.attempts
        )
    }
}

/// A file that was moved out of the way.
package struct SetAside: Hashable, Sendable {
    /// Where it was.
    package let path: String
    /// The name under which it lies now, beside its reason.
    package let name: String
    /// Why.
    package let reason: Unfitness
}

extension Folder {
    /// Moves an unfit file to the folder for corrupt ones, its reason beside it.
    func setAside(
        _ name: String,
        to corrupt: Folder,
        because reason: Unfitness,
        at now: Instant? = nil
    ) throws(FileError) -> SetAside {
        let newName = try moveNumbered(name, to: corrupt, as: name)
        let stem = newName.hasSuffix(".eml") ? String(newName.dropLast(4)) : newName
        try corrupt.write(
            SpoolReason(reason.description, at: now).bytes,
            to: "\(stem).json",
            mode: 0o660
        )
        return SetAside(path: path(name), name: newName, reason: reason)
    }
}
