import CivilTime
import Foundation
import Relaying
import Settings
import Spooling
import Synchronization
import TestSupport

/// The moment at which tests begin.
let start = Instant(secondsSince1970: 1_795_500_000)

/// A moment so many seconds after the start.
func after(_ seconds: Int64) -> Instant { start.adding(TimeSpan(seconds: seconds)) }

/// A key made of one repeated digit.
func key(_ digit: Character = "a") -> SpoolKey {
    SpoolKey(String(repeating: digit, count: SpoolKey.length)) ?? notAKey()
}

private func notAKey() -> SpoolKey { preconditionFailure("not a hexadecimal digit") }

/// A watch that nobody stops, without time.
func watch() -> DeliveryWatch { DeliveryWatch(clock: { .zero }) }

/// The mail of a key with CRLF line ends.
func mailText(_ key: SpoolKey) -> String {
    "From: Seatwarden <s@example.com>\r\nTo: ada@example.com\r\nX-Seatwarden-Id: \(key)\r\n"
        + "\r\n.Hello\r\n"
}

extension FileSystem {
    /// The n-th call fails with an error number; the others pass.
    static func failing(_ countdown: Countdown, _ code: Int32) -> FileSystem {
        FileSystem { _ in countdown.step() == 0 ? .error(code) : nil }
    }

    /// From the n-th call on nothing happens any more, as if the process had been killed before it.
    static func dying(_ countdown: Countdown) -> FileSystem {
        FileSystem { _ in countdown.step() <= 0 ? .error(EIO) : nil }
    }
}

extension Outbox {
    /// Puts the mails of keys into the outbox as the daemon does.
    func publish(_ digits: String) throws {
        let files = digits.map { digit in
            let mail = Array(mailText(key(digit)).utf8)
            let envelope = Envelope(
                sender: "s@example.com",
                recipient: "ada@example.com",
                mail: mail
            )
            return OutgoingFile(key: key(digit), kind: .mail, bytes: envelope.line + mail)
        }
        _ = try Publisher(self).publish(files)
    }
}

/// A transport that gives the answers it was told to give, then accepts, and remembers what came.
final class ScriptedTransport: Transport {
    let recognizesRepeats: Bool
    private let answers: Mutex<[Delivery]>
    private let finishes = Mutex(0)
    private let seen = Mutex<[(SpoolKey, isRepeat: Bool)]>([])

    init(_ answers: [Delivery] = [], recognizesRepeats: Bool = false) {
        self.answers = Mutex(answers)
        self.recognizesRepeats = recognizesRepeats
    }

    func deliver(_ mail: SpooledMail, isRepeat: Bool) async -> Delivery {
        seen.withLock { $0.append((mail.key, isRepeat)) }
        return answers.withLock { $0.isEmpty ? .accepted("250 ok") : $0.removeFirst() }
    }

    func finish() async { finishes.withLock { $0 += 1 } }

    /// How often it was told that a pass is over.
    var finishCount: Int { finishes.withLock(\.self) }

    /// The first digit of each key that came, with `*` where it may have come before.
    var deliveries: String {
        seen.withLock { $0.map { $0.0.rawValue.prefix(1) + ($0.isRepeat ? "*" : "") }.joined() }
    }
}

/// An outbox and a ledger to run passes on.
struct Post {
    let scratch: ScratchFolder
    let outbox: Outbox

    init() throws {
        scratch = try ScratchFolder(inMemory: true)
        outbox = try Outbox(making: scratch.path("outbox"))
        _ = try Folder.make(scratch.path("relay"))
    }

    /// Puts mails into the outbox as the daemon does.
    func publish(_ digits: String) throws {
        try outbox.publish(digits)
    }

    /// Runs one pass.
    @discardableResult
    func pass(
        _ transport: any Transport,
        at now: Instant = start,
        uncertain: Relay.Uncertain = .resend,
        files: FileSystem = .real,
        mayGoOn: @escaping () -> Bool = { true },
        tell: @escaping (RelayNote) -> Void = { _ in }
    ) async throws -> RelayReport {
        let queue = try MailQueue(outbox: scratch.path("outbox"), files: files)
        let ledger = try Ledger(in: try Folder(scratch.path("relay"), files: files))
        var pass = RelayPass(
            queue: queue,
            ledger: ledger,
            transport: transport,
            uncertain: uncertain,
            clock: { now },
            mayGoOn: mayGoOn,
            tell: tell
        )
        return try await pass.run()
    }

    /// The first digits of the keys in each folder that has any, in the order in which mails move.
    var places: String {
        OutboxFolder.allCases.compactMap { folder -> String? in
            let names = files(in: "outbox/\(folder.path)").filter { $0.hasSuffix(".eml") }
            return names.isEmpty
                ? nil : "\(folder.plan.name):" + names.map { $0.prefix(1) }.joined()
        }.joined(separator: " ")
    }

    /// The names in a folder, sorted.
    func files(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: scratch.path(folder))) ?? [])
            .sorted()
    }

    /// A file as text; `nil` without one.
    func text(_ name: String) -> String? {
        FileManager.default.contents(atPath: scratch.path(name)).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// The events of the ledger, one word each, the key's first digit behind it.
    var events: [String] {
        (text("relay/ledger.jsonl") ?? "").split(separator: "\n").compactMap { line in
            let fields = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            guard let event = fields?["event"] as? String else { return nil }
            let key = (fields?["key"] as? String).map { " \($0.prefix(1))" } ?? ""
            return event + key
        }
    }
}
