import Glibc

/// The users of this machine and who this process is.
package enum Users {
    /// The user whose rights this process has.
    package static var current: UInt32 { geteuid() }

    /// The number of a user; `nil` when there is no such user.
    package static func id(of name: String) -> UInt32? {
        lookUp { getpwnam_r(name, $0, $1, $2, $3) }?.id
    }

    /// The name of a user; `nil` when the number has none.
    package static func name(of id: UInt32) -> String? {
        lookUp { getpwuid_r(id, $0, $1, $2, $3) }?.name
    }

    private typealias Search = (
        UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
        UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
    ) -> Int32

    private static func lookUp(_ search: Search) -> (id: UInt32, name: String)? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        let size = 16_384
        // The entry's texts lie in the buffer, so it lives until they are copied.
        let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: size)
        defer { buffer.deallocate() }
        guard search(&entry, buffer, size, &found) == 0, found != nil, let name = entry.pw_name
        else {
            return nil
        }
        return (entry.pw_uid, String(cString: name))
    }
}
