/// The memory of one block, and of the row that began before it.
final class BlockBuffer {
    /// Zero bytes behind the text, so that whole vectors can be read.
    private static let padding = 64
    private static let pageBytes = 4096

    private let blockBytes: Int
    private var headroom = 16 * BlockBuffer.pageBytes
    private var memory: UnsafeMutableRawPointer
    private var fileCount = 0
    private var textStart = 0
    private var textCount = 0
    /// Which block it is.
    private(set) var block = 0
    /// Whether the file ends here.
    var isLast = false

    /// Memory for blocks of a size.
    init(_ blockBytes: Int) {
        self.blockBytes = blockBytes
        memory = Self.allocate(headroom + blockBytes)
    }

    deinit { memory.deallocate() }

    private static func allocate(_ count: Int) -> UnsafeMutableRawPointer {
        .allocate(byteCount: count + padding, alignment: pageBytes)
    }

    /// Makes room for a block.
    ///
    /// - Parameters:
    ///   - block: which one it is.
    ///   - count: its bytes.
    ///   - tail: the beginning of its first row, which stands in the block before.
    func begin(_ block: Int, _ count: Int, tail: [UInt8]) {
        if tail.count > headroom {
            headroom = (tail.count * 2 + Self.pageBytes - 1) / Self.pageBytes * Self.pageBytes
            memory.deallocate()
            memory = Self.allocate(headroom + blockBytes)
        }
        self.block = block
        fileCount = count
        textStart = headroom - tail.count
        textCount = tail.count + count
        tail.withUnsafeBytes {
            if let base = $0.baseAddress {
                (memory + textStart).copyMemory(from: base, byteCount: $0.count)
            }
        }
        (memory + headroom + count).initializeMemory(
            as: UInt8.self,
            repeating: 0,
            count: Self.padding
        )
    }

    /// Where the bytes of the block go: a whole number of pages from the beginning of the memory.
    var fileBytes: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: memory + headroom, count: fileCount)
    }

    /// The rows of the block.
    var text: UnsafeBufferPointer<UInt8> {
        let start = memory.assumingMemoryBound(to: UInt8.self) + textStart
        return UnsafeBufferPointer(start: start, count: textCount)
    }

    /// Leaves out what stands before the first row.
    func skip(_ count: Int) {
        textStart += count
        textCount -= count
    }

    /// Leaves out what stands behind the last row.
    func cut(to count: Int) { textCount = count }
}
