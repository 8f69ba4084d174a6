import Foundation
import TestSupport

/// What tests with other people's writers need beside Python: openpyxl and XlsxWriter in a folder of their
/// own, made once.
struct WorkbookTools {
    /// What a machine needs for it, said where a test is skipped.
    static let need = "needs python3 with venv, and openpyxl and XlsxWriter from PyPI"
    /// The tools; `nil` where they cannot be had.
    static let shared: WorkbookTools? = WorkbookTools()

    /// The interpreter that has both.
    let python: String

    private static let packages = ["openpyxl==3.1.5", "XlsxWriter==3.2.9"]

    private init?() {
        guard let python = Program.installed("python3") else { return nil }
        let folder = Checkout.folder.appending(path: ".build/workbook-tools")
        let made = folder.appending(path: "bin/python").path
        if !Self.hasPackages(made) {
            try? FileManager.default.removeItem(at: folder)
            guard (try? python.run(["-m", "venv", folder.path]))?.status == 0,
                (try? Program(path: made).run(
                    ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
                        + Self.packages
                ))?.status == 0,
                Self.hasPackages(made)
            else { return nil }
        }
        self.python = made
    }

    private static func hasPackages(_ python: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: python)
            && (try? Program(path: python).run(["-c", "import openpyxl, xlsxwriter"]))?.status == 0
    }
}
