package import CivilTime
import Spooling

/// What a person or a test is asked to do while files are not complete yet: wait in real time.
package struct Waiting: Sendable {
    /// The real clock: files grow by it, whatever *now* is said to be.
    package let clock: @Sendable () -> Instant
    /// Waits so many seconds, or until the program is asked to stop.
    package let wait: @Sendable (Int64) -> Void

    /// A clock and a way to wait on it.
    package init(
        clock: @escaping @Sendable () -> Instant,
        wait: @escaping @Sendable (Int64) -> Void
    ) {
        self.clock = clock
        self.wait = wait
    }
}

/// The files of an inbox that are complete, and those that still change.
struct InboxView {
    let complete: [InboxFile]
    let waiting: [InboxFile]
    let oddities: [InboxOddity]

    /// The view of an inbox that is not there.
    static let empty = InboxView(complete: [], waiting: [], oddities: [])

    private init(complete: [InboxFile], waiting: [InboxFile], oddities: [InboxOddity]) {
        self.complete = complete
        self.waiting = waiting
        self.oddities = oddities
    }

    /// What a scan and the judgement of it come to.
    init(_ scan: InboxScan, _ settled: Settling.Result) {
        complete = settled.complete
        waiting = settled.waiting
        oddities = scan.oddities
    }

    /// The same without some files that were dealt with.
    func without(_ files: Set<InboxFile>) -> InboxView {
        InboxView(
            complete: complete.filter { !files.contains($0) },
            waiting: waiting,
            oddities: oddities
        )
    }

    /// Looks, and waits at most once for `inputs.stable_for`, so that a file copied a moment ago is not
    /// left for the next cycle.
    init(_ inbox: Inbox, stableFor: TimeSpan, _ waiting: Waiting) throws(FileError) {
        var settling = Settling(stableFor: stableFor)
        var scan = try inbox.scan()
        var result = settling.observe(scan.files, at: waiting.clock())
        if let due = result.completeAt {
            let seconds = waiting.clock().span(until: due).seconds
            waiting.wait(Swift.min(Swift.max(0, seconds), stableFor.seconds + 1))
            scan = try inbox.scan()
            result = settling.observe(scan.files, at: waiting.clock())
        }
        self.init(scan, result)
    }
}
