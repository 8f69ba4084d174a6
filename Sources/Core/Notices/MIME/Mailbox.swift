import Columns
import Templates

/// A mail address that can be written to over 7-bit SMTP, with the name of who reads there.
package struct Mailbox: Hashable, Sendable {
    /// The person's name; `nil` writes the address alone.
    package let name: String?
    /// The address, lower-case as in every table.
    package let address: String

    /// An address that passes `fault(in:)`.
    package init?(_ address: String, name: String? = nil) {
        let trimmed = trim(address)
        guard Mailbox.fault(in: trimmed) == nil else { return nil }
        self.address = trimmed.lowercased()
        let line = name.map(oneLine) ?? ""
        self.name = line.isEmpty || line.lowercased() == self.address ? nil : line
    }

    /// The part after the @.
    package var domain: String { String(address[address.index(after: at)...]) }
    private var at: String.Index { address.lastIndex(of: "@") ?? address.startIndex }

    /// Why a text cannot be written to, as a clause for people; `nil` when it can.
    ///
    /// Accepted is `dot-atom@domain` (RFC 5322 §3.4.1, lengths of RFC 5321 §4.5.3.1): quoted local
    /// parts and address literals are of no use for people and a source of confusion.
    package static func fault(in address: String) -> String? {
        guard address.utf8.allSatisfy({ $0 < 0x80 }) else {
            return
                "it has letters outside ASCII; only 7-bit addresses can be mailed (a domain can be "
                + "written in its xn-- form)"
        }
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return "it is no address of the form name@domain" }
        let (local, domain) = (parts[0], parts[1])
        guard local.utf8.count <= 64, address.utf8.count <= 254 else { return "it is too long" }
        let atoms = local.split(separator: ".", omittingEmptySubsequences: false)
        guard atoms.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isAtomByte) }) else {
            return "'\(oneLine(String(local)))' cannot stand before the @"
        }
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        let isHost = labels.count >= 2 && labels.allSatisfy(isLabel)
        return isHost ? nil : "'\(oneLine(String(domain)))' is no domain"
    }

    private static func isAtomByte(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}

extension Mailbox {
    /// The words of the mailbox in a header field.
    var headerWords: [String] {
        guard let name else { return [address] }
        let angle = "<\(address)>"
        guard isPlainASCII(name), name.utf8.count <= 60 else { return encodedWords(name) + [angle] }
        let isAtoms = name.utf8.allSatisfy { Self.isLetterOrDigit($0) || $0 == 0x20 || $0 == 0x2D }
        if isAtoms { return name.split(separator: " ").map(String.init) + [angle] }
        let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return ["\"\(quoted)\"", angle]
    }

    /// The mailbox as texts show it.
    package var display: String { name.map { "\($0) <\(address)>" } ?? address }
}
