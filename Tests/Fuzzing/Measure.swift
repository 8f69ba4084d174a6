import Glibc

/// A target that breaks its promise also where one input takes more than a second of processor time
/// or 64 MB.
func measured(_ target: @escaping Target) -> Target {
    { bytes in
        let (time, memory) = (processorTime(), residentBytes())
        let peak = peakBytes()
        target(bytes)
        let took = processorTime() - time
        guard took <= 1 else { fatalError("one input takes \(took) s") }
        // The peak only ever rises: what it rose to is this input's doing.
        let most = peakBytes()
        guard most == peak || most - memory <= 64 << 20 else {
            fatalError("one input takes \((most - memory) >> 20) MB")
        }
    }
}

private func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

private func peakBytes() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss << 10
}

private func residentBytes() -> Int {
    var text = [CChar](repeating: 0, count: 128)
    let file = open("/proc/self/statm", O_RDONLY)
    guard file >= 0 else { return 0 }
    let count = read(file, &text, text.count - 1)
    close(file)
    let words = text.prefix(max(0, count)).split(separator: CChar(UInt8(ascii: " ")))
    guard words.count > 1 else { return 0 }
    let pages = words[1].reduce(0) { $0 * 10 + Int($1) - Int(UInt8(ascii: "0")) }
    return pages << 12
}
