package import Diagnostics

extension Configuration {
    /// A warning that names what was set and has no effect in this version; nothing where all has.
    ///
    /// Keys are read and checked before the part that uses them is there, so that a configuration
    /// lasts; but nobody is to rely on what does not happen.
    package func settingsWithoutEffect() -> [Diagnostic] {
        let keys = Self.coming.filter { $0.isSet(self) }.map(\.key)
        guard !keys.isEmpty else { return [] }
        return [
            Diagnostic(
                .warning,
                code: "no-effect-yet",
                "this version makes no use of \(keys.joined(separator: ", "))",
                file: fileName
            )
        ]
    }

    private struct Coming: Sendable {
        let key: String
        let isSet: @Sendable (Configuration) -> Bool

        /// A key, and where its value lies.
        init<Value: Equatable & Sendable>(
            _ key: String,
            _ value: @escaping @Sendable (Configuration) -> Value
        ) {
            self.key = key
            isSet = { value($0) != value(.standard) }
        }
    }

    private static let coming = [
        Coming("folders.reports") { $0.folders.reports },
        Coming("mail.language") { $0.mail.language },
        Coming("retention.sent") { $0.retention.sent },
        Coming("privacy.reports") { $0.privacy },
        Coming("metrics.textfile") { $0.metrics },
    ]
}
