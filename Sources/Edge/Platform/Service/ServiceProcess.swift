import Glibc

/// What a process that works without a person beside it sets up first.
package enum ServiceProcess {
    /// Lets writing to a closed pipe or beyond a limit be an error instead of the end, and keeps the
    /// runtime's remarks out of the journal.
    ///
    /// Called before the first task or thread: libdispatch would say for each of its threads that an
    /// unprivileged process may not set their priority.
    package static func prepare() {
        setenv("LIBDISPATCH_LOG", "NO", 0)
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
    }
}
