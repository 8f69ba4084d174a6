// swift-tools-version: 6.2
// The target graph. Imports point one way: program → edge → core, and inside the core only upwards
// in the list below; Tests/TidyTests holds the sources to it.
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    // An existential is a cost and a decision: say so where it is made.
    .enableUpcomingFeature("ExistentialAny"),
    // What a target uses inside does not leak to those that import it.
    .enableUpcomingFeature("InternalImportsByDefault"),
    // A member comes from a module that the file itself imports.
    .enableUpcomingFeature("MemberImportVisibility"),
    // An async function runs where its caller runs unless it says otherwise.
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    // A warning is a mistake nobody has looked at yet.
    .treatAllWarnings(as: .error),
]

/// Values in, values out: no file, socket, clock, environment, randomness or global.
func core(_ name: String, uses: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: uses, path: "Sources/Core/\(name)", swiftSettings: settings)
}

/// One kind of I/O each; decides nothing.
func edge(_ name: String, uses: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: uses, path: "Sources/Edge/\(name)", swiftSettings: settings)
}

/// Wiring that several programs or tests share.
func wiring(_ name: String, uses: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: uses, path: "Sources/Programs/\(name)", swiftSettings: settings)
}

/// A program: parses arguments, builds values, runs.
func program(_ name: String, uses: [Target.Dependency] = []) -> Target {
    .executableTarget(
        name: name, dependencies: uses, path: "Sources/Programs/\(name)", swiftSettings: settings)
}

/// A system C library: module map and shim header only.
func system(_ name: String, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/C/\(name)", providers: [.apt([apt])])
}

func tests(of name: String, uses: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.init(stringLiteral: name), "TestSupport"] + uses,
        path: "Tests/\(name)Tests", swiftSettings: settings)
}

let argumentParser: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")

let package = Package(
    name: "seatwarden",
    products: [
        .executable(name: "seatwarden", targets: ["seatwarden"]),
        .executable(name: "seatwarden-relay", targets: ["seatwarden-relay"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        system("CYAML", apt: "libyaml-dev"),
        system("CCrypto", apt: "libssl-dev"),
        system("CLinux", apt: "libc6-dev"),

        core("Diagnostics"),
        core("CivilTime"),
        core("Digests", uses: ["CCrypto"]),
        core("YAML", uses: ["CYAML", "Diagnostics"]),
        core("Settings", uses: ["YAML", "CivilTime", "Diagnostics"]),
        core("Columns", uses: ["CivilTime"]),
        core("CEL", uses: ["Diagnostics", "CivilTime", "Columns"]),
        core("Templates", uses: ["CEL", "Diagnostics", "CivilTime"]),
        core("Tabular", uses: ["Diagnostics", "Columns", "CivilTime"]),
        core("Exports", uses: ["Tabular", "Diagnostics", "CivilTime", "Columns"]),
        core("Facts", uses: ["Exports", "Settings", "Columns", "CivilTime", "Diagnostics"]),
        core(
            "Policies",
            uses: [
                "CEL", "Templates", "YAML", "Facts", "Settings", "Columns", "CivilTime", "Diagnostics",
                "Digests",
            ]),
        core("Alerts", uses: ["CivilTime", "Digests"]),
        core(
            "Proposals",
            uses: ["Alerts", "Policies", "Tabular", "Columns", "CivilTime", "Digests"]),
        core(
            "Notices",
            uses: [
                "Alerts", "Proposals", "Policies", "Facts", "Settings", "Templates", "CEL", "Columns",
                "CivilTime", "Digests",
            ]),

        edge(
            "Storage",
            uses: [grdb, "Facts", "Exports", "Alerts", "CivilTime", "Columns"]),
        edge("Spooling", uses: ["CLinux", "Digests", "CivilTime"]),
        edge("Platform", uses: ["CivilTime", "Diagnostics"]),

        wiring(
            "Cycle",
            uses: [
                "Storage", "Spooling", "Platform", "Settings", "Policies", "Facts", "Exports", "Tabular",
                "Alerts", "Proposals", "Notices", "Templates", "CEL", "YAML", "Columns", "CivilTime",
                "Diagnostics", "Digests",
            ]),
        wiring(
            "Relaying", uses: ["Spooling", "Platform", "Settings", "YAML", "CivilTime", "Digests", "Diagnostics"]),
        program(
            "seatwarden",
            uses: [
                argumentParser, "Cycle", "Platform", "Policies", "Facts", "Alerts", "Tabular", "Columns",
                "CivilTime", "Diagnostics",
            ]),
        program(
            "seatwarden-relay",
            uses: [argumentParser, "Relaying", "Spooling", "Platform", "CivilTime", "Diagnostics"]),

        tests(of: "Diagnostics"),
        tests(of: "CivilTime"),
        tests(of: "Digests"),
        tests(of: "YAML", uses: ["Diagnostics"]),
        tests(of: "Settings", uses: ["YAML", "CivilTime", "Diagnostics"]),
        tests(of: "Columns", uses: ["CivilTime"]),
        tests(of: "CEL", uses: ["CivilTime", "Diagnostics"]),
        tests(of: "Templates", uses: ["CEL", "CivilTime", "Diagnostics"]),
        tests(of: "Tabular", uses: ["Columns", "CivilTime", "Diagnostics"]),
        tests(of: "Exports", uses: ["Tabular", "Columns", "CivilTime", "Diagnostics"]),
        tests(of: "Facts", uses: ["Exports", "Tabular", "Settings", "YAML", "Columns", "CivilTime", "Diagnostics"]),
        tests(
            of: "Policies",
            uses: [
                "CEL", "Templates", "YAML", "Settings", "Facts", "Exports", "Columns", "CivilTime",
                "Diagnostics",
            ]),
        tests(of: "Alerts", uses: ["CivilTime"]),
        tests(
            of: "Proposals", uses: ["Alerts", "Policies", "Columns", "CivilTime"]),
        tests(
            of: "Notices",
            uses: [
                "Alerts", "Policies", "Facts", "Settings", "Templates", "CEL", "Columns", "CivilTime",
                "Diagnostics",
            ]),
        tests(of: "Storage", uses: [grdb, "Facts", "Exports", "Alerts", "CivilTime", "Columns"]),
        tests(of: "Spooling", uses: ["CivilTime", "Digests"]),
        tests(of: "Platform", uses: ["CivilTime", "Diagnostics"]),
        tests(
            of: "Relaying",
            uses: ["Spooling", "Platform", "Settings", "CivilTime", "Digests", "Diagnostics"]),
        tests(
            of: "Cycle",
            uses: [
                "Storage", "Spooling", "Settings", "Policies", "Facts", "Exports", "Alerts", "Notices",
                "Columns", "CivilTime", "Diagnostics",
            ]),
        // Real programs on real folders: they are run, not linked.
        .testTarget(
            name: "SystemTests",
            dependencies: ["TestSupport", "seatwarden", "seatwarden-relay", "CivilTime"],
            path: "Tests/SystemTests", swiftSettings: settings),
        // The layer rules, the shipped files and the documents.
        .testTarget(
            name: "TidyTests",
            dependencies: [
                "TestSupport", "Policies", "Templates", "Facts", "Settings", "CivilTime", "Diagnostics",
            ],
            path: "Tests/TidyTests", swiftSettings: settings),
        .target(
            name: "TestSupport", dependencies: ["Diagnostics", "CivilTime"], path: "Tests/TestSupport",
            swiftSettings: settings),
    ]
)
