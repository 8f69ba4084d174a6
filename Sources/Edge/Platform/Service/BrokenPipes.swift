import Glibc

/// Turns writing to a connection that the other side has closed from the end of the process into an
/// error of the write: signal(7), SIGPIPE.
package func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
}
