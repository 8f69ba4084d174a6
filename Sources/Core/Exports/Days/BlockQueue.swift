import CScan
import Synchronization
import Tabular

/// Hands out the blocks of a file in order, each cut so that it begins and ends between rows.
///
/// Whether a line end stands inside quotes is told by the number of quotes before it, which is right as long
/// as quotes only stand where cells begin and end. Whoever splits the blocks finds out where that does not
/// hold, and gives up: then the file is read with more care.
final class BlockQueue: Sendable {
    /// What came of one block.
    struct Outcome {
        /// The hash of its bytes.
        var hash = BlockHash(low: 0, high: 0)
        /// How many good rows it has.
        var rowCount = 0
        /// How many lines.
        var lines = 0
    }

    private struct State {
        var next: Int
        /// The beginning of a row whose end is in the next block.
        var tail: [UInt8] = []
        var isAbandoned = false
        var failure: TabularError?
        var outcomes: [Outcome]
        var rowCount = 0
    }

    private let source: any ByteSource
    private let start: Int
    private let byteCount: Int
    private let blockBytes: Int
    private let isWide = scan_is_wide()
    private let state: Mutex<State>

    /// The first block.
    let firstBlock: Int

    /// The blocks of a file from a place on.
    ///
    /// - Parameters:
    ///   - source: the file.
    ///   - start: where a row begins.
    ///   - blockBytes: the size of a block.
    init(_ source: any ByteSource, from start: Int, blockBytes: Int) {
        self.source = source
        self.start = start
        self.blockBytes = blockBytes
        byteCount = source.count
        firstBlock = start / blockBytes
        let count = (byteCount + blockBytes - 1) / blockBytes
        state = Mutex(
            State(
                next: firstBlock,
                outcomes: Array(repeating: Outcome(), count: max(0, count - firstBlock))
            )
        )
    }

    /// Fills a buffer with the next block.
    ///
    /// - Returns: whether there is one.
    func next(into buffer: BlockBuffer) -> Bool {
        state.withLock { state in
            guard state.next - firstBlock < state.outcomes.count, !state.isAbandoned,
                state.failure == nil
            else { return false }
            do throws(TabularError) {
                try fill(buffer, &state)
            } catch {
                state.failure = error
                return false
            }
            state.next += 1
            return !state.isAbandoned
        }
    }

    private func fill(_ buffer: BlockBuffer, _ state: inout State) throws(TabularError) {
        let offset = state.next * blockBytes
        let count = min(blockBytes, byteCount - offset)
        buffer.begin(state.next, count, tail: state.tail)
        guard try source.fill(buffer.fileBytes, at: offset) == count else {
            throw TabularError(.unreadable, line: nil, "the file became shorter while it was read")
        }
        if state.next == firstBlock { buffer.skip(start - offset) }
        buffer.isLast = offset + count == byteCount
        guard !buffer.isLast else { return }
        let end = endOfLastRow(buffer.text)
        state.tail = Array(buffer.text[end...])
        buffer.cut(to: end)
        if state.tail.count > TabularLimits.standard.maximumRowBytes { state.isAbandoned = true }
    }

    /// Where the last row ends that ends in a text which begins with a row; 0 where none does.
    private func endOfLastRow(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = text.baseAddress else { return 0 }
        var isInside = scan_quotes(base, text.count, isWide) == 1
        var end = text.count
        while end > 0 {
            let byte = text[end - 1]
            if byte == UInt8(ascii: "\"") { isInside.toggle() }
            if byte == UInt8(ascii: "\n"), !isInside { break }
            end -= 1
        }
        return end
    }

    /// Takes what came of a block.
    func finish(_ block: Int, _ outcome: Outcome) {
        state.withLock {
            $0.outcomes[block - firstBlock] = outcome
            $0.rowCount += outcome.rowCount
            // Nobody needs the rest of a file that is too long.
            if $0.rowCount > ReadingLimits.dayRows { $0.isAbandoned = true }
        }
    }

    /// Hands out no more blocks, because the file needs more care.
    func abandon() { state.withLock { $0.isAbandoned = true } }

    /// What came of all blocks; `nil` where the file needs more care.
    ///
    /// - Throws: `unreadable`.
    func outcomes() throws(TabularError) -> [Outcome]? {
        let end = state.withLock { ($0.failure, $0.isAbandoned, $0.outcomes) }
        if let failure = end.0 { throw failure }
        return end.1 ? nil : end.2
    }
}
