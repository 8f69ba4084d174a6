import Glibc

/// The lines of a stream, one after the other as they come: what was read of the next one is kept, and
/// no line is longer in memory than the limit.
package struct InputLines {
    /// A line, without its end.
    package enum Line: Hashable, Sendable {
        /// Its bytes.
        case bytes([UInt8])
        /// It has more bytes than the limit; they were read and forgotten.
        case tooLong
    }

    /// Why a stream ends early: the kernel's error number.
    package struct ReadError: Error, Hashable, Sendable {
        /// The number.
        package let code: Int32
    }

    private let descriptor: Int32
    private let limit: Int
    /// What was read and belongs to no line that was given out.
    private var buffer: [UInt8] = []
    /// Where in the buffer the next line begins.
    private var start = 0
    /// Up to where the buffer was searched for the end of that line.
    private var searched = 0
    private var isTooLong = false
    private var isAtEnd = false

    /// The lines of standard input.
    ///
    /// - Parameter limit: the most bytes of a line.
    package init(limit: Int) { self.init(descriptor: STDIN_FILENO, limit: limit) }

    init(descriptor: Int32, limit: Int) {
        self.descriptor = descriptor
        self.limit = limit
    }

    /// The next line, `nil` behind the last.
    ///
    /// What follows the last line feed is a line unless it is empty.
    ///
    /// - Returns: the line, once it is there.
    /// - Throws: where the stream cannot be read.
    package mutating func next() throws(ReadError) -> Line? {
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                return take(upTo: end, behind: end + 1)
            }
            searched = buffer.count
            if searched - start > limit {
                // Only that it was too long matters from here on.
                isTooLong = true
                (start, searched) = (0, 0)
                buffer.removeAll(keepingCapacity: true)
            }
            if isAtEnd {
                let hasRest = isTooLong || start < buffer.count
                return hasRest ? take(upTo: buffer.count, behind: buffer.count) : nil
            }
            try read()
        }
    }

    private mutating func take(upTo end: Int, behind next: Int) -> Line {
        let line: Line =
            isTooLong || end - start > limit ? .tooLong : .bytes(Array(buffer[start..<end]))
        (start, searched, isTooLong) = (next, next, false)
        return line
    }

    /// Reads what is there, or waits for it.
    private mutating func read() throws(ReadError) {
        if start > 0 {
            buffer.removeFirst(start)
            (start, searched) = (0, searched - start)
        }
        let room = 65_536
        let filled = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: room))
        var count = 0
        repeat {
            count = buffer.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: filled), room)
            }
        } while count < 0 && mayTryAgain(errno)
        let code = errno
        buffer.removeLast(room - max(0, count))
        guard count >= 0 else { throw ReadError(code: code) }
        isAtEnd = count == 0
    }

    /// Waits where the stream was made one that does not wait by itself.
    private func mayTryAgain(_ code: Int32) -> Bool {
        guard code == EAGAIN else { return code == EINTR }
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, -1) >= 0 || errno == EINTR
    }
}
