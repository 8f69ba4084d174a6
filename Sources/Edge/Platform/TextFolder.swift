package import Diagnostics
import Glibc

/// Files that one folder of policies or templates may have.
package let maximumFilesInFolder = 10_000
/// Folders below one another that are looked through.
package let maximumFolderDepth = 4

/// The names of the files below a folder, as paths in it, by code points; empty when there is
/// no such folder.
///
/// Hidden names are passed over, and folders that are links are not entered.
///
/// Endings are such as `.yaml`; a file with another end is left out.
package func fileNames(
    below folder: String,
    endingIn endings: [String]
) throws(TextFileError) -> [String] {
    var names: [String] = []
    try collect(folder, prefix: "", depth: 1, endings, &names)
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

/// Reads all texts below a folder, by path.
///
/// - Returns: for each its path in the folder and the text, named by folder and path.
package func readTexts(
    below folder: String,
    endingIn endings: [String]
) throws(TextFileError) -> [(path: String, text: SourceText)] {
    var texts: [(path: String, text: SourceText)] = []
    for name in try fileNames(below: folder, endingIn: endings) {
        texts.append((name, try readText("\(folder)/\(name)")))
    }
    return texts
}

private func collect(
    _ folder: String,
    prefix: String,
    depth: Int,
    _ endings: [String],
    _ names: inout [String]
) throws(TextFileError) {
    guard let stream = opendir(folder) else {
        let code = errno
        if code == ENOENT, depth == 1 { return }
        let kind: TextFileError.Kind =
            code == EACCES ? .forbidden : code == ENOTDIR ? .notAFile : .failed(code)
        throw TextFileError(kind: kind, path: folder, limit: maximumFilesInFolder)
    }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name.hasPrefix(".") { continue }
        var status = stat()
        guard lstat("\(folder)/\(name)", &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR {
            guard depth < maximumFolderDepth else { continue }
            try collect(
                "\(folder)/\(name)",
                prefix: "\(prefix)\(name)/",
                depth: depth + 1,
                endings,
                &names
            )
        } else if endings.contains(where: name.hasSuffix) {
            guard names.count < maximumFilesInFolder else {
                throw TextFileError(kind: .tooMany, path: folder, limit: maximumFilesInFolder)
            }
            names.append(prefix + name)
        }
    }
}
