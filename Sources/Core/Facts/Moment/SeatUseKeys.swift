/// Which keys of use belong to which seat: identities that are one person have one seat.
///
/// It speaks of keys and not of days, and of persons by one of their identities and not by their number. So it
/// outlives further files, and takes in the keys that they bring.
struct SeatUseKeys: Sendable {
    /// A seat; the person by one of the identities.
    struct Seat: Hashable, Sendable {
        let team: Int32
        /// From 0, see `People.Person`.
        let identity: Int32
        let offering: Int32
    }

    /// The seats that have keys, by number.
    private(set) var seats: [Seat] = []
    /// For each seat its newest key.
    private(set) var firstKeys: [Int32] = []
    /// For each key of the history the next one of its seat; −1 after the last, and for keys of nobody.
    private(set) var nextKeys: [Int32] = []
    /// For each key of the history its seat; `UseIndex.unknown` for keys of nobody.
    private(set) var seatOfKey: [Int32] = []
    /// Keys whose identity no file has named yet that is there.
    private var ownerless: [Int32] = []
    private var index = HashIndex()

    /// The seats of all keys of a history.
    init(_ history: History, _ people: People) {
        // Products of one seat have keys of their own, so there are fewer seats.
        index.reserve(history.keys.count)
        take(history, people)
    }

    /// Takes in the keys that a history has got, and those that have got an owner.
    ///
    /// - Precondition: persons that were known have grown at most.
    mutating func take(_ history: History, _ people: People) {
        let all = history.keys.all
        let known = nextKeys.count
        let more = Swift.max(0, all.count - known)
        nextKeys.append(contentsOf: repeatElement(-1, count: more))
        seatOfKey.append(contentsOf: repeatElement(UseIndex.unknown, count: more))
        let waiting = ownerless
        ownerless = []
        for number in waiting { take(number, all[Int(number)], people) }
        for number in known..<known + more {
            take(Int32(truncatingIfNeeded: number), all[number], people)
        }
    }

    private mutating func take(_ number: Int32, _ key: UseKey, _ people: People) {
        let person = people.person(ofIdentity: Int(key.identity))
        guard person != People.nobody else {
            ownerless.append(number)
            return
        }
        let identity = people.persons[Int(person)].identity
        let seat = Seat(team: key.team, identity: identity, offering: key.offering)
        let place = index.place(seat.hash) { seats[$0] == seat }
        if place.isNew {
            seats.append(seat)
            firstKeys.append(-1)
        }
        nextKeys[Int(number)] = firstKeys[place.number]
        firstKeys[place.number] = number
        seatOfKey[Int(number)] = Int32(truncatingIfNeeded: place.number)
    }

    /// The number of a seat; `UseIndex.unknown` for one without keys.
    func number(of key: SeatKey, _ people: People) -> Int32 {
        let identity = people.persons[Int(key.person)].identity
        let seat = Seat(team: key.team, identity: identity, offering: key.offering)
        return index.find(seat.hash) { seats[$0] == seat }.map { Int32(truncatingIfNeeded: $0) }
            ?? UseIndex.unknown
    }

    /// Calls the body with each key of the seat with a number.
    func forEachKey(of seat: Int32, _ body: (Int32) -> Void) {
        var key = seat < 0 ? -1 : firstKeys[Int(seat)]
        while key >= 0 {
            body(key)
            key = nextKeys[Int(key)]
        }
    }
}

extension SeatUseKeys.Seat {
    fileprivate var hash: UInt32 { Facts.hash(SIMD4(team, identity, offering, 0)) }
}
