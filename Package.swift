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
    .target(
        name: name,
        dependencies: uses,
        path: "Sources/Programs/\(name)",
        swiftSettings: settings
    )
}

/// A program: parses arguments, builds values, runs.
func program(_ name: String, uses: [Target.Dependency] = []) -> Target {
    .executableTarget(
        name: name,
        dependencies: uses,
        path: "Sources/Programs/\(name)",
        swiftSettings: settings
    )
}

/// A system C library: module map and shim header only.
func system(_ name: String, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/C/\(name)", providers: [.apt([apt])])
}

/// A C interface of our own to a system C++ library: Swift sees no C++.
func shim(_ name: String, library: String) -> Target {
    .target(
        name: name,
        path: "Sources/C/\(name)",
        linkerSettings: [.linkedLibrary(library)]
    )
}

/// A program of the benchmarks; none of it is installed.
func benchmark(
    _ name: String,
    in folder: String,
    uses: [Target.Dependency] = [],
    files: [String] = []
) -> Target {
    .executableTarget(
        name: name,
        dependencies: uses,
        path: "Benchmarks/\(folder)",
        exclude: files,
        swiftSettings: settings
    )
}

func tests(
    of name: String,
    uses: [Target.Dependency] = [],
    files: [String] = []
) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.init(stringLiteral: name), "TestSupport"] + uses,
        path: "Tests/\(name)Tests",
        exclude: files,
        swiftSettings: settings
    )
}

/// Every module of it is built with the fuzzer's flags: it is there only for scripts/fuzz.sh.
let fuzzing: [Target] =
    Context.environment["FUZZ"] == nil
    ? []
    : [
        .executableTarget(
            name: "Fuzzing",
            dependencies: [
                "Diagnostics", "CivilTime", "Columns", "CEL", "Tabular", "Exports",
            ],
            path: "Tests/Fuzzing",
            exclude: ["Findings", "cel.dict"],
            // Its beginning is a function with a name, since the library has one of its own.
            swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]
        )
    ]

let argumentParser: Target.Dependency = .product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let lifecycle: Target.Dependency = .product(
    name: "ServiceLifecycle",
    package: "swift-service-lifecycle"
)
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")

let package = Package(
    name: "seatwarden",
    products: [
        .executable(name: "seatwarden", targets: ["seatwarden"]),
        .executable(name: "seatwarden-relay", targets: ["seatwarden-relay"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle",
            from: "2.13.0"
        ),
        // Without its trait it needs no Foundation, which the relay does not load.
        .package(
            url: "https://github.com/swiftlang/swift-subprocess",
            from: "1.0.0",
            traits: []
        ),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
    ],
    targets: [
        system("CYAML", apt: "libyaml-dev"),
        system("CCrypto", apt: "libssl-dev"),
        system("CLinux", apt: "libc6-dev"),
        system("CScan", apt: "libc6-dev"),
        system("CXXHash", apt: "libxxhash-dev"),
        system("CZlib", apt: "zlib1g-dev"),
        system("CExpat", apt: "libexpat1-dev"),
        system("CCurl", apt: "libcurl4-openssl-dev"),
        shim("CRE2", library: "re2"),

        core("Diagnostics"),
        core("CivilTime"),
        core("Digests", uses: ["CCrypto"]),
        core("YAML", uses: ["CYAML", "Diagnostics"]),
        core("Settings", uses: ["Diagnostics", "CivilTime", "YAML"]),
        core("Columns", uses: ["CivilTime"]),
        core("CEL", uses: ["CRE2", "Diagnostics", "CivilTime", "Columns"]),
        core("Templates", uses: ["Diagnostics", "CivilTime", "CEL"]),
        core("Tabular", uses: ["CScan", "CZlib", "CExpat", "CivilTime"]),
        core("Cases", uses: ["Diagnostics", "CivilTime", "CEL", "Tabular"]),
        core(
            "Exports",
            uses: [
                "CScan", "CXXHash", "Diagnostics", "CivilTime", "Digests", "Columns", "Tabular",
            ]
        ),
        core(
            "Facts",
            uses: ["Diagnostics", "CivilTime", "Settings", "Columns", "Tabular", "Exports"]
        ),
        core(
            "Policies",
            uses: [
                "Diagnostics", "CivilTime", "Digests", "YAML", "Settings", "Columns", "CEL",
                "Templates", "Facts",
            ]
        ),
        core("Alerts", uses: ["CivilTime", "Digests"]),
        core(
            "Proposals",
            uses: [
                "CivilTime", "Digests", "Columns", "Tabular", "Policies", "Alerts",
            ]
        ),
        core(
            "Notices",
            uses: [
                "CivilTime", "Digests", "Settings", "Columns", "CEL", "Templates", "Facts",
                "Policies", "Alerts",
            ]
        ),

        edge("Storage", uses: [grdb, "CivilTime", "Exports", "Facts", "Alerts"]),
        edge("Spooling", uses: ["CLinux", "CivilTime", "Digests"]),
        edge("Networking", uses: ["CCurl"]),
        edge("Launching", uses: [subprocess, systemPackage]),
        edge("Platform", uses: ["CLinux", logging, "Diagnostics", "CivilTime"]),

        wiring(
            "Cycle",
            uses: [
                "Diagnostics", "CivilTime", "Digests", "YAML", "Settings", "Columns", "CEL",
                "Templates", "Tabular", "Exports", "Facts", "Policies", "Alerts", "Proposals",
                "Notices", "Storage", "Spooling", "Platform",
            ]
        ),
        wiring(
            "Serving",
            uses: [
                logging, lifecycle, signals, "Diagnostics", "CivilTime", "Digests", "Settings",
                "Policies", "Alerts", "Notices", "Storage", "Platform", "Cycle",
            ]
        ),
        wiring(
            "Relaying",
            uses: [
                logging, lifecycle, "Diagnostics", "CivilTime", "Digests", "Settings", "Spooling",
                "Networking", "Launching", "Platform",
            ]
        ),
        program(
            "seatwarden",
            uses: [
                argumentParser, "Diagnostics", "CivilTime", "Settings", "Columns", "CEL", "Tabular",
                "Cases", "Exports",
                "Facts", "Policies", "Alerts", "Notices", "Storage", "Spooling", "Platform",
                "Cycle",
                "Serving",
            ]
        ),
        program(
            "seatwarden-relay",
            uses: [
                argumentParser, logging, lifecycle, signals, "Diagnostics", "CivilTime", "Platform",
                "Relaying",
            ]
        ),

        .target(name: "RandomNumbers", path: "Benchmarks/Random", swiftSettings: settings),
        benchmark("benchmark-data", in: "Data", uses: ["RandomNumbers"]),
        benchmark(
            "benchmark-cel",
            in: "CEL",
            uses: ["RandomNumbers", "CivilTime", "Columns", "CEL"],
            files: ["conditions.txt"]
        ),
        .target(name: "Measuring", path: "Benchmarks/Measuring", swiftSettings: settings),
        benchmark(
            "benchmark-looks",
            in: "Looks",
            uses: ["Measuring", "CivilTime", "Settings", "Platform", "Cycle"]
        ),
        benchmark(
            "benchmark-facts",
            in: "Facts",
            uses: [
                "Measuring", "CivilTime", "Columns", "Settings", "Exports", "Facts", "Platform",
                "Storage", "Cycle",
            ]
        ),

        tests(of: "Diagnostics"),
        tests(of: "CivilTime"),
        tests(of: "Digests"),
        tests(of: "YAML", uses: ["Diagnostics"]),
        tests(of: "Settings", uses: ["Diagnostics", "CivilTime"]),
        tests(of: "Columns", uses: ["CivilTime"]),
        tests(of: "CEL", uses: ["Diagnostics", "CivilTime", "Columns", "Tabular", "Cases"]),
        tests(of: "Cases", uses: ["CivilTime", "CEL", "Tabular"]),
        tests(of: "Templates", uses: ["Diagnostics", "CivilTime", "CEL"]),
        tests(of: "Tabular"),
        tests(
            of: "Exports",
            uses: ["CScan", "CivilTime", "Columns", "Tabular"],
            files: [
                "Writers/write_more_exports.py",
                "Writers/write_tables.py", "Writers/write_workbooks.py",
            ]
        ),
        tests(of: "Facts", uses: ["Diagnostics", "CivilTime", "Settings", "Columns", "Exports"]),
        tests(
            of: "Policies",
            uses: [
                "Diagnostics", "CivilTime", "Settings", "Columns", "CEL", "Templates", "Exports",
                "Facts",
            ],
            files: ["Golden"]
        ),
        tests(of: "Alerts", uses: ["CivilTime"]),
        tests(
            of: "Proposals",
            uses: [
                "CivilTime", "Columns", "Policies", "Alerts",
            ],
            files: ["Golden"]
        ),
        tests(
            of: "Notices",
            uses: [
                "Diagnostics", "CivilTime", "Digests", "Settings", "Columns", "Templates", "Facts",
                "Policies", "Alerts",
            ],
            files: ["Golden"]
        ),
        tests(
            of: "Storage",
            uses: [
                grdb, "CivilTime", "Columns", "Exports", "Facts", "Alerts", "Settings",
            ],
            files: ["Fixtures"]
        ),
        tests(of: "Spooling", uses: ["CivilTime"]),
        tests(of: "Networking"),
        tests(of: "Launching"),
        tests(of: "Platform", uses: [logging, "Diagnostics", "CivilTime"]),
        tests(
            of: "Relaying",
            uses: [
                logging, "Diagnostics", "CivilTime", "Settings", "Spooling", "Networking",
                "Launching", "Platform",
            ]
        ),
        tests(
            of: "Cycle",
            uses: [
                "CivilTime", "Settings", "Columns", "Tabular", "Exports", "Facts", "Policies",
                "Alerts",
                "Proposals", "Notices", "Storage", "Spooling", "Platform", "Diagnostics",
            ]
        ),
        tests(of: "Serving", uses: ["CivilTime", "Cycle"]),
        // Real programs on real folders: they are run, not linked.
        .testTarget(
            name: "SystemTests",
            dependencies: [
                "TestSupport", "seatwarden", "seatwarden-relay", "Diagnostics", "CivilTime",
                "Spooling", "Relaying",
            ],
            path: "Tests/SystemTests",
            exclude: [
                "Golden", "Killing/killat.c", "Running/skew.c", "Systemd/machine.sh",
                "Delivering/flaky_peer.py", "Delivering/smtpd.py",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "BenchmarkTests",
            dependencies: ["TestSupport", "benchmark-data", "Columns", "Exports"],
            path: "Tests/BenchmarkTests",
            swiftSettings: settings
        ),
        // The layer rules, the shipped files and the documents.
        .testTarget(
            name: "TidyTests",
            dependencies: [
                "TestSupport", "Settings", "YAML", "Policies", "Templates", "Facts", "CivilTime",
                "Diagnostics",
            ],
            path: "Tests/TidyTests",
            swiftSettings: settings
        ),
        .target(
            name: "TestSupport",
            dependencies: ["Diagnostics", "CivilTime"],
            path: "Tests/TestSupport",
            swiftSettings: settings
        ),
    ] + fuzzing,
    cxxLanguageStandard: .cxx17
)
