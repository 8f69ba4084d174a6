import Foundation

/// Python with packages from PyPI in a folder of its own below `.build`, made once.
package struct PythonEnvironment: Sendable {
    /// The interpreter that has the packages.
    package let python: Program

    /// The environment; `nil` where there is no Python, or the packages cannot be had.
    ///
    /// - Parameters:
    ///   - name: of the folder.
    ///   - packages: as pip takes them, with their versions.
    ///   - modules: what must be importable.
    package init?(_ name: String, packages: [String], modules: [String]) {
        guard let installed = Program.installed("python3") else { return nil }
        let folder = Checkout.folder.appending(path: ".build/\(name)")
        python = Program(path: folder.appending(path: "bin/python").path)
        guard !has(modules) else { return }
        try? FileManager.default.removeItem(at: folder)
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        guard (try? installed.run(["-m", "venv", folder.path]))?.status == 0,
            (try? python.run(pip + packages))?.status == 0, has(modules)
        else { return nil }
    }

    private func has(_ modules: [String]) -> Bool {
        FileManager.default.isExecutableFile(atPath: python.path)
            && (try? python.run(["-c", "import " + modules.joined(separator: ", ")]))?.status == 0
    }
}
