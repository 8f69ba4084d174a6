/// The values of a node in the rows of a batch.
struct Vector {
    /// The most rows of a batch: what a plan handles at once stays in the processor's cache.
    static let limit = 2048

    /// The values, of the node's kind; texts as codes, truth values as octets 0 and 1.
    let values: UnsafeRawPointer
    /// Which of them are no values, where there are such.
    ///
    /// Codes of texts say so themselves.
    let flags: UnsafePointer<UInt8>?

    init(at values: UnsafeRawPointer, _ flags: UnsafePointer<UInt8>? = nil) {
        self.values = values
        self.flags = flags
    }

    init<Element>(_ values: UnsafeMutablePointer<Element>, _ flags: UnsafePointer<UInt8>? = nil) {
        self.init(at: values, flags)
    }

    /// The values as those of a type.
    func of<Element>(_ type: Element.Type = Element.self) -> UnsafePointer<Element> {
        values.assumingMemoryBound(to: type)
    }

    var bytes: UnsafePointer<UInt8> { of(UInt8.self) }
}

/// What a flag says instead of a value.
enum Flag {
    static let null: UInt8 = 1
    static let failed: UInt8 = 2
}

/// Room for the values and flags of batches, taken once for all batches.
final class Registers {
    private var slabs: [UnsafeMutableRawPointer] = []
    /// The most rows of a batch here, a multiple of 64.
    private let limit: Int

    init(rowCount: Int) { limit = Swift.min(Vector.limit, (rowCount + 63) / 64 * 64) }

    deinit { for slab in slabs { slab.deallocate() } }

    /// The values of a register.
    func values<Element>(_ register: Int, _ type: Element.Type = Element.self)
        -> UnsafeMutablePointer<Element>
    {
        slab(register).assumingMemoryBound(to: type)
    }

    /// The flags of a register.
    func flags(_ register: Int) -> UnsafeMutablePointer<UInt8> {
        slab(register).advanced(by: limit * 8).assumingMemoryBound(to: UInt8.self)
    }

    /// Octets of a register that neither its values nor its flags take.
    func mask(_ register: Int) -> UnsafeMutablePointer<UInt8> {
        flags(register).advanced(by: limit)
    }

    private func slab(_ register: Int) -> UnsafeMutableRawPointer {
        while slabs.count <= register {
            let slab = UnsafeMutableRawPointer.allocate(byteCount: limit * 10, alignment: 64)
            // What a node has spared is read like anything else.
            slab.initializeMemory(as: UInt64.self, repeating: 0, count: limit * 10 / 8)
            slabs.append(slab)
        }
        return slabs[register]
    }
}

/// Rows that are handled at once.
struct Batch {
    /// The first row, where the rows follow one another; a multiple of 64.
    let base: Int
    /// The rows, where they do not follow one another.
    let list: UnsafePointer<Int32>?
    /// How many there are.
    let count: Int

    /// The row at a place.
    func row(at place: Int) -> Int { list.map { Int($0[place]) } ?? base + place }
}
