import Columns

/// How a program is evaluated over the rows of a table.
struct Plan {
    let root: Node
    let arrays: OpenedArrays
    let constants: [Constant]
    /// How many steps of the interpreter its constants took.
    let steps: Int

    /// The same value in all rows.
    struct Constant {
        let kind: Node.Kind
        /// The value as arrays of the kind have it.
        let bits: UInt64

        /// An array of it, which the caller gives back.
        func filled(_ count: Int) -> UnsafeMutableRawPointer {
            let bytes = UnsafeMutableRawPointer.allocate(
                byteCount: Swift.max(1, count) * kind.width,
                alignment: 64
            )
            switch kind.width {
            case 1:
                bytes.initializeMemory(
                    as: UInt8.self,
                    repeating: UInt8(truncatingIfNeeded: bits),
                    count: count
                )
            case 4:
                bytes.initializeMemory(
                    as: UInt32.self,
                    repeating: UInt32(truncatingIfNeeded: bits),
                    count: count
                )
            default: bytes.initializeMemory(as: UInt64.self, repeating: bits, count: count)
            }
            return bytes
        }
    }
}
