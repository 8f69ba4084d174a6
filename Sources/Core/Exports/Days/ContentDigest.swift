import Digests
package import Tabular

/// The digest by which a file is known, 32 bytes.
///
/// Up to 16 MiB it is the SHA-256 of the bytes, as `sha256sum` prints it. SHA-256 of the files of a large
/// account would cost more than everything else together: above, it is the SHA-256 of the hashes of the
/// blocks, behind a line that says so and the number of bytes.
///
/// - Parameters:
///   - source: the file.
///   - blocks: the hashes of its blocks.
/// - Returns: the digest.
/// - Throws: `unreadable`.
package func contentDigest(
    of source: some ByteSource,
    _ blocks: BlockHashes
) throws(TabularError) -> [UInt8] {
    guard blocks.byteCount > maximumWholeDigestBytes else { return sha256(try source.contents()) }
    var hasher = SHA256Hasher()
    hasher.update(bytes: Array("seatwarden blocks\n".utf8))
    withUnsafeBytes(of: UInt64(blocks.byteCount).littleEndian) { hasher.update(bytes: $0) }
    hasher.update(bytes: blocks.bytes)
    return hasher.finish()
}

/// Bytes up to which a file's digest is that of its bytes.
package let maximumWholeDigestBytes = 16 << 20
