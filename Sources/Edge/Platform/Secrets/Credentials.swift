import Glibc

/// Why a secret cannot be used; the value is never part of it.
package struct CredentialError: Error, Hashable, Sendable {
    /// The kinds that a program tells apart.
    package enum Kind: Hashable, Sendable {
        /// Neither a credential of that name nor the file is there.
        case missing
        /// This user may not read it.
        case forbidden
        /// It is no regular file.
        case notAFile
        /// Others may read or write it; its mode.
        case open(mode: UInt32)
        /// It belongs to neither this user nor root; the owner's number.
        case foreign(owner: UInt32)
        /// It is empty, too long, or no single line of text.
        case unfit
        /// The disk failed; the kernel's error number.
        case failed(Int32)
    }

    /// What is wrong.
    package let kind: Kind
    /// The name of the secret.
    package let name: String
    /// Where it was looked for.
    package let path: String
}

extension CredentialError: CustomStringConvertible {
    /// What is wrong, and what to run.
    package var description: String {
        switch kind {
        case .missing:
            "\(path): there is no such file; write the secret into it and run: chmod 600 \(path) "
                + "(or give it as the systemd credential '\(name)')"
        case .forbidden: "\(path): this user may not read it"
        case .notAFile: "\(path): a secret must be a file of its own"
        case .open(let mode):
            "\(path): others may use it (mode \(String(mode, radix: 8))); run: chmod 600 \(path)"
        case .foreign(let owner):
            "\(path): it belongs to \(Users.name(of: owner) ?? "user \(owner)"); run: chown "
                + "\(Users.name(of: Users.current) ?? "\(Users.current)") \(path) && chmod 600 \(path)"
        case .unfit:
            "\(path): a secret is one line of text in UTF-8 with at most "
                + "\(Credentials.maximumBytes) bytes"
        case .failed(let code): "\(path): \(String(cString: strerror(code)))"
        }
    }

    /// The code with which a program ends for it.
    package var exitStatus: SystemExit {
        switch kind {
        case .missing: .noInput
        case .failed: .inputOutput
        case .forbidden, .notAFile, .open, .foreign, .unfit: .noPermission
        }
    }
}

/// Secrets by name: from the service manager, else from files that nobody else can read.
package enum Credentials {
    /// Bytes that a secret may have.
    package static let maximumBytes = 65_536

    /// Reads a secret.
    ///
    /// - Parameters:
    ///   - name: the credential's name below `$CREDENTIALS_DIRECTORY` (`LoadCredential=`).
    ///   - file: where it lies when the manager has none; a regular file with mode 0600 or stricter,
    ///     owned by this user or root.
    ///   - environment: the variables of the process.
    /// - Returns: the text without the end of its line.
    /// - Throws: what is wrong with the file, and what to run.
    package static func secret(
        _ name: String,
        file: String,
        environment: (String) -> String? = Installation.environment
    ) throws(CredentialError) -> Secret {
        if let folder = environment("CREDENTIALS_DIRECTORY"), isPlain(name) {
            // The manager keeps that folder from others, whatever the modes of its files.
            let path = "\(folder)/\(name)"
            if access(path, F_OK) == 0 { return try read(name, path, isGuarded: true) }
        }
        return try read(name, file, isGuarded: false)
    }

    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && name != "." && name != ".." && !name.utf8.contains(UInt8(ascii: "/"))
    }

    private static func read(
        _ name: String,
        _ path: String,
        isGuarded: Bool
    ) throws(CredentialError) -> Secret {
        func error(_ kind: CredentialError.Kind) -> CredentialError {
            CredentialError(kind: kind, name: name, path: path)
        }
        func failure(_ code: Int32) -> CredentialError {
            switch code {
            case ENOENT, ENOTDIR: error(.missing)
            case EACCES, EPERM: error(.forbidden)
            default: error(.failed(code))
            }
        }
        // Without waiting: a pipe in place of a file must not hang the program.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw failure(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw error(.notAFile) }
        if !isGuarded {
            guard status.st_uid == 0 || status.st_uid == Users.current else {
                throw error(.foreign(owner: status.st_uid))
            }
            guard status.st_mode & 0o077 == 0 else {
                throw error(.open(mode: status.st_mode & 0o7777))
            }
        }
        var bytes = [UInt8](repeating: 0, count: maximumBytes + 1)
        var count = 0
        while count < bytes.count {
            let added = bytes[count...].withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            if added == 0 { break }
            if added < 0 {
                if errno == EINTR { continue }
                throw failure(errno)
            }
            count += added
        }
        guard count <= maximumBytes, let text = line(bytes[..<count]) else { throw error(.unfit) }
        return Secret(text)
    }

    /// The one line of a file; `nil` when it has none or several.
    private static func line(_ bytes: ArraySlice<UInt8>) -> String? {
        var bytes = bytes
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        guard !bytes.isEmpty, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
