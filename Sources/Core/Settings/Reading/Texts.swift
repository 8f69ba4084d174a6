// What a text must look like to be an address, a zone, a currency: shapes only, nothing is looked
// up.

/// Whether a text is a mail address: one `@`, no space, control character or bracket, a domain of
/// labels.
package func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...64).contains(parts[0].utf8.count), parts[1].utf8.count <= 253
    else { return false }
    let forbidden: Set<Unicode.Scalar> = ["<", ">", "(", ")", "[", "]", ",", ";", ":", "\"", "\\"]
    let isClean = text.unicodeScalars.allSatisfy {
        $0.value > 0x20 && $0.value != 0x7F && !forbidden.contains($0)
            && !$0.properties.isWhitespace
    }
    let dots = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    return isClean && dots.allSatisfy { !$0.isEmpty } && isDomain(parts[1])
}

/// Whether a text is the name of a mail domain or host: labels joined by dots.
package func isDomain(_ text: some StringProtocol) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return !text.isEmpty && text.utf8.count <= 253
        && labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        }
}

/// The address in `Name <local@domain>` or `local@domain`; `nil` when there is none.
package func mailAddress(_ text: String) -> MailAddress? {
    let trimmed = trimmedText(text)
    guard trimmed.last == ">", let open = trimmed.lastIndex(of: "<") else {
        return isMailable(trimmed) ? MailAddress(address: trimmed) : nil
    }
    let address = String(trimmed[trimmed.index(after: open)...].dropLast())
    var name = trimmedText(String(trimmed[..<open]))
    if name.count >= 2, name.first == "\"", name.last == "\"" {
        name = String(name.dropFirst().dropLast())
    }
    let isClean = name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    guard isMailable(address), isClean, !name.contains("<") else { return nil }
    return MailAddress(name: name.isEmpty ? nil : name, address: address)
}

private func isMailable(_ text: String) -> Bool {
    isAddress(text) && text.utf8.allSatisfy { $0 < 0x80 }
}

private func trimmedText(_ text: String) -> String {
    let start = text.drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
}

/// The text, if it has the shape of a time zone's name; it becomes a file name, so no `..`.
func zoneName(_ text: String) -> String? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let isName = parts.allSatisfy { part in
        guard let first = part.unicodeScalars.first, first.properties.isAlphabetic else {
            return false
        }
        return part.unicodeScalars.allSatisfy {
            $0.isASCII
                && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
                    || "_+-".unicodeScalars.contains($0))
        }
    }
    return (1...3).contains(parts.count) && text.utf8.count <= 64 && isName ? text : nil
}

/// The text, if it can stand in the keys of messages and in file names.
func installationName(_ text: String) -> String? {
    let isName = text.unicodeScalars.allSatisfy {
        $0.isASCII
            && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
                || "._-".unicodeScalars.contains($0))
    }
    return (1...64).contains(text.utf8.count) && isName ? text : nil
}

/// The text, if it has the shape of ISO 4217.
func currencyCode(_ text: String) -> String? {
    text.utf8.count == 3 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) } ? text : nil
}

/// The text, if it has the shape of a language tag.
func languageTag(_ text: String) -> String? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, (2...3).contains(first.count), parts.count <= 3 else {
        return nil
    }
    let isTag = parts.allSatisfy {
        (2...8).contains($0.count) && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
    return isTag ? text : nil
}

/// Whether a host is this machine, so that nothing can listen in between.
func isLoopback(_ host: String) -> Bool {
    let host = host.lowercased()
    if host == "localhost" || host == "::1" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
}
