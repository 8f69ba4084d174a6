package import Diagnostics
import Glibc

/// Why a file that a person named cannot be read.
package struct TextFileError: Error, Hashable, Sendable {
    /// The kinds, each with its exit code.
    package enum Kind: Hashable, Sendable {
        /// There is no such file.
        case missing
        /// This user may not read it.
        case forbidden
        /// It is a folder, a device or the like.
        case notAFile
        /// It has more bytes than the limit.
        case tooLarge
        /// A folder has more files than the limit.
        case tooMany
        /// It is not UTF-8.
        case notText
        /// The disk failed; the kernel's error number.
        case failed(Int32)
    }

    /// What is wrong.
    package let kind: Kind
    /// With which file, as it was named.
    package let path: String
    /// The limit that was in force, in bytes or files.
    package let limit: Int

    /// The code with which a program ends for it.
    package var exitStatus: SystemExit {
        switch kind {
        case .missing: .noInput
        case .forbidden: .noPermission
        case .notAFile, .tooLarge, .tooMany, .notText: .badData
        case .failed: .inputOutput
        }
    }
}

extension TextFileError: CustomStringConvertible {
    /// What is wrong with which file.
    package var description: String {
        switch kind {
        case .missing: "\(path): there is no such file"
        case .forbidden: "\(path): this user may not read it"
        case .notAFile: "\(path): this is not a file"
        case .tooLarge: "\(path): it has more than \(limit) bytes"
        case .tooMany: "\(path): it has more than \(limit) files"
        case .notText: "\(path): this is not text in UTF-8"
        case .failed(let code): "\(path): \(String(cString: strerror(code)))"
        }
    }
}

/// The largest configuration, policy or template that is read.
package let maximumTextBytes = 1 << 20

/// Reads a text that a person wrote; a byte order mark is dropped.
///
/// The path is shown in messages as it is given.
package func readText(
    _ path: String,
    atMost limit: Int = maximumTextBytes
) throws(TextFileError) -> SourceText {
    try sourceText(try readBytes(path, atMost: limit), name: path, limit: limit)
}

private func sourceText(
    _ bytes: [UInt8],
    name: String,
    limit: Int
) throws(TextFileError) -> SourceText {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...]
    guard let text = String(validating: content, as: UTF8.self) else {
        throw TextFileError(kind: .notText, path: name, limit: limit)
    }
    return SourceText(name: name, text: text)
}

/// Reads a file that a person named, links followed.
package func readBytes(_ path: String, atMost limit: Int) throws(TextFileError) -> [UInt8] {
    // Without waiting: a pipe in place of a file must not hang the program.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw textFileError(errno, path, limit) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw textFileError(errno, path, limit) }
    guard status.st_mode & S_IFMT == S_IFREG else {
        throw TextFileError(kind: .notAFile, path: path, limit: limit)
    }
    return try readAll(descriptor, path: path, limit: limit)
}

private func readAll(
    _ descriptor: Int32,
    path: String,
    limit: Int
) throws(TextFileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count == 0 { return bytes }
        guard count > 0 else {
            if errno == EINTR { continue }
            throw textFileError(errno, path, limit)
        }
        guard bytes.count + count <= limit else {
            throw TextFileError(kind: .tooLarge, path: path, limit: limit)
        }
        bytes += buffer[..<count]
    }
}

private func textFileError(_ code: Int32, _ path: String, _ limit: Int) -> TextFileError {
    let kind: TextFileError.Kind =
        switch code {
        case ENOENT, ENOTDIR: .missing
        case EACCES, EPERM: .forbidden
        case EISDIR, ENXIO: .notAFile
        default: .failed(code)
        }
    return TextFileError(kind: kind, path: path, limit: limit)
}
