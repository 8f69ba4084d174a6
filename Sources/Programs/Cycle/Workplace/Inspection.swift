package import CivilTime
package import Diagnostics
import Digests
import Exports
import Facts
import Platform
package import Policies
package import Settings
import Templates
import YAML

/// What a look at the configuration and the policies gives: every mistake at once, and the values read.
package struct Inspection: Sendable {
    /// The configuration file, as it was found.
    package let path: String
    /// The configuration, as far as it could be read.
    package let configuration: Configuration
    /// The policies without mistakes.
    package let policies: PolicySet
    /// Every mistake and doubt.
    package let diagnostics: DiagnosticList
    /// The configured zone; UTC where that is a mistake.
    package let zone: Zone
    /// How many files were read.
    package let fileCount: Int
    /// The text of the configuration.
    let source: SourceText
    /// SHA-256 over all that was read, in hexadecimal digits: the same files are the same set.
    package let digest: String

    /// Reads the configuration and all policies.
    ///
    /// - Parameters:
    ///   - given: the path from the command line; `nil` looks in the usual places.
    ///   - extra: files that are checked as policies beside those of the policies folder.
    ///   - today: the day against which the ends of exceptions are checked.
    /// - Throws: when a file that is needed is not there or cannot be read.
    package init(configuration given: String?, extra: [String] = [], today: Day?) throws(Failure) {
        guard let path = Installation.configurationPath(given: given) else {
            throw Failure(
                .noInput,
                "no configuration: looked for /etc/seatwarden/config.yaml and ./config.yaml; name one with "
                    + "--config FILE or $SEATWARDEN_CONFIG"
            )
        }
        let source = try readable { try readText(path) }
        var diagnostics = DiagnosticList()
        let reporter = Reporter(source)
        let configuration = readConfiguration(source, reporter: reporter)
        diagnostics.append(contentsOf: reporter.list.sorted)
        do {
            zone = try configuration.timezone.map { try Zones.zone(named: $0) } ?? Zones.system()
        } catch {
            zone = .utc
            diagnostics.append(
                Diagnostic(.error, code: "zone", "timezone: \(error)", file: source.name)
            )
        }
        diagnostics.append(contentsOf: configuration.settingsWithoutEffect())
        for mistake in aliasMistakes(configuration.inputs.columns) {
            diagnostics.append(Diagnostic(.error, code: "column", mistake, file: source.name))
        }
        let folders = configuration.folders.resolved(against: parent(path))

        var files = try readable {
            try readTexts(below: folders.policies, endingIn: [".yaml", ".yml"]).map(\.text)
        }
        for name in extra where !files.contains(where: { $0.name == name }) {
            files.append(try readable { try readText(name) })
        }
        let library = try ShippedLibrary(ownTemplates: folders.templates)
        let loaded = loadPolicies(
            files,
            shipped: library.policies,
            templates: library.templates,
            configuration: configuration,
            schema: .all,
            today: today
        )
        diagnostics.append(contentsOf: loaded.diagnostics.sorted)
        self.path = path
        self.source = source
        self.configuration = configuration
        self.policies = loaded.set
        self.diagnostics = diagnostics
        fileCount = files.count + 1
        digest = hex(
            sha256(
                ([source] + files + library.texts).flatMap {
                    Array("\($0.name)\0\($0.text)\0".utf8)
                }
            )
        )
    }

    /// What has to be added before mails can be sent.
    ///
    /// Nothing while the configuration itself has mistakes: what cannot be read is not missing.
    package func missingForService() -> [Diagnostic] {
        isConfigurationBroken ? [] : configuration.missingForService()
    }

    /// Whether the configuration itself has mistakes, not only a policy.
    package var isConfigurationBroken: Bool {
        diagnostics.sorted.contains { $0.severity == .error && $0.file == path }
    }

    /// The workplace, when nothing forbids its use.
    ///
    /// - Parameter service: whether mails are to be sent, which needs a sender and operators.
    /// - Returns: the workplace.
    /// - Throws: 78 with every mistake.
    package func workplace(forService service: Bool) throws(Failure) -> Workplace {
        var list = diagnostics
        if service { list.append(contentsOf: missingForService()) }
        guard !list.hasErrors else {
            let errors = list.sorted.filter { $0.severity == .error }
            let end = "Nothing was done. 'seatwarden check' shows every mistake."
            throw Failure(
                .configuration,
                (errors.map(\.description) + [end]).joined(separator: "\n"),
                journalText: (errors.map(\.reference) + [end]).joined(separator: "\n")
            )
        }
        return Workplace(
            path: path,
            configuration: configuration,
            folders: configuration.folders.resolved(against: parent(path)),
            zone: zone,
            policies: policies,
            warnings: list
        )
    }
}

/// Maps the errors of files that a person named.
///
/// - Precondition: `body` throws nothing but `TextFileError`.
func readable<Value>(_ body: () throws -> Value) throws(Failure) -> Value {
    do {
        return try body()
    } catch {
        guard let error = error as? TextFileError else { throw Failure(.defect, "\(error)") }
        throw Failure(error.exitStatus, "\(error)")
    }
}
