import CLinux

/// Lets the C library give large pieces of memory back as soon as they are free.
///
/// It raises its limit for such pieces with the largest one freed, and keeps what lies below: a daemon that
/// has read a large file would hold that memory until it ends. Measured over 36 million day rows: 397 MiB
/// without, 326 MiB with it, at the same cost.
///
/// Call it once, before other threads are made.
package func giveMemoryBack() {
    // Threads that share one pool leave no free memory in pools of others; the hot loops allocate nothing.
    sw_give_memory_back(largePiece)
}

/// Bytes from which on a piece of memory is one of its own, given back when it is freed.
private let largePiece: Int32 = 256 << 10
