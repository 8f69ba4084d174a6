import Diagnostics
import Facts
import Foundation
import Policies
import Settings
import Templates
import TestSupport

/// The policies and templates as they are shipped.
enum ShippedFiles {
    private static let folder = Checkout.folder.appending(path: "Policies")

    /// The policy files by name.
    static let policies: [SourceText] = files(in: folder, endingIn: ".yaml").map {
        SourceText(name: $0.path, text: $0.text)
    }

    /// All template files.
    static let templates = TemplateLibrary(
        files: files(in: folder.appending(path: "templates"), endingIn: "").map {
            (path: $0.path, source: SourceText(name: "templates/\($0.path)", text: $0.text))
        })

    /// A set in which every shipped policy is in force, with what is wrong with it.
    static func all(
        _ configuration: Configuration = .standard, asOwn: Bool = false
    ) -> (set: PolicySet, diagnostics: DiagnosticList) {
        let own = policies.map { file in
            let name = file.name.replacingOccurrences(of: ".yaml", with: "")
            return asOwn ? file : SourceText(name: "own/\(file.name)", text: "policy: \(name)\nuse: shipped/\(name)")
        }
        return loadPolicies(
            own, shipped: asOwn ? [] : policies, templates: templates, configuration: configuration,
            schema: .all)
    }

    private static func files(in folder: URL, endingIn ending: String) -> [(path: String, text: String)] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { name in
            guard name.hasSuffix(ending), !name.hasPrefix("."),
                let text = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
            else { return nil }
            return (name, text)
        }.filter { ending.isEmpty || !$0.path.contains("/") }
    }
}
