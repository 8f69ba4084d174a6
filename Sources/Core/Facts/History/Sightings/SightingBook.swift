/// Where each of many things stood, file by file, and where it stood last.
///
/// The things are identities, or the ways in which names are written; their ids count from 1.
struct SightingBook: Hashable, Sendable {
    /// By intake what its file has.
    private(set) var lists: [Int: SightingList] = [:]
    /// For each thing the newest intake that has it; 0 without one.
    private(set) var newest: [Int32] = []
    /// For each thing its last row there.
    private(set) var rows: [Int32] = []
    /// How many sightings the lists hold.
    private(set) var count = 0

    /// Nothing was seen yet.
    init() {}

    /// As it was kept.
    ///
    /// - Parameters:
    ///   - lists: by intake what its file has.
    ///   - order: which intakes count before which.
    init(_ lists: [Int: SightingList], _ order: IntakeOrder) {
        self.lists = lists
        count = lists.values.reduce(0) { $0 + $1.count }
        let continued = Set(lists.values.map(\.continued))
        for intake in order.oldestFirst where lists[intake] != nil && !continued.contains(intake) {
            raise(intake, order)
        }
    }

    /// Notes what a file has.
    mutating func note(_ list: SightingList, in intake: Int, _ order: IntakeOrder) {
        guard list.count > 0 || list.continued != 0 else { return }
        lists[intake] = list
        count += list.count
        raise(intake, order)
    }

    /// Makes an intake the newest of all that stands in it, where nothing newer is.
    private mutating func raise(_ intake: Int, _ order: IntakeOrder) {
        let age = order.position(intake)
        for list in chain(intake) {
            if let last = list.ids.last, Int(last) > newest.count {
                let missing = Int(last) - newest.count
                newest.append(contentsOf: repeatElement(0, count: missing))
                rows.append(contentsOf: repeatElement(0, count: missing))
            }
            for index in list.ids.indices {
                let thing = Int(list.ids[index]) - 1
                let known = Int(newest[thing])
                if known == intake {
                    rows[thing] = Swift.max(rows[thing], list.rows[index])
                } else if known == 0 || order.position(known) < age {
                    newest[thing] = Int32(clamping: intake)
                    rows[thing] = list.rows[index]
                }
            }
        }
    }

    /// The lists that make up what a file has, the first rows first.
    private func chain(_ intake: Int) -> [SightingList] {
        var chain: [SightingList] = []
        var next = intake
        while let list = lists[next], chain.count <= lists.count {
            chain.append(list)
            next = list.continued
        }
        return chain.reversed()
    }

    /// Where each thing stood last at a moment: the place of its file among those that are there, and the
    /// row; the place is −1 where it is in none of them.
    func places(_ moment: Moment) -> [SIMD2<Int32>] {
        var places = [SIMD2<Int32>](repeating: SIMD2(-1, 0), count: newest.count)
        guard moment.isPast else {
            // Looked up once for each file, and not for each of many things.
            var ranks = [Int32](repeating: -1, count: (moment.visible.max() ?? 0) + 1)
            for (intake, rank) in moment.rank { ranks[intake] = Int32(clamping: rank) }
            for thing in newest.indices where Int(newest[thing]) < ranks.count {
                let rank = ranks[Int(newest[thing])]
                if rank >= 0 { places[thing] = SIMD2(rank, rows[thing]) }
            }
            return places
        }
        // A file that goes on where another ends has all that the other has: it is looked up once.
        let continued = Set(moment.visible.compactMap { lists[$0]?.continued })
        for (rank, intake) in moment.visible.enumerated() where !continued.contains(intake) {
            for list in chain(intake) {
                for index in list.ids.indices {
                    places[Int(list.ids[index]) - 1] = SIMD2(
                        Int32(clamping: rank),
                        list.rows[index]
                    )
                }
            }
        }
        return places
    }

    /// For each thing the place of the first file that has it among those that are there at a moment; −1
    /// where none of them has it.
    func firsts(_ moment: Moment) -> [Int32] {
        var firsts = [Int32](repeating: -1, count: newest.count)
        // The first file that leads to a list is the first that has what stands there.
        var seen: Set<Int> = []
        for (rank, intake) in moment.visible.enumerated() {
            var next = intake
            while let list = lists[next], seen.insert(next).inserted {
                for id in list.ids where firsts[Int(id) - 1] < 0 {
                    firsts[Int(id) - 1] = Int32(clamping: rank)
                }
                next = list.continued
            }
        }
        return firsts
    }
}

// MARK: - Forgetting

extension SightingBook {
    /// Forgets what only moments before the newest of some intakes ask for: of those that are past, only
    /// the oldest and the newest of each thing are kept.
    ///
    /// - Parameters:
    ///   - past: the intakes that are there, the oldest first.
    ///   - order: which intakes count before which.
    /// - Returns: the intakes whose lists are others now.
    mutating func thin(past: [Int], _ order: IntakeOrder) -> [Int] {
        var (oldest, newest) = (places(), places())
        for intake in past {
            guard let list = lists[intake] else { continue }
            for index in list.ids.indices where oldest[Int(list.ids[index]) - 1].x == 0 {
                oldest[Int(list.ids[index]) - 1] = SIMD2(
                    Int32(clamping: intake),
                    list.rows[index]
                )
            }
            for link in chain(intake) {
                for index in link.ids.indices {
                    newest[Int(link.ids[index]) - 1] = SIMD2(
                        Int32(clamping: intake),
                        link.rows[index]
                    )
                }
            }
        }
        var kept = lists
        let isPast = Set(past)
        for (intake, list) in lists where !isPast.contains(intake) && list.continued != 0 {
            kept[intake] = whole(intake)
        }
        for intake in past where lists[intake] != nil { kept[intake] = SightingList() }
        for thing in oldest.indices where oldest[thing].x != 0 {
            kept[Int(oldest[thing].x)]?.append(thing + 1, row: Int(oldest[thing].y))
            kept[Int(newest[thing].x)]?.append(thing + 1, row: Int(newest[thing].y))
        }
        let changed = lists.keys.filter { kept[$0] != lists[$0] }.sorted()
        self = SightingBook(kept.filter { $0.value.count > 0 }, order)
        return changed
    }

    private func places() -> [SIMD2<Int32>] {
        Array(repeating: SIMD2(0, 0), count: newest.count)
    }

    /// All that a file has, in one list.
    private func whole(_ intake: Int) -> SightingList {
        SightingList(
            chain(intake).flatMap { list in
                list.ids.indices.map { (Int(list.ids[$0]), Int(list.rows[$0])) }
            }
        )
    }
}

/// Which intakes count before which: by moment, then name, then order of intake.
struct IntakeOrder: Hashable, Sendable {
    /// The intakes, the oldest first.
    private(set) var oldestFirst: [Int] = []
    private var positions: [Int: Int] = [:]

    init(_ intakes: [Intake]) {
        oldestFirst = intakes.sorted { $0.isOlder(than: $1) }.map(\.id)
        for (position, intake) in oldestFirst.enumerated() { positions[intake] = position }
    }

    /// The place of an intake; −1 of 0, which stands for what was folded and counts before all.
    func position(_ intake: Int) -> Int { positions[intake] ?? -1 }

    /// Whether one intake counts before another.
    func isOlder(_ a: Int, than b: Int) -> Bool { position(a) < position(b) }
}
