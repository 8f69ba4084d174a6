/// Python with other people's writers of workbooks.
package enum WorkbookTools {
    /// What a machine needs for it, said where a test is skipped.
    package static let need = "needs python3 with venv, and openpyxl and XlsxWriter from PyPI"
    /// The tools; `nil` where they cannot be had.
    package static let shared = PythonEnvironment(
        "workbook-tools",
        packages: ["openpyxl==3.1.5", "XlsxWriter==3.2.9"],
        modules: ["openpyxl", "xlsxwriter"]
    )
}
