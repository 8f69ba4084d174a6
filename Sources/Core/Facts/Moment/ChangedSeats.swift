/// The seats whose days of use may have changed since earlier facts counted them.
struct ChangedSeats: Sendable {
    /// For each seat of the index whether it may have changed.
    private(set) var isChanged: [Bool]
    /// How many seats the index had before.
    let knownSeats: Int

    /// - Parameters:
    ///   - history: what exports said.
    ///   - keys: the seats of its keys.
    ///   - files: the files that were not there before.
    ///   - knownSeats: how many seats there were before.
    init(_ history: History, _ keys: SeatUseKeys, files: [Int], knownSeats: Int) {
        isChanged = Array(repeating: false, count: keys.seats.count)
        self.knownSeats = knownSeats
        for seat in knownSeats..<Swift.max(knownSeats, keys.seats.count) { isChanged[seat] = true }
        for file in files {
            for key in history.layers[file]?.keys ?? [] {
                let seat = keys.seatOfKey[Int(key)]
                if seat != UseIndex.unknown { isChanged[Int(seat)] = true }
            }
        }
    }
}
