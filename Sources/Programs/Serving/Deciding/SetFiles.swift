import Cycle
import Platform
import Settings

/// Where all files lie that say what is in force.
struct SetFiles: Hashable, Sendable {
    /// The configuration.
    let configuration: String
    /// The folder of the policies.
    let policies: String
    /// The folder of the operators' own templates.
    let templates: String
    /// The file of the time zone, which an upgrade of the system may change.
    let zone: String

    /// Some files.
    init(configuration: String, policies: String, templates: String, zone: String) {
        self.configuration = configuration
        self.policies = policies
        self.templates = templates
        self.zone = zone
    }

    /// The files of a workplace.
    init(of workplace: Workplace) {
        self.init(
            configuration: workplace.path,
            policies: workplace.folders.policies,
            templates: workplace.folders.templates,
            zone: Zones.path(of: workplace.configuration.timezone)
        )
    }

    /// What the kernel says of them.
    func stamps() -> SetStamps {
        do {
            return SetStamps(
                set: .success(
                    try FileStamps(
                        of: [configuration],
                        below: [(policies, [".yaml", ".yml"]), (templates, [".txt", ".html"])]
                    )
                ),
                zone: FileStamps(of: [zone])
            )
        } catch {
            return SetStamps(set: .failure(error), zone: FileStamps(of: [zone]))
        }
    }
}

/// What the kernel says of the files of a set.
///
/// A folder that cannot be listed is an answer too: whoever reads the files then says what is wrong, and
/// what is in force stays.
struct SetStamps: Hashable, Sendable {
    /// Of configuration, policies and templates; or why they cannot be listed.
    let set: Result<FileStamps, TextFileError>
    /// Of the file of the time zone.
    let zone: FileStamps

    /// The folders in which people edit the files.
    var folders: [String] {
        switch set {
        case .success(let stamps): stamps.folders
        case .failure: []
        }
    }
}
