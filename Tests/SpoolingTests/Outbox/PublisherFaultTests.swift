import Foundation
import Spooling
import TestSupport
import Testing

/// The promise under faults: whatever fails and wherever it is killed, the next run ends with each
/// file published once and with its bytes, and nothing is called published that is not there.
@Suite struct PublisherFaultTests {
    private let batch = [outgoing("a"), outgoing("b"), action("c"), outgoing("d")]

    /// One more run on the real file system, after which everything must be right.
    private func recover(_ scratch: ScratchFolder, _ note: Comment) throws {
        let publisher = Publisher(try Outbox(making: scratch.path("outbox")))
        try publisher.removeDrafts()
        let result = try publisher.publish(batch)
        #expect(result.files.map(\.key) == batch.map(\.key), note)
        for folder in ["mail/tmp", "actions/tmp", "mail/corrupt"] {
            #expect(scratch.names("outbox/\(folder)").isEmpty, note)
        }
        for file in batch {
            let places = OutboxFolder.allCases.filter {
                scratch.names("outbox/\($0.path)").contains(file.key.fileName(file.kind))
            }
            #expect(places.count == 1, note)
            let bytes = places.first.flatMap {
                scratch.bytes("outbox/\($0.path)/\(file.key.fileName(file.kind))")
            }
            #expect(bytes == file.bytes, note)
        }
    }

    /// Runs the batch with a fault at each call in turn, then recovers.
    ///
    /// `between` is what others do to the folders before the recovery. The result is how many calls
    /// were tried.
    private func sweep(
        _ files: (Countdown) -> FileSystem,
        between: (Outbox) throws -> Void = { _ in }
    ) throws -> Int {
        var n = 0
        while true {
            n += 1
            let scratch = try ScratchFolder(inMemory: true)
            let outbox = try Outbox(making: scratch.path("outbox"))
            let countdown = Countdown(to: n)
            let faulty = Result {
                let publisher = Publisher(
                    try Outbox(existing: scratch.path("outbox"), files: files(countdown))
                )
                try publisher.removeDrafts()
                return try publisher.publish(batch)
            }
            if let result = try? faulty.get() {
                // What is called published is there.
                for file in result.files {
                    let places = OutboxFolder.allCases.filter {
                        scratch.names("outbox/\($0.path)").contains { $0.hasPrefix("\(file.key)") }
                    }
                    #expect(places.count == 1, "at call \(n)")
                }
            }
            try between(outbox)
            try recover(scratch, "at call \(n)")
            if !countdown.isReached {
                _ = try faulty.get()
                return n
            }
        }
    }

    @Test(arguments: [EIO, ENOSPC, EDQUOT, EMFILE])
    func `each call fails once`(code: Int32) throws {
        #expect(try sweep { .failing($0, code) } > 50)
    }

    @Test func `killed before each call`() throws {
        #expect(try sweep { .dying($0) } > 50)
    }

    @Test func `killed before each call, and the relay moves everything on before the restart`()
        throws
    {
        let calls = try sweep(
            { .dying($0) },
            between: { outbox in
                for key in try outbox.keys(in: .mailNew) {
                    try outbox[.mailNew].move(key.fileName(.mail), to: outbox[.mailCurrent])
                    try outbox[.mailCurrent].move(key.fileName(.mail), to: outbox[.mailSent])
                }
            }
        )
        #expect(calls > 50)
    }

    @Test func `every call is interrupted and every write is short`() throws {
        let scratch = try ScratchFolder(inMemory: true)
        let turn = Countdown(to: 0)
        let files = FileSystem { call in
            let step = turn.count
            _ = turn.step()
            return step % 2 == 0 && call.operation != .close ? .error(EINTR) : .atMost(5)
        }
        let publisher = Publisher(try Outbox(making: scratch.path("outbox"), files: files))
        let result = try publisher.publish(batch)
        #expect(result.files.count == 4)
        try recover(scratch, "short writes")
    }

    @Test func `a failure removes the drafts that it can`() throws {
        let scratch = try ScratchFolder(inMemory: true)
        let files = FileSystem { $0.operation == .flushAll ? .error(EIO) : nil }
        let publisher = Publisher(try Outbox(making: scratch.path("outbox"), files: files))
        let error = #expect(throws: FileError.self) { try publisher.publish(batch) }
        #expect(
            error?.description
                == "cannot flush the file system of \(scratch.path("outbox/mail/tmp")): "
                + "Input/output error"
        )
        #expect(scratch.names("outbox/mail/tmp").isEmpty)
        #expect(scratch.names("outbox/mail/new").isEmpty)
    }

    @Test func `a failed close counts`() throws {
        let scratch = try ScratchFolder(inMemory: true)
        let files = FileSystem { $0.operation == .close ? .error(EDQUOT) : nil }
        let publisher = Publisher(try Outbox(making: scratch.path("outbox"), files: files))
        #expect(throws: FileError.self) { try publisher.publish(batch) }
        #expect(scratch.names("outbox/mail/new").isEmpty)
    }
}
