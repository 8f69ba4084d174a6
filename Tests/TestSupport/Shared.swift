package import Foundation

/// The folder of cases that no one in this project wrote: `$SEATWARDEN_SHARED`, else `../shared` beside
/// the checkout.
///
/// Tests that need it skip where it is missing, so that the project is whole without it.
package enum Shared {
    /// The folder, where it exists.
    package static let folder: URL? = {
        let environment = ProcessInfo.processInfo.environment["SEATWARDEN_SHARED"]
        let url =
            environment.map { URL(fileURLWithPath: $0) }
            ?? Checkout.folder.appending(path: "../shared")
        return FileManager.default.fileExists(atPath: url.path) ? url.standardizedFileURL : nil
    }()

    /// Whether a folder below it exists; a test that needs it is `.enabled(if:)` by this, and the skip is
    /// counted by the test runner.
    package static func has(_ path: String) -> Bool {
        guard let folder else { return false }
        return FileManager.default.fileExists(atPath: folder.appending(path: path).path)
    }

    /// The files below a folder of it whose names end in `suffix`, by name.
    package static func files(in path: String, endingIn suffix: String) -> [URL] {
        guard let folder = folder?.appending(path: path),
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        else { return [] }
        return names.filter { $0.hasSuffix(suffix) }.sorted().map { folder.appending(path: $0) }
    }
}

/// The folder that this package was checked out to.
package enum Checkout {
    /// Where Package.swift lies.
    package static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
}
