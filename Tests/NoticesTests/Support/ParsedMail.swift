import Digests
import Foundation
import Testing

@testable import Notices

/// A message read back by simple means that share nothing with the code that wrote it.
struct ParsedMail {
    let message: Message
    let envelope: String
    let headers: [(name: String, value: String)]
    let text: String
    let html: String

    init(_ message: Message) throws {
        self.message = message
        let whole = String(decoding: message.bytes, as: UTF8.self)
        try #require(message.bytes.allSatisfy { $0 < 0x80 && $0 != 0 })
        let end = try #require(whole.range(of: "\r\n"))
        envelope = String(whole[..<end.lowerBound])
        let mail = String(whole[end.upperBound...])
        try #require(
            mail.components(separatedBy: "\r\n").allSatisfy {
                !$0.contains("\r") && !$0.contains("\n")
            }
        )
        let head = try #require(mail.range(of: "\r\n\r\n"))
        headers = mail[..<head.lowerBound].replacingOccurrences(of: "\r\n ", with: " ")
            .components(separatedBy: "\r\n").map { line in
                let colon = line.firstIndex(of: ":") ?? line.endIndex
                return (String(line[..<colon]), line[colon...].dropFirst(2).description)
            }
        let type = headers.last { $0.name == "Content-Type" }?.value ?? ""
        let boundary = try #require(type.components(separatedBy: "boundary=\"").last?.dropLast())
        let parts = mail[head.upperBound...].components(separatedBy: "--\(boundary)")
        try #require(parts.count == 4 && parts[3] == "--\r\n")
        (text, html) = (try Self.body(parts[1]), try Self.body(parts[2]))
    }

    subscript(name: String) -> String? { headers.first { $0.name == name }?.value }

    private static func body(_ part: String) throws -> String {
        let head = try #require(part.range(of: "\r\n\r\n"))
        return decoded(String(part[head.upperBound...]))
    }

    /// Quoted-printable decoded, with `\n`.
    static func decoded(_ text: String) -> String {
        let joined = text.replacingOccurrences(of: "=\r\n", with: "")
        var bytes: [UInt8] = []
        var rest = Array(joined.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "="),
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else if byte != UInt8(ascii: "\r") {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
