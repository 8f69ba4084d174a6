import CivilTime
import Glibc
import Logging
import Platform
import Synchronization
import TestSupport
import Testing

@Suite struct JournalHandlerTests {
    private final class Lines: Sendable {
        private let all = Mutex<[String]>([])
        func add(_ line: String) { all.withLock { $0.append(line) } }
        var text: [String] { all.withLock(\.self) }
    }

    private func lines(
        isJournal: Bool,
        level: Logger.Level = .trace,
        _ body: (Logger) -> Void
    ) -> [String] {
        let lines = Lines()
        body(
            Logger(label: "test") { _ in
                JournalHandler(
                    level: level,
                    isJournal: isJournal,
                    clock: { Instant(secondsSince1970: 1_795_507_200) },
                    write: lines.add
                )
            }
        )
        return lines.text
    }

    @Test func `the journal gets a priority before each line`() {
        let lines = lines(isJournal: true) { logger in
            logger.debug("a")
            logger.info("b")
            logger.notice("c")
            logger.warning("d")
            logger.error("e")
            logger.critical("f")
        }
        #expect(lines == ["<7>a\n", "<6>b\n", "<5>c\n", "<4>d\n", "<3>e\n", "<2>f\n"])
    }

    @Test func `a person gets the moment, and a word for all but what is ordinary`() {
        let lines = lines(isJournal: false) { logger in
            logger.info("started")
            logger.error("no room")
        }
        #expect(
            lines == ["2026-11-24T08:00:00Z started\n", "2026-11-24T08:00:00Z error: no room\n"]
        )
    }

    @Test func `a message is one line, whatever is in it`() {
        let lines = lines(isJournal: true) { $0.info("a\n<2>b\r\u{1B}[2J\u{202E}c\u{2028}d\u{0}") }
        #expect(
            lines == ["<6>a\\n<2>b\\r\\u{1b}[2J\\u{202e}c\\u{2028}d\\u{0}\n"]
        )
    }

    @Test func `a line has an end`() {
        let lines = lines(isJournal: true) {
            $0.info("\(String(repeating: "é", count: 50_000))")
        }
        #expect((lines.first?.utf8.count ?? 0) <= JournalHandler.maximumLine + 8)
        #expect(lines.first?.hasSuffix("…\n") == true)
    }

    @Test func `what goes with a line stands behind it, by name`() {
        let lines = lines(isJournal: true) { logger in
            var logger = logger
            logger[metadataKey: "b"] = "1"
            logger.info("x", metadata: ["a": "2"])
        }
        #expect(lines == ["<6>x a=2 b=1\n"])
    }

    @Test func `what is below the level is not written`() {
        #expect(lines(isJournal: true, level: .info) { $0.debug("secret") }.isEmpty)
    }

    @Test func `standard error is the journal when the variable names this very stream`() throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write("", to: "stream")
        let descriptor = open(path, O_RDONLY)
        defer { close(descriptor) }
        var status = stat()
        try #require(fstat(descriptor, &status) == 0)
        func isJournal(_ value: String?) -> Bool {
            JournalHandler.isConnected(environment: { _ in value }, descriptor: descriptor)
        }
        #expect(isJournal("\(status.st_dev):\(status.st_ino)"))
        #expect(!isJournal("\(status.st_dev):\(status.st_ino + 1)"))
        #expect(!isJournal("nonsense"))
        #expect(!isJournal(nil))
    }
}
