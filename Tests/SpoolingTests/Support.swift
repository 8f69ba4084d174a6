import Foundation
import Spooling
import TestSupport

extension FileSystem {
    /// The n-th call fails with an error number; the others pass.
    static func failing(_ countdown: Countdown, _ code: Int32) -> FileSystem {
        FileSystem { _ in countdown.step() == 0 ? .error(code) : nil }
    }

    /// From the n-th call on nothing happens any more, as if the process had been killed before it.
    static func dying(_ countdown: Countdown) -> FileSystem {
        FileSystem { _ in countdown.step() <= 0 ? .error(EIO) : nil }
    }
}

/// A key made of one repeated digit.
func key(_ digit: Character = "a") -> SpoolKey {
    SpoolKey(String(repeating: digit, count: SpoolKey.length)) ?? notAKey()
}

private func notAKey() -> SpoolKey { preconditionFailure("not a hexadecimal digit") }

/// The mail of a key, as the daemon would render it.
func mailText(_ key: SpoolKey, _ text: String = "Hello") -> String {
    "From: Seatwarden <s@example.com>\r\nTo: ada@example.com\r\nX-Seatwarden-Id: \(key)\r\n"
        + "\r\n\(text)\r\n"
}

/// The file of a mail: envelope line and mail.
func mailFile(_ key: SpoolKey, _ text: String = "Hello") -> [UInt8] {
    let mail = Array(mailText(key, text).utf8)
    return Envelope(sender: "s@example.com", recipient: "ada@example.com", mail: mail).line + mail
}

/// A mail to be published.
func outgoing(_ digit: Character, _ text: String = "Hello") -> OutgoingFile {
    OutgoingFile(key: key(digit), kind: .mail, bytes: mailFile(key(digit), text))
}

/// An action to be published.
func action(_ digit: Character) -> OutgoingFile {
    OutgoingFile(key: key(digit), kind: .action, bytes: Array("{\"key\":\"\(key(digit))\"}\n".utf8))
}

extension ScratchFolder {
    /// The bytes of a file below it; `nil` without one.
    func bytes(_ name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: path(name)).map(Array.init)
    }

    /// The names in a folder below it, sorted.
    func names(_ name: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path(name))) ?? []).sorted()
    }

    /// Puts bytes into a file.
    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: url.appending(path: name))
    }

    /// Permission bits of a name below it.
    func mode(_ name: String) -> UInt32 {
        var status = stat()
        return lstat(path(name), &status) == 0 ? status.st_mode & 0o7777 : 0
    }
}

/// Things that a hostile or careless hand can put where a file is expected.
enum Oddity: String, CaseIterable, CustomStringConvertible {
    case link, danglingLink, pipe, folder, fullFolder

    var description: String { rawValue }

    func place(at path: String) throws {
        let files = FileManager.default
        switch self {
        case .link: try files.createSymbolicLink(atPath: path, withDestinationPath: "/etc/passwd")
        case .danglingLink:
            try files.createSymbolicLink(atPath: path, withDestinationPath: "/nowhere")
        case .pipe: mkfifo(path, 0o600)
        case .folder: try files.createDirectory(atPath: path, withIntermediateDirectories: false)
        case .fullFolder:
            try files.createDirectory(atPath: "\(path)/inner", withIntermediateDirectories: true)
            _ = files.createFile(atPath: "\(path)/inner/kept", contents: Data("kept".utf8))
        }
    }
}
