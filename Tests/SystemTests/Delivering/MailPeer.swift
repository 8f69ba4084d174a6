import Foundation
import TestSupport

/// A mail server in a process of its own; it ends with the test that made it.
final class MailPeer {
    /// What a machine needs for one, said where a test is skipped.
    static let need = "needs python3"
    /// Whether this machine has what `flaky` needs.
    static let isPossible = Program.installed("python3") != nil

    /// Where it leaves what it took.
    let folder: URL
    /// Where it listens on 127.0.0.1.
    let port: Int
    private let process: Process
    private let input: Pipe

    /// What stops a peer from starting.
    struct DidNotStart: Error {
        let text: String
    }

    /// A server that does with each mail what its plan says, then accepts.
    convenience init(_ behaviours: [String], options: [String] = [], in folder: URL) throws {
        try self.init(
            python: Program.installed("python3")?.path ?? "python3",
            script: "flaky_peer.py",
            options: options,
            behaviours: behaviours,
            in: folder
        )
    }

    /// A server of aiosmtpd.
    convenience init(aiosmtpd tools: MailTools, options: [String], in folder: URL) throws {
        try self.init(python: tools.python, script: "smtpd.py", options: options, in: folder)
    }

    private init(
        python: String,
        script: String,
        options: [String],
        behaviours: [String] = [],
        in folder: URL
    ) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.folder = folder
        let file = Checkout.folder.appending(path: "Tests/SystemTests/Delivering/\(script)").path
        let output = Pipe()
        input = Pipe()
        process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [file] + options + [folder.path] + behaviours
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var line = Data()
        while line.last != 0x0A {
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { break }
            line += more
        }
        guard let port = Int(String(decoding: line, as: UTF8.self).dropLast()) else {
            throw DidNotStart(text: String(decoding: line, as: UTF8.self))
        }
        self.port = port
    }

    deinit {
        // The end of its input is its end.
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// The mails that it took whole, in their order.
    var mails: [Data] {
        (1...10_000).lazy.map { self.folder.appending(path: "\($0).eml") }
            .map { FileManager.default.contents(atPath: $0.path) }
            .prefix { $0 != nil }.compactMap(\.self)
    }

    /// The recipients of those.
    var recipients: [String] {
        mails.indices.compactMap {
            try? String(contentsOf: folder.appending(path: "\($0 + 1).to"), encoding: .utf8)
        }
    }

    /// What happened, a line each.
    var log: [String] {
        let text = try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)
        return (text ?? "").split(separator: "\n").map(String.init)
    }
}

extension Data {
    /// The Message-ID of a mail; empty without one.
    var messageID: String {
        String(decoding: self, as: UTF8.self).split(separator: "\r\n").first {
            $0.lowercased().hasPrefix("message-id:")
        }.map(String.init) ?? ""
    }
}
