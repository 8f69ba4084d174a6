import Glibc

/// Where this program and what was shipped with it lie.
package enum Installation {
    /// The path of the running program; `nil` where /proc is not there.
    package static var executablePath: String? { linkTarget("/proc/self/exe") }

    /// The folder of shipped policies, schemas and templates, which has a folder `Policies`.
    ///
    /// Looked for beside the program (`../share/seatwarden`), then in the checkout that the program
    /// was built in, then where packages put it; `nil` when there is none.
    package static func shareFolder(
        of executable: String? = Installation.executablePath,
        packaged: String = "/usr/share/seatwarden"
    ) -> String? {
        if let executable {
            let above = parent(parent(executable))
            let beside = "\(above == "/" ? "" : above)/share/seatwarden"
            if isFolder("\(beside)/Policies") { return beside }
            var folder = parent(executable)
            while folder != "/" {
                if isFolder("\(folder)/Policies"), exists("\(folder)/Package.swift") {
                    return folder
                }
                folder = parent(folder)
            }
        }
        return isFolder("\(packaged)/Policies") ? packaged : nil
    }

    /// The configuration file that is meant: the one given, else `$SEATWARDEN_CONFIG`, else the
    /// packaged one, else `config.yaml` in the working folder.
    ///
    /// - Returns: the path; `nil` when none was named and neither place has one.
    package static func configurationPath(
        given: String?,
        environment: (String) -> String? = Installation.environment,
        packaged: String = "/etc/seatwarden/config.yaml",
        local: String = "config.yaml"
    ) -> String? {
        if let given { return given }
        if let named = environment("SEATWARDEN_CONFIG"), !named.isEmpty { return named }
        return [packaged, local].first(where: exists)
    }

    /// A variable of the environment.
    package static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}

/// The folder above a path; `.` above a name alone.
package func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}

private func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

private func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// Where a symbolic link points to, as it is written; `nil` for anything else.
func linkTarget(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
}

extension Installation {
    /// The name of this host as the kernel knows it; `localhost` where it has none.
    package static var hostName: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0, buffer[0] != 0 else {
            return "localhost"
        }
        return buffer.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { String(cString: $0) } ?? "localhost"
        }
    }
}
