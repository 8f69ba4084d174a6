import Foundation
import TestSupport

/// What tests with a real mail server need beside Python: aiosmtpd in a folder of its own, made once.
struct MailTools {
    /// What a machine needs for it, said where a test is skipped.
    static let need = "needs python3 with venv, aiosmtpd from PyPI, and openssl"
    /// The tools; `nil` where they cannot be had.
    static let shared: MailTools? = MailTools()

    /// The interpreter that has aiosmtpd.
    let python: String

    private static let package = "aiosmtpd==1.4.6"

    private init?() {
        guard Program.installed("openssl") != nil, let python = Program.installed("python3") else {
            return nil
        }
        let folder = Checkout.folder.appending(path: ".build/mail-tools")
        let made = folder.appending(path: "bin/python").path
        if !Self.hasPackage(made) {
            try? FileManager.default.removeItem(at: folder)
            guard (try? python.run(["-m", "venv", folder.path]))?.status == 0,
                (try? Program(path: made).run(
                    [
                        "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                        Self.package,
                    ]
                ))?.status == 0,
                Self.hasPackage(made)
            else { return nil }
        }
        self.python = made
    }

    private static func hasPackage(_ python: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: python)
            && (try? Program(path: python).run(["-c", "import aiosmtpd"]))?.status == 0
    }
}

/// Certificates for one test: an authority and what it signed.
struct Certificates {
    let folder: URL

    /// The authority's own certificate.
    var authority: String { folder.appending(path: "ca.pem").path }

    /// An authority in a folder.
    init(in folder: URL) throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try openssl(
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-subj",
            "/CN=Test CA",
            "-days",
            "30",
            "-keyout",
            "ca.key",
            "-out",
            "ca.pem"
        )
    }

    /// A certificate for names such as `DNS:localhost,IP:127.0.0.1`.
    ///
    /// - Returns: the options of a peer that shows it.
    func certificate(for names: String, days: Int = 30, as name: String = "leaf") throws -> [String]
    {
        try openssl(
            "req",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-subj",
            "/CN=\(name)",
            "-keyout",
            "\(name).key",
            "-out",
            "\(name).csr"
        )
        try Data("subjectAltName=\(names)\n".utf8).write(to: folder.appending(path: "\(name).ext"))
        // A negative number of days ends it before it began.
        try openssl(
            "x509",
            "-req",
            "-in",
            "\(name).csr",
            "-CA",
            "ca.pem",
            "-CAkey",
            "ca.key",
            "-CAcreateserial",
            "-days",
            "\(days)",
            "-extfile",
            "\(name).ext",
            "-out",
            "\(name).pem"
        )
        return [
            "--certificate", folder.appending(path: "\(name).pem").path,
            "--key", folder.appending(path: "\(name).key").path,
        ]
    }

    private struct Failed: Error {
        let text: String
    }

    private func openssl(_ arguments: String...) throws {
        guard let program = Program.installed("openssl") else { throw Failed(text: "no openssl") }
        let outcome = try program.run(arguments, in: folder.path)
        guard outcome.status == 0 else { throw Failed(text: outcome.errors) }
    }
}
