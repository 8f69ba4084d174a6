import CivilTime
import Foundation
import Spooling
import TestSupport

/// An outbox with mails and the configuration of a relay, worked on by the real relay.
struct MailDesk {
    let company: Company
    private let outbox: Outbox

    /// A desk whose relay is configured so; the lines are those below `relay:`.
    init(relay lines: [String] = []) throws {
        company = try Company(Self.configuration(lines))
        outbox = try Outbox(making: company.path("outbox"))
    }

    private static func configuration(_ lines: [String]) -> String {
        "mail: { from: Seatwarden <seatwarden@example.com>, domain: example.com }\nrelay:\n"
            + lines.map { "  \($0)\n" }.joined()
    }

    /// Configures the relay anew.
    func configure(_ lines: String...) throws { try configure(lines) }

    /// The same with the lines in a list.
    func configure(_ lines: [String]) throws {
        try company.write(Self.configuration(lines), to: "config.yaml")
    }

    /// The key of a mail, made of one repeated digit.
    static func key(_ digit: Character) throws -> SpoolKey {
        guard let key = SpoolKey(String(repeating: digit, count: SpoolKey.length)) else {
            throw NoObject(text: "\(digit) is no digit")
        }
        return key
    }

    /// Puts mails into the outbox as the daemon does, one a digit.
    func spool(_ digits: String, to recipient: String = "ada@example.com") throws {
        var files: [OutgoingFile] = []
        for digit in digits {
            let key = try Self.key(digit)
            files.append(Self.file(key, Self.mail(key, to: recipient), to: recipient))
        }
        _ = try Publisher(outbox).publish(files)
    }

    /// Puts a mail of given bytes into the outbox.
    func spool(_ mail: [UInt8], as digit: Character) throws {
        let file = Self.file(try Self.key(digit), mail, to: "ada@example.com")
        _ = try Publisher(outbox).publish([file])
    }

    private static func file(
        _ key: SpoolKey,
        _ mail: [UInt8],
        to recipient: String
    ) -> OutgoingFile {
        let envelope = Envelope(sender: "seatwarden@example.com", recipient: recipient, mail: mail)
        return OutgoingFile(key: key, kind: .mail, bytes: envelope.line + mail)
    }

    /// A mail with what servers and clients get wrong: dots at the beginning of lines, alone and in
    /// pairs, long lines, and an end that is nearly the end of a mail.
    static func mail(_ key: SpoolKey, to recipient: String) -> [UInt8] {
        let long = String(repeating: "x", count: 900)
        let lines = [
            "From: Seatwarden <seatwarden@example.com>", "To: \(recipient)", "Subject: dots",
            "Message-ID: <\(key)@example.com>", "X-Seatwarden-Id: \(key)", "",
            ".", "..", ".hello", "..hello", long, "", ".", "", "From here", "QUIT", ".",
        ]
        return Array(lines.map { "\($0)\r\n" }.joined().utf8)
    }

    /// The bytes of a mail as they are to arrive.
    func expected(_ digit: Character, to recipient: String = "ada@example.com") throws -> Data {
        Data(Self.mail(try Self.key(digit), to: recipient))
    }

    /// One pass of the real program.
    @discardableResult
    func once() throws -> Program.Outcome { try company.relay() }

    /// The first digits of the keys in each folder that has any, in the order in which mails move.
    var places: String {
        ["new", "cur", "sent", "failed", "held", "corrupt"].compactMap { folder -> String? in
            let names = company.names(in: "outbox/mail/\(folder)").filter { $0.hasSuffix(".eml") }
            return names.isEmpty ? nil : "\(folder):" + names.map { $0.prefix(1) }.joined()
        }.joined(separator: " ")
    }

    /// The relay's status as it prints it for machines.
    func status() throws -> [String: Any] {
        try company.relay("status", "--json").json()
    }

    /// A file that only its owner reads.
    func writeSecret(_ text: String, to name: String, mode: Int = 0o600) throws {
        try company.write(text, to: name)
        try FileManager.default.setAttributes(
            [.posixPermissions: mode],
            ofItemAtPath: company.path(name)
        )
    }
}
