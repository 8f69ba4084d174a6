// The first line of KEY.eml (outbox.md §1):
//   X-Seatwarden-Envelope: v1 from=<a> to=<b> size=N sha256=H
// N and H are of all that follows the line. It is all that the relay needs to know.

import Digests

/// From whom and to whom a mail goes, with the measure of its bytes.
package struct Envelope: Hashable, Sendable {
    /// The address that failures are returned to.
    package let sender: String
    /// The one address that the mail goes to.
    package let recipient: String
    /// Bytes of the mail.
    package let size: Int
    /// SHA-256 of the mail in hexadecimal digits.
    package let digest: String

    /// The longest line that is read.
    package static let maximumLineLength = 1000
    private static let prefix = "X-Seatwarden-Envelope: v1 "

    /// The envelope of a mail.
    package init(sender: String, recipient: String, mail: some Collection<UInt8>) {
        self.sender = sender
        self.recipient = recipient
        size = mail.count
        digest = hex(sha256(mail))
    }

    /// The line with its end.
    package var line: [UInt8] {
        Array(
            "\(Self.prefix)from=<\(sender)> to=<\(recipient)> size=\(size) sha256=\(digest)\r\n"
                .utf8
        )
    }

    /// Reads the line and measures what follows it.
    ///
    /// - Returns: the envelope and the mail after the line.
    package static func split(
        _ file: [UInt8]
    ) throws(EnvelopeError) -> (envelope: Envelope, mail: ArraySlice<UInt8>) {
        guard let end = file.prefix(maximumLineLength).firstIndex(of: 0x0A) else {
            throw EnvelopeError.missing
        }
        let isCRLF = end > 0 && file[end - 1] == 0x0D
        guard isCRLF, let line = String(validating: file[..<(end - 1)], as: UTF8.self),
            line.hasPrefix(prefix)
        else { throw EnvelopeError.missing }
        let stated = try Envelope(fields: line.dropFirst(prefix.count))
        let mail = file[(end + 1)...]
        guard mail.count == stated.size else {
            throw EnvelopeError.size(stated: stated.size, found: mail.count)
        }
        guard hex(sha256(mail)) == stated.digest else { throw EnvelopeError.digest }
        return (stated, mail)
    }

    private init(fields text: Substring) throws(EnvelopeError) {
        let fields = text.split(separator: " ", omittingEmptySubsequences: false)
        let names = ["from", "to", "size", "sha256"]
        var values: [Substring] = []
        for (field, name) in zip(fields, names) where field.hasPrefix("\(name)=") {
            values.append(field.dropFirst(name.count + 1))
        }
        guard fields.count == names.count, values.count == names.count,
            let size = Int(values[2]), size >= 0, String(size) == values[2],
            values[3].utf8.count == 64
        else { throw EnvelopeError.malformed }
        sender = try Self.address(values[0])
        recipient = try Self.address(values[1])
        self.size = size
        digest = String(values[3])
    }

    private static func address(_ text: Substring) throws(EnvelopeError) -> String {
        guard text.first == "<", text.last == ">", isAddress(text.dropFirst().dropLast()) else {
            throw EnvelopeError.address(String(text))
        }
        return String(text.dropFirst().dropLast())
    }

    /// Whether a text is an address that can stand in an SMTP command and on a command line as it
    /// is: a dot-atom, `@`, a domain (RFC 5321 §4.1.2 without quoted local parts), at most 254
    /// bytes.
    package static func isAddress(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2 else { return false }
        return isDotAtom(parts[0].utf8, also: "!#$%&'*+-/=?^_`{|}~")
            && isDotAtom(parts[1].utf8, also: "-")
    }

    private static func isDotAtom(_ bytes: some Collection<UInt8>, also others: String) -> Bool {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy {
            atom in
            !atom.isEmpty
                && atom.allSatisfy { byte in
                    (0x30...0x39).contains(byte)
                        || (0x41...0x5A).contains(byte & 0xDF) && byte < 0x80
                        || others.utf8.contains(byte)
                }
        }
    }
}

/// Why a file does not begin with its envelope.
package enum EnvelopeError: Error, Hashable, Sendable {
    /// The first line is another one.
    case missing
    /// The line lacks a field or has one in another form.
    case malformed
    /// An address that cannot be used as it stands.
    case address(String)
    /// Bytes are missing or too many.
    case size(stated: Int, found: Int)
    /// The bytes are others than those that were decided.
    case digest
}

extension EnvelopeError: CustomStringConvertible {
    /// What is wrong with the line.
    package var description: String {
        switch self {
        case .missing:
            "it does not begin with the envelope line"
        case .malformed:
            "its envelope line is not 'v1 from=<a> to=<b> size=N sha256=H'"
        case .address(let text):
            "its envelope has the address '\(text)', which cannot be used"
        case .size(let stated, let found):
            "its envelope says \(stated) bytes, and there are \(found)"
        case .digest:
            "its bytes do not have the hash of its envelope"
        }
    }
}
