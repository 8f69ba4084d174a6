import CivilTime
import Digests

/// A mail before it is bytes.
struct Mail {
    /// The key of the outbox, which names the mail everywhere.
    let key: String
    /// Right side of Message-ID.
    let domain: String
    let from: Mailbox
    let to: [Mailbox]
    var cc: [Mailbox] = []
    var replyTo: [Mailbox] = []
    let subject: String
    /// When it was decided; written in `zone`.
    let date: Instant
    let zone: Zone
    /// `List-Id` without its angle brackets.
    let list: String
    /// Message-ID, without its angle brackets, under which mails of one kind are shown together.
    var thread: String?
    let text: String
    let html: String

    /// The mail in 7-bit ASCII with lines that end in CRLF: the same mail is the same bytes.
    var bytes: [UInt8] {
        let parts = [
            part("text/plain", quotedPrintable(text)), part("text/html", quotedPrintable(html)),
        ]
        let boundary = boundary(notIn: parts)
        var bytes: [UInt8] = []
        for field in fields(boundary: boundary) { bytes += (field.text + "\r\n").utf8 }
        // The line end before a boundary belongs to it (RFC 2046 §5.1.1): a part keeps its own.
        for part in parts {
            bytes += "\r\n--\(boundary)\r\n".utf8
            bytes += part
        }
        bytes += "\r\n--\(boundary)--\r\n".utf8
        return bytes
    }

    /// The mail behind the line of its envelope (outbox.md §1), as it lies in the outbox.
    func enveloped(to recipient: Mailbox) -> [UInt8] {
        let bytes = bytes
        let line =
            "X-Seatwarden-Envelope: v1 from=<\(from.address)> to=<\(recipient.address)> "
            + "size=\(bytes.count) sha256=\(hex(sha256(bytes)))\r\n"
        return Array(line.utf8) + bytes
    }

    private func fields(boundary: String) -> [HeaderField] {
        var fields = [HeaderField("From", mailboxes: [from]), HeaderField("To", mailboxes: to)]
        if !cc.isEmpty { fields.append(HeaderField("Cc", mailboxes: cc)) }
        if !replyTo.isEmpty { fields.append(HeaderField("Reply-To", mailboxes: replyTo)) }
        fields += [
            HeaderField("Subject", text: subject),
            HeaderField(
                "Date",
                parts: mailDate(date, in: zone).split(separator: " ").map(String.init)
            ),
            HeaderField("Message-ID", parts: ["<\(key)@\(domain)>"]),
        ]
        if let thread { fields.append(HeaderField("References", parts: ["<\(thread)>"])) }
        fields += [
            HeaderField("List-Id", parts: ["<\(list)>"]),
            HeaderField("Auto-Submitted", parts: ["auto-generated"]),
            // Exchange heeds this one instead.
            HeaderField("X-Auto-Response-Suppress", parts: ["All"]),
            HeaderField("X-Seatwarden-Id", parts: [key]),
            HeaderField("MIME-Version", parts: ["1.0"]),
            HeaderField(
                "Content-Type",
                parts: ["multipart/alternative;", "boundary=\"\(boundary)\""]
            ),
        ]
        return fields
    }

    private func part(_ type: String, _ body: [UInt8]) -> [UInt8] {
        let head = [
            HeaderField("Content-Type", parts: ["\(type);", "charset=utf-8"]),
            HeaderField("Content-Transfer-Encoding", parts: ["quoted-printable"]),
        ]
        return Array(head.map { $0.text + "\r\n" }.joined().utf8) + crlf + body
    }

    /// `=_` never stands in quoted-printable text, so the first try is free; it is checked all the
    /// same.
    private func boundary(notIn parts: [[UInt8]]) -> String {
        var boundary = "=_\(key)"
        var count = 0
        while parts.contains(where: { contains($0, Array("--\(boundary)".utf8)) }) {
            count += 1
            boundary = "=_\(key)_\(count)"
        }
        return boundary
    }
}

private func contains(_ bytes: [UInt8], _ pattern: [UInt8]) -> Bool {
    guard bytes.count >= pattern.count else { return false }
    return (0...bytes.count - pattern.count).contains { start in
        bytes[start] == pattern[0] && bytes[start..<start + pattern.count].elementsEqual(pattern)
    }
}
