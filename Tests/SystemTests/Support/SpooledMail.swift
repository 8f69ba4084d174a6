import Foundation
import TestSupport

/// A mail as it lies in the outbox or in a Maildir, for tests to look into.
struct SpooledMail {
    let bytes: Data

    /// The text of a header field, unfolded; encoded words stay as they are.
    func header(_ name: String) -> String? {
        let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
        let head = text.split(separator: "\n\n", maxSplits: 1)[0].replacing("\n ", with: " ")
        return head.split(separator: "\n").first { $0.hasPrefix("\(name): ") }
            .map { String($0.dropFirst(name.count + 2)) }
    }

    /// The mail without its envelope line, with plain line ends: as a Maildir has it.
    var delivered: Data {
        let end = bytes.firstIndex(of: 0x0A).map { bytes.index(after: $0) } ?? bytes.startIndex
        let text = String(decoding: bytes[end...], as: UTF8.self)
        return Data(text.replacing("\r\n", with: "\n").utf8)
    }
}

extension Program.Outcome {
    /// The mails of a cycle that was run with `--json`, each as `recipient: subject`, sorted.
    func mails() throws -> [String] {
        let mails = try json()["mails"] as? [[String: Any]] ?? []
        return mails.map { "\($0["recipient"] ?? ""): \($0["subject"] ?? "")" }.sorted()
    }

    /// The keys of its mails or actions, in the order of their making.
    func keys(of kind: String) throws -> [String] {
        let messages = try json()[kind] as? [[String: Any]] ?? []
        return messages.compactMap { $0["key"] as? String }
    }
}
