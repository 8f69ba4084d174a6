// RFC 5322 §2.2: a field is one line, folded before white space so that none has more than 78
// characters. Whatever comes in, only this file writes line ends into a head: a value cannot add a
// field.

import Templates

/// A header field as it stands in a mail.
struct HeaderField {
    /// The longest line that folding leaves, where the field can be folded at all (RFC 5322
    /// §2.1.1).
    static let preferredLine = 78

    /// The folded field without its last line end.
    let text: String

    /// A field for people: words, encoded where they are no ASCII.
    init(_ name: String, text value: String) {
        let line = oneLine(value)
        let words = line.split(separator: " ").map(String.init)
        // A word that would not fit on a line is encoded as well: encoded words can be parted.
        let isPlain = isPlainASCII(line) && words.allSatisfy { $0.utf8.count <= maximumEncodedWord }
        self.init(name, parts: isPlain ? words : encodedWords(line))
    }

    /// A field of addresses.
    init(_ name: String, mailboxes: [Mailbox]) {
        var parts: [String] = []
        for (index, mailbox) in mailboxes.enumerated() {
            var words = mailbox.headerWords
            if index < mailboxes.count - 1 { words[words.count - 1] += "," }
            parts += words
        }
        self.init(name, parts: parts)
    }

    /// A field for machines: its parts are ASCII without white space and can be on lines of their
    /// own.
    init(_ name: String, parts: [String]) {
        var text = name + ":"
        var column = text.utf8.count
        for part in parts {
            precondition(
                part.utf8.allSatisfy { (0x20...0x7E).contains($0) },
                "\(name): a part is not printable"
            )
            if column + 1 + part.utf8.count > Self.preferredLine, column > name.utf8.count + 1 {
                text += "\r\n"
                column = 0
            }
            text += " " + part
            column += 1 + part.utf8.count
        }
        self.text = text
    }
}
