package import CivilTime

/// Decides which files of the inbox are complete: those that nobody has touched for a while.
///
/// The time at which anything about a file last changed counts, which no copying program can set
/// back, so a file that was dropped an hour ago is taken at once. Where that time lies in the
/// future (the clock of a file server, a clock set back), two looks far enough apart decide
/// instead.
package struct Settling: Sendable {
    /// What a scan comes to.
    package struct Result: Hashable, Sendable {
        /// Files to take in now.
        package let complete: [InboxFile]
        /// Files that may still grow.
        package let waiting: [InboxFile]
        /// When the last of those that wait is complete if nobody touches it; `nil` when none
        /// waits.
        package let completeAt: Instant?
    }

    private let stableFor: TimeSpan
    private var seen: [String: (file: InboxFile, since: Instant)] = [:]

    /// - Parameter stableFor: how long a file must be unchanged.
    package init(stableFor: TimeSpan) {
        self.stableFor = stableFor
    }

    /// Looks at a scan.
    ///
    /// `now` is by the real clock, also where the rest of a cycle is given another one.
    package mutating func observe(_ files: [InboxFile], at now: Instant) -> Result {
        var next: [String: (file: InboxFile, since: Instant)] = [:]
        var complete: [InboxFile] = []
        var waiting: [InboxFile] = []
        var latest: Instant?
        for file in files {
            let known = seen[file.name].flatMap {
                $0.file == file && $0.since <= now ? $0.since : nil
            }
            let since = known ?? now
            next[file.name] = (file, since)
            let quiet = Swift.min(since, touched(file))
            let due = (touched(file) > now ? since : quiet).adding(stableFor)
            if due <= now {
                complete.append(file)
            } else {
                waiting.append(file)
                latest = Swift.max(latest ?? due, due)
            }
        }
        seen = next
        return Result(complete: complete, waiting: waiting, completeAt: latest)
    }

    /// The second after the last change, so that a fraction never makes a file complete too early.
    private func touched(_ file: InboxFile) -> Instant {
        file.changed.instant.adding(TimeSpan(seconds: 1))
    }
}
