import CivilTime
import Diagnostics
import Platform
import Settings

/// What `seatwarden import` is told: which files, and what a person says of them.
package struct ImportRequest: Sendable {
    /// The path of the configuration; `nil` looks in the usual places.
    package let configuration: String?
    /// The files and folders, as they were named.
    package let paths: [String]
    /// Whether the person says that files are right although they lost many rows.
    package let isConfirmed: Bool

    /// A request to look at files or to take them in.
    package init(configuration: String?, paths: [String], isConfirmed: Bool = false) {
        self.configuration = configuration
        self.paths = paths
        self.isConfirmed = isConfirmed
    }
}

/// The part of an installation that matters to files: its configuration without the policies.
struct ImportSetting {
    let configuration: Configuration
    /// Its folders, as paths that do not depend on where the program runs; `nil` without a configuration.
    let folders: Folders?
    /// The configured zone, else the system's.
    let zone: Zone

    /// Reads the configuration; where there is none in the usual places, the defaults.
    ///
    /// Mistakes in policies do not matter: what a file says has nothing to do with them.
    ///
    /// - Throws: 66 where the one that was named is missing, 78 for its mistakes.
    init(_ given: String?) throws(Failure) {
        guard let path = Installation.configurationPath(given: given) else {
            configuration = .standard
            folders = nil
            zone = try Self.zone(nil)
            return
        }
        let source = try readable { try readText(path) }
        let reporter = Reporter(source)
        configuration = readConfiguration(source, reporter: reporter)
        guard !reporter.list.hasErrors else {
            let errors = reporter.list.sorted.filter { $0.severity == .error }
            let end = "Nothing was done. 'seatwarden check' shows every mistake."
            throw Failure(
                .configuration,
                (errors.map(\.description) + [end]).joined(separator: "\n")
            )
        }
        folders = configuration.folders.resolved(against: parent(path))
        zone = try Self.zone(configuration.timezone)
    }

    /// The zone of a name, else the system's.
    private static func zone(_ name: String?) throws(Failure) -> Zone {
        do {
            return try name.map { try Zones.zone(named: $0) } ?? Zones.system()
        } catch {
            throw Failure(.configuration, "timezone: \(error)")
        }
    }
}
