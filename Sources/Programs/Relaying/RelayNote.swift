package import Logging

/// A sentence about something that happened, for a log; above `debug` no word of a server is in it.
package struct RelayNote: Hashable, Sendable {
    /// Its weight.
    package let level: Logger.Level
    /// The sentence.
    package let text: String
}

/// What the ledger says for a log that others read: where it happened and the codes, without the
/// words of a server or a program, since they name people as they like.
///
/// "mx answered RCPT TO with: 550 5.1.1 User ada unknown" becomes "mx answered RCPT TO with: 550 5.1.1".
func withoutForeignWords(_ text: String) -> String {
    var kept: [Substring] = []
    var isAfterMark = true
    var words = text.split(separator: " ", omittingEmptySubsequences: false)[...]
    while let word = words.popFirst() {
        // What a mail program wrote follows its end: "/usr/sbin/sendmail ended with 67: …".
        if isEndOfProgram(kept, word) { return joined(kept + [word.dropLast()]) }
        kept.append(word)
        // An answer stands at the beginning or behind a colon, and goes on to the end of the text.
        if isAfterMark, isCode(word.prefix(3)), word.count == 3 || !isDigit(word.dropFirst(3).first)
        {
            kept[kept.count - 1] = word.prefix(3)
            if let next = words.first, isEnhancedCode(next) { kept.append(next) }
            return joined(kept)
        }
        isAfterMark = word.last == ":"
    }
    return joined(kept)
}

private func isEndOfProgram(_ before: [Substring], _ word: Substring) -> Bool {
    guard word.last == ":" else { return false }
    let before = before.suffix(2)
    return before == ["ended", "with"] || before == ["by", "signal"]
        || (word == "ended:" && before == ["and", "was"])
}

private func isCode(_ word: Substring) -> Bool {
    word.count == 3 && word.allSatisfy(isDigit) && "2345".contains(word.first ?? "0")
}

/// A status code of RFC 3463, as 5.1.1.
private func isEnhancedCode(_ word: Substring) -> Bool {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 3
        && parts.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy(isDigit) }
}

private func isDigit(_ character: Character?) -> Bool {
    character.map { ("0"..."9").contains($0) } ?? false
}

/// An address in what is left is nobody's any more.
private func joined(_ words: [Substring]) -> String {
    words.map { $0.contains("@") ? "(address)" : String($0) }.joined(separator: " ")
}
