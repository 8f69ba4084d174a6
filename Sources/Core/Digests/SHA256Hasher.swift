import CCrypto

/// SHA-256 (FIPS 180-4) of bytes that come piece by piece.
///
/// A value: a copy goes its own way from where it was made.
package struct SHA256Hasher {
    /// The number of bytes in a digest.
    package static let digestLength = 32

    private var context = DigestContext()

    /// A hasher that has seen nothing.
    package init() {}

    /// Takes in the next bytes.
    package mutating func update(bytes: UnsafeRawBufferPointer) {
        makeUnique()
        context.update(bytes)
    }

    /// Takes in the next bytes.
    package mutating func update(bytes: [UInt8]) {
        makeUnique()
        bytes.withUnsafeBytes(context.update)
    }

    /// The digest of all that was taken in, 32 bytes; the hasher begins anew.
    package mutating func finish() -> [UInt8] {
        makeUnique()
        return context.finish()
    }

    private mutating func makeUnique() {
        if !isKnownUniquelyReferenced(&context) { context = DigestContext(copying: context) }
    }
}

/// The one owner of libcrypto's context.
///
/// libcrypto refuses these calls only when memory is exhausted or the library itself is broken, so a
/// refusal is a trap, not an error that a caller could act on.
private final class DigestContext {
    private let pointer: OpaquePointer

    init() {
        pointer = Self.allocate()
        begin()
    }

    init(copying other: DigestContext) {
        pointer = Self.allocate()
        let status = EVP_MD_CTX_copy_ex(pointer, other.pointer)
        precondition(status == 1, "libcrypto could not copy a SHA-256 context")
    }

    deinit { EVP_MD_CTX_free(pointer) }

    func update(_ bytes: UnsafeRawBufferPointer) {
        let status = EVP_DigestUpdate(pointer, bytes.baseAddress, bytes.count)
        precondition(status == 1, "libcrypto refused bytes")
    }

    func finish() -> [UInt8] {
        let digest = [UInt8](unsafeUninitializedCapacity: SHA256Hasher.digestLength) {
            buffer,
            count in
            let status = EVP_DigestFinal_ex(pointer, buffer.baseAddress, nil)
            precondition(status == 1, "libcrypto gave no digest")
            count = SHA256Hasher.digestLength
        }
        begin()
        return digest
    }

    private func begin() {
        let status = EVP_DigestInit_ex(pointer, EVP_sha256(), nil)
        precondition(status == 1, "libcrypto has no SHA-256")
    }

    private static func allocate() -> OpaquePointer {
        guard let context = EVP_MD_CTX_new() else {
            preconditionFailure("libcrypto has no memory for a SHA-256 context")
        }
        return context
    }
}
