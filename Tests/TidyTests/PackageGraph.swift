import Foundation
import TestSupport

/// The targets of Package.swift, read as text: a test cannot ask the package manager that runs it.
struct PackageGraph {
    /// A target as `core(…)`, `edge(…)`, `wiring(…)`, `program(…)` or `system(…)` states it;
    /// a `shim(…)` counts as the system library that it stands for.
    struct Target {
        let layer: String
        let name: String
        let uses: [String]

        /// Where its sources lie.
        var folder: String {
            switch layer {
            case "system": "Sources/C/\(name)"
            case "core": "Sources/Core/\(name)"
            case "edge": "Sources/Edge/\(name)"
            default: "Sources/Programs/\(name)"
            }
        }
    }

    /// The targets, in the order in which they are declared.
    let targets: [Target]

    init() throws {
        let text = try text(of: "Package.swift")
        guard let list = text.range(of: "    targets: [") else {
            throw TidyError(message: "Package.swift has no list of targets")
        }
        let products = [
            "grdb": "GRDB", "argumentParser": "ArgumentParser", "logging": "Logging",
            "lifecycle": "ServiceLifecycle", "signals": "UnixSignals",
            "subprocess": "Subprocess", "systemPackage": "SystemPackage",
        ]
        targets = String(text[list.upperBound...])
            .matches(of: #/\b(system|shim|core|edge|wiring|program)\(([^()]*)\)/#)
            .compactMap { match in
                let words = match.2.matches(of: #/"([\w-]+)"|\b([a-zA-Z]+)\b/#).compactMap {
                    $0.1.map(String.init) ?? products[String($0.2 ?? "")]
                }
                guard let name = words.first else { return nil }
                let isSystem = match.1 == "system" || match.1 == "shim"
                return Target(
                    layer: isSystem ? "system" : String(match.1),
                    name: name,
                    uses: isSystem ? [] : Array(words.dropFirst())
                )
            }
    }

    subscript(name: String) -> Target? { targets.first { $0.name == name } }

    /// All that a target is linked with.
    func closure(of name: String) -> Set<String> {
        var (seen, open): (Set<String>, [String]) = ([], [name])
        while let next = open.popLast() {
            if seen.insert(next).inserted { open += self[next]?.uses ?? [] }
        }
        return seen
    }
}

struct TidyError: Error {
    let message: String
}

/// The text of a file of the checkout.
func text(of path: String) throws -> String {
    try String(contentsOf: Checkout.folder.appending(path: path), encoding: .utf8)
}

/// The files below a folder of the checkout whose names end in `suffix`, as paths from its root, sorted.
func files(below folder: String, endingIn suffix: String) -> [String] {
    let root = Checkout.folder.appending(path: folder)
    let names =
        FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(suffix) }.sorted().map { "\(folder)/\($0)" }
}
