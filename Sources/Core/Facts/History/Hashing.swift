/// A hash of numbers; they come from counting, so that nobody chooses them.
func hash(_ numbers: SIMD4<Int32>) -> UInt32 {
    var value: UInt64 = 0x9E37_79B9_7F4A_7C15
    for index in 0..<4 {
        value = (value ^ UInt64(UInt32(bitPattern: numbers[index]))) &* 0xD6E8_FEB8_6659_FD93
        value ^= value >> 32
    }
    return UInt32(truncatingIfNeeded: value)
}

/// A hash of texts by their bytes, with the process's own seed: texts come from outside.
func hash(_ texts: String?...) -> UInt32 {
    var hasher = Hasher()
    for text in texts {
        guard let text else {
            hasher.combine(-1)
            continue
        }
        hasher.combine(text.utf8.count)
        let isWhole: Void? = text.utf8.withContiguousStorageIfAvailable {
            hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if isWhole == nil { hasher.combine(bytes: Array(text.utf8)) }
    }
    return UInt32(truncatingIfNeeded: hasher.finalize())
}

extension Hasher {
    fileprivate mutating func combine(bytes: [UInt8]) {
        bytes.withUnsafeBytes { combine(bytes: $0) }
    }
}

/// Whether two texts have the same bytes: Swift's == also unites canonically equivalent ones.
func isSame(_ a: String?, _ b: String?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    guard a.utf8.count == b.utf8.count else { return false }
    let isSame = a.utf8.withContiguousStorageIfAvailable { a in
        b.utf8.withContiguousStorageIfAvailable { b in
            areSame(UnsafeRawBufferPointer(a), UnsafeRawBufferPointer(b))
        }
    }
    return (isSame ?? nil) ?? a.utf8.elementsEqual(b.utf8)
}

/// Compares buffers of one length eight bytes at a time.
private func areSame(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index + 8 <= a.count {
        let word = a.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        guard word == b.loadUnaligned(fromByteOffset: index, as: UInt64.self) else { return false }
        index += 8
    }
    while index < a.count {
        guard a[index] == b[index] else { return false }
        index += 1
    }
    return true
}
