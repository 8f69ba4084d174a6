/// Which keys of use belong to which seat: identities that are one person have one seat.
///
/// It speaks of keys and not of days, so that it outlives files that bring only days, and takes in the keys
/// that further files bring.
struct SeatUseKeys: Sendable {
    /// The seats that have keys, by number.
    private(set) var seats: [SeatKey] = []
    /// For each seat its newest key.
    private var firstKeys: [Int32] = []
    /// For each key of the history the next one of its seat; −1 after the last, and for keys of nobody.
    private var nextKeys: [Int32] = []
    private var index = HashIndex()

    /// How many keys of the history it knows.
    var keyCount: Int { nextKeys.count }

    /// No keys.
    init() {}

    /// The seats of all keys of a history.
    init(_ history: History, _ people: People) {
        // Products of one seat have keys of their own, so there are fewer seats.
        index.reserve(history.keys.count)
        take(history, people)
    }

    /// Takes in the keys that a history has got.
    ///
    /// - Precondition: the persons have the numbers that they had before.
    mutating func take(_ history: History, _ people: People) {
        let all = history.keys.all
        nextKeys.reserveCapacity(all.count)
        for number in keyCount..<Swift.max(keyCount, all.count) {
            let key = all[number]
            let person = people.person(ofIdentity: Int(key.identity))
            guard person != People.nobody else {
                nextKeys.append(-1)
                continue
            }
            let seat = SeatKey(team: key.team, person: person, offering: key.offering)
            let place = index.place(seat.hash) { seats[$0] == seat }
            if place.isNew {
                seats.append(seat)
                firstKeys.append(-1)
            }
            nextKeys.append(firstKeys[place.number])
            firstKeys[place.number] = Int32(truncatingIfNeeded: number)
        }
    }

    /// The number of a seat; `UseIndex.unknown` for one without keys.
    func number(of seat: SeatKey) -> Int32 {
        index.find(seat.hash) { seats[$0] == seat }.map { Int32(truncatingIfNeeded: $0) }
            ?? UseIndex.unknown
    }

    /// The first key of the seat with a number; below 0 without one.
    func first(of seat: Int32) -> Int32 { seat < 0 ? -1 : firstKeys[Int(seat)] }

    /// The key that follows one of the same seat; below 0 after the last.
    func next(after key: Int32) -> Int32 { nextKeys[Int(key)] }

    /// Calls the body with each key of the seat with a number.
    func forEachKey(of seat: Int32, _ body: (Int32) -> Void) {
        var key = first(of: seat)
        while key >= 0 {
            body(key)
            key = next(after: key)
        }
    }
}

extension SeatKey {
    fileprivate var hash: UInt32 { Facts.hash(SIMD4(team, person, offering, 0)) }
}
