/// The key of a message: what it is about, as a name that a file can have.
package struct SpoolKey: Hashable, Sendable {
    /// 32 lower-case hexadecimal digits.
    package let rawValue: String

    /// How many digits a key has.
    package static let length = 32

    /// A key; `nil` for any other text, so that no name from outside becomes a path.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == Self.length,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        rawValue = String(text)
    }

    /// The key in a file name of a kind; `nil` when the name is no such name.
    package init?(fileName: String, kind: SpoolKind) {
        guard fileName.hasSuffix(kind.suffix) else { return nil }
        self.init(fileName.dropLast(kind.suffix.count))
    }

    /// The name of its file.
    package func fileName(_ kind: SpoolKind) -> String { rawValue + kind.suffix }
    /// The name of the file that says why it is where it is.
    package var reasonName: String { "\(rawValue).json" }
}

extension SpoolKey: Comparable, CustomStringConvertible {
    /// The digits.
    package var description: String { rawValue }

    package static func < (a: SpoolKey, b: SpoolKey) -> Bool {
        a.rawValue.utf8.lexicographicallyPrecedes(b.rawValue.utf8)
    }
}

/// What a file in the outbox is.
package enum SpoolKind: String, Hashable, Sendable, CaseIterable {
    /// A mail that the relay sends.
    case mail
    /// A proposed action that other programs read.
    case action

    /// The end of its file names.
    package var suffix: String {
        switch self {
        case .mail: ".eml"
        case .action: ".json"
        }
    }

    /// The largest file of the kind; larger ones are not read.
    package var maximumBytes: Int {
        switch self {
        case .mail: 16 << 20
        case .action: 1 << 20
        }
    }

    /// Where its files are written before anybody may see them.
    var draft: OutboxFolder {
        switch self {
        case .mail: .mailDraft
        case .action: .actionDraft
        }
    }

    /// The folders in which a published file can be, in the order in which it moves through them:
    /// who looks in this order cannot miss a file that moves meanwhile.
    var route: [OutboxFolder] {
        switch self {
        case .mail: [.mailNew, .mailCurrent, .mailSent, .mailFailed, .mailHeld]
        case .action: [.actionNew, .actionDone, .actionRejected]
        }
    }
}
