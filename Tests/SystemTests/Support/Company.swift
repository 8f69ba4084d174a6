import Foundation
import TestSupport

/// An installation in a folder of its own, worked on by the real programs as a person would.
struct Company {
    /// The day on which most stories begin.
    static let now = "2026-11-24T08:00:00Z"
    /// A configuration with which mails can be sent; files count as complete at once, and no heartbeat
    /// comes between the mails of a test.
    static let smallConfiguration = """
        organisation: Small Works
        timezone: Europe/Amsterdam
        inputs: { stable_for: 0s }
        contacts: { operators: [ops@example.com] }
        mail: { from: Seatwarden <seatwarden@example.com>, domain: example.com, heartbeat: null }
        relay: { transport: maildir }

        """

    /// The same as most people leave it: with the monthly heartbeat.
    static let usualConfiguration = smallConfiguration.replacing(", heartbeat: null", with: "")

    let scratch: ScratchFolder
    let url: URL
    /// Set for every program that is run.
    var environment: [String: String] = [:]

    /// A company with a configuration, policies by file name, and an empty inbox.
    init(
        _ configuration: String = Company.smallConfiguration,
        policies: [String: String] = [:]
    ) throws {
        scratch = try ScratchFolder()
        url = scratch.url
        try write(configuration, to: "config.yaml")
        try makeFolder("policies")
        try makeFolder("inbox")
        for (name, text) in policies { try write(text, to: "policies/\(name)") }
    }

    private init(copying example: URL) throws {
        scratch = try ScratchFolder()
        url = scratch.url.appending(path: "company")
        try FileManager.default.copyItem(at: example, to: url)
    }

    /// A copy of the example company.
    static func harbourStudio() throws -> Company {
        let example = Checkout.folder.appending(path: "Examples/harbour-studio")
        return try Company(copying: example)
    }
}

// MARK: - Files

extension Company {
    /// The path of a name below the company's folder.
    func path(_ name: String) -> String { url.appending(path: name).path }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: url.appending(path: name))
    }

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: url.appending(path: name))
    }

    func text(_ name: String) throws -> String {
        try String(contentsOf: url.appending(path: name), encoding: .utf8)
    }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(
            at: url.appending(path: name),
            withIntermediateDirectories: true
        )
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(at: url.appending(path: name))
    }

    /// The names in a folder, sorted; none where there is no such folder.
    func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []).sorted()
    }

    /// The files of a folder, by name.
    func files(in folder: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in names(in: folder) {
            files[name] = try Data(contentsOf: url.appending(path: "\(folder)/\(name)"))
        }
        return files
    }

    /// Puts an export into the inbox, with what a sidecar says.
    func drop(_ text: String, as name: String, sidecar: String? = nil) throws {
        if let sidecar { try write(sidecar, to: "inbox/\(name).source.json") }
        try write(text, to: "inbox/\(name)")
    }

    func tree(_ folder: String = "", except left: Set<String> = []) throws -> FolderTree {
        try FolderTree(folder.isEmpty ? url : url.appending(path: folder), except: left)
    }
}

// MARK: - Programs

extension Company {
    /// Runs `seatwarden` with the company's configuration.
    @discardableResult
    func seatwarden(_ arguments: String...) throws -> Program.Outcome {
        try seatwarden(arguments)
    }

    /// The same with the words of a command in a list.
    @discardableResult
    func seatwarden(_ arguments: [String]) throws -> Program.Outcome {
        try Program("seatwarden").run(
            arguments + ["--config", "config.yaml"],
            in: url.path,
            environment: environment
        )
    }

    /// One cycle at a moment.
    @discardableResult
    func once(at now: String = Company.now, _ arguments: String...) throws -> Program.Outcome {
        try Program("seatwarden").run(
            ["once", "--config", "config.yaml", "--at", now] + arguments,
            in: url.path,
            environment: environment
        )
    }

    /// One pass of the relay.
    @discardableResult
    func relay(_ arguments: String...) throws -> Program.Outcome {
        try Program("seatwarden-relay").run(
            (arguments.isEmpty ? ["once"] : arguments) + ["--config", "config.yaml"],
            in: url.path,
            environment: environment
        )
    }
}

extension Program.Outcome {
    /// Standard output as the JSON object that it should be.
    func json() throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
        guard let members = object as? [String: Any] else { throw NoObject(text: output) }
        return members
    }

    /// Everything that was printed.
    var text: String { output + errors }
}

/// A text that is no JSON object.
struct NoObject: Error {
    let text: String
}
