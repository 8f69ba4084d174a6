/// The plain text of a mail that this program wrote; `nil` for bytes that are no such mail.
///
/// For people at a terminal: it undoes the one encoding that `Mail` uses and is no reader of mail in
/// general.
package func plainText(ofMail bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    guard let part = lines.firstIndex(where: { $0.hasPrefix("Content-Type: text/plain;") }),
        let blank = lines[part...].firstIndex(where: \.isEmpty)
    else { return nil }
    let body = lines[(blank + 1)...].prefix { !$0.hasPrefix("--=_") }
    var decoded: [UInt8] = []
    for line in body {
        let isSoft = line.last == "="
        decoded += unquoted(isSoft ? line.dropLast() : line)
        if !isSoft { decoded.append(0x0A) }
    }
    return String(decoding: decoded, as: UTF8.self)
}

private func unquoted(_ line: Substring) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(line.utf8)[...]
    while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "="), rest.count >= 2,
            let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
        else {
            bytes.append(byte)
            continue
        }
        bytes.append(value)
        rest = rest.dropFirst(2)
    }
    return bytes
}
