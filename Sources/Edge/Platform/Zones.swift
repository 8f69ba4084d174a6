package import CivilTime

/// Why a time zone cannot be used.
package enum ZoneError: Error, Hashable, Sendable {
    /// No zone of that name is installed.
    case unknown(String)
    /// The file of the zone is no zone file.
    case damaged(path: String)
}

extension ZoneError: CustomStringConvertible {
    /// What is wrong and what to do.
    package var description: String {
        switch self {
        case .unknown(let name):
            "there is no time zone '\(name)' in \(Zones.folder); zones are named "
                + "like Europe/Amsterdam, and Debian has them in the package tzdata"
        case .damaged(let path):
            "\(path) is not a time zone file"
        }
    }
}

/// The time zones that are installed on this machine.
package enum Zones {
    /// Where zone files lie.
    package static let folder = "/usr/share/zoneinfo"
    /// The link or file that is the machine's zone.
    package static let local = "/etc/localtime"
    /// The largest zone file that is read; the largest of 2026 has 3.5 kB.
    package static let maximumBytes = 65_536

    /// The zone of a name.
    ///
    /// A name is such as `Europe/Amsterdam`; a path is refused, so that a configuration cannot make
    /// the program open other files.
    package static func zone(
        named name: String,
        in folder: String = Zones.folder
    ) throws(ZoneError) -> Zone {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = parts.allSatisfy { part in
            !part.isEmpty && part != "." && part != ".."
                && part.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        }
        guard isPlain else { throw .unknown(name) }
        return try read("\(folder)/\(name)", name: name)
    }

    /// The file that says what a zone of the configuration is: `nil` is the machine's own.
    package static func path(of name: String?) -> String {
        name.map { "\(folder)/\($0)" } ?? local
    }

    /// The zone of this machine; UTC where it has none.
    package static func system(local: String = Zones.local) throws(ZoneError) -> Zone {
        do {
            return try read(local, name: localName(local) ?? "local")
        } catch {
            if case .unknown = error { return .utc }
            throw error
        }
    }

    private static func read(_ path: String, name: String) throws(ZoneError) -> Zone {
        let bytes: [UInt8]
        do {
            bytes = try readBytes(path, atMost: maximumBytes)
        } catch {
            if error.kind == .tooLarge { throw .damaged(path: path) }
            throw .unknown(name)
        }
        guard let zone = Zone(name: name, tzif: bytes) else { throw .damaged(path: path) }
        return zone
    }

    /// The name of the zone that the link points to.
    private static func localName(_ path: String) -> String? {
        guard let target = linkTarget(path) else { return nil }
        guard let range = target.firstRange(of: "/zoneinfo/") else { return nil }
        return String(target[range.upperBound...])
    }
}
