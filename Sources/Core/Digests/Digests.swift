/// The SHA-256 digest of bytes, 32 bytes.
package func sha256(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var hasher = SHA256Hasher()
    let isContiguous: Void? = bytes.withContiguousStorageIfAvailable {
        hasher.update(bytes: UnsafeRawBufferPointer($0))
    }
    if isContiguous == nil { hasher.update(bytes: Array(bytes)) }
    return hasher.finish()
}

/// Bytes as lower-case hexadecimal digits, two a byte.
package func hex(_ bytes: some Sequence<UInt8>) -> String {
    var digits: [UInt8] = []
    digits.reserveCapacity(bytes.underestimatedCount * 2)
    for byte in bytes {
        digits.append(hexDigit(byte >> 4))
        digits.append(hexDigit(byte & 0xF))
    }
    return String(decoding: digits, as: UTF8.self)
}

private func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
