import Testing

/// The boundaries of ARCHITECTURE.md: who may use whom, and who may touch the machine.
@Suite struct LayerTests {
    private let graph: PackageGraph
    private let sources: [SwiftFile]

    init() throws {
        graph = try PackageGraph()
        sources = try SwiftFile.sources.get()
    }

    private func sources(of target: PackageGraph.Target) -> [SwiftFile] {
        sources.filter { $0.path.hasPrefix(target.folder + "/") }
    }

    /// What a layer may import beside the targets that it states.
    private func platform(of target: PackageGraph.Target, file: String) -> Set<String> {
        switch target.layer {
        // Normalisation form C is nowhere else.
        case "core" where file == "Sources/Core/Columns/Folding.swift": ["Foundation"]
        // A value that is made once, whoever asks.
        case "core" where file == "Sources/Core/Columns/Deferred.swift": ["Synchronization"]
        // Threads that are handed in share blocks of one file.
        case "core": ["Exports", "Tabular"].contains(target.name) ? ["Synchronization"] : []
        // GRDB brings Foundation.
        case "edge" where target.name == "Storage": ["Foundation", "Glibc", "Synchronization"]
        case "edge": ["FoundationEssentials", "Glibc", "Synchronization"]
        default: ["Foundation", "FoundationEssentials", "Glibc", "Synchronization"]
        }
    }

    @Test func `the package file was understood`() {
        let layers = Set(graph.targets.map(\.layer))
        #expect(layers == ["system", "core", "edge", "wiring", "program"])
        #expect(graph["Digests"]?.uses == ["CCrypto"])
        #expect(graph["Storage"]?.uses.first == "GRDB")
        #expect(graph.targets.count >= 20)
    }

    @Test func `a file imports only what its target states`() {
        var violations: [String] = []
        for target in graph.targets where target.layer != "system" {
            let files = sources(of: target)
            if files.isEmpty { violations.append("\(target.folder) has no source") }
            for file in files {
                let allowed = Set(target.uses).union(platform(of: target, file: file.path))
                for (module, line) in file.imports where !allowed.contains(module) {
                    violations.append("\(file.path):\(line): imports \(module)")
                }
            }
        }
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test func `what a target states is used by one of its files`() {
        var violations: [String] = []
        for target in graph.targets where target.layer != "system" {
            let imported = Set(sources(of: target).flatMap { $0.imports.map(\.module) })
            for name in target.uses where !imported.contains(name) {
                violations.append("\(target.name) states \(name) and does not import it")
            }
        }
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }

    @Test func `the core uses only what stands above it in the list`() {
        var above: Set<String> = []
        var violations: [String] = []
        for target in graph.targets {
            if target.layer == "core" {
                violations += target.uses.filter { !above.contains($0) }.map {
                    "\(target.name) uses \($0)"
                }
            }
            if target.layer == "core" || target.layer == "system" { above.insert(target.name) }
        }
        #expect(violations.isEmpty, "\(violations)")
    }

    @Test func `the edge uses no edge and no program`() {
        for target in graph.targets where target.layer == "edge" {
            for name in target.uses {
                #expect(
                    ["core", "system", nil].contains(graph[name]?.layer),
                    "\(target.name): \(name)"
                )
            }
        }
    }

    @Test func `a C library is used by one target`() {
        // Headers of our own that own nothing: reading by rows and by blocks look for the same bytes, and
        // what the kernel and the C library offer is for files and for memory.
        let own = ["CScan", "CLinux"]
        for library in graph.targets where library.layer == "system" && !own.contains(library.name)
        {
            let users = graph.targets.filter { $0.uses.contains(library.name) }.map(\.name)
            #expect(users.count == 1, "\(library.name): \(users)")
        }
    }

    @Test func `the daemon is linked with no network library`() throws {
        let linked = graph.closure(of: "seatwarden")
        #expect(linked.isDisjoint(with: ["Networking", "CCurl", "Relaying"]))
        let known: Set<String> = [
            "CYAML", "CCrypto", "CLinux", "CScan", "CXXHash", "CZlib", "CExpat", "CRE2", "GRDB",
            "ArgumentParser", "Logging", "ServiceLifecycle", "UnixSignals",
        ]
        let outside = linked.filter { name in graph[name].map { $0.layer == "system" } ?? true }
        #expect(outside.subtracting(known).isEmpty, "\(outside)")
        let calls = ["socket(", "getaddrinfo(", "URLSession", "FoundationNetworking"]
        let violations = graph.targets.filter { linked.contains($0.name) }.flatMap { target in
            // The one socket goes to the service manager of the same machine.
            sources(of: target).filter { !$0.path.hasSuffix("/ServiceNotifier.swift") }
                .flatMap { $0.places(of: calls) }
        }
        #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
        let notifier = try text(of: "Sources/Edge/Platform/Service/ServiceNotifier.swift")
        #expect(!notifier.contains("AF_INET"))
    }

    @Test func `the relay is linked with nothing that knows people's use of seats`() {
        let linked = graph.closure(of: "seatwarden-relay")
        #expect(
            linked.isDisjoint(
                with: ["CEL", "Facts", "Policies", "Alerts", "Storage", "Cycle", "GRDB"]
            )
        )
        #expect(linked.contains("Spooling"))
    }
}
