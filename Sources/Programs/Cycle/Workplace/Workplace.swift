package import CivilTime
package import Diagnostics
package import Policies
package import Settings

/// All that a cycle is told by people: the configuration, the policies in force, where things lie.
package struct Workplace: Sendable {
    /// The configuration file.
    package let path: String
    /// The configuration.
    package let configuration: Configuration
    /// Its folders, as paths that do not depend on where the program runs.
    package let folders: Folders
    /// The configured zone.
    package let zone: Zone
    /// The policies in force.
    package let policies: PolicySet
    /// Doubts about configuration and policies.
    package let warnings: DiagnosticList
}
