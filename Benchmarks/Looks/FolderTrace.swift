import Glibc

/// What a write to the files of a folder leaves behind: sizes and times.
struct FolderTrace: Equatable {
    private var files: [String: [Int]] = [:]

    init(_ path: String) {
        guard let folder = opendir(path) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            var status = stat()
            // A database that is only read still marks its shared memory.
            guard !name.hasSuffix("-shm"), lstat("\(path)/\(name)", &status) == 0 else { continue }
            files[name] = [
                Int(status.st_size), Int(status.st_mtim.tv_sec), Int(status.st_mtim.tv_nsec),
            ]
        }
    }
}
