/// Where something stood last: a row of an intake.
package struct Sighting: Hashable, Sendable {
    private let place: SIMD2<Int32>

    /// The intake.
    package var intake: Int { Int(place.x) }
    /// The last row in its file, from 0.
    package var row: Int { Int(place.y) }

    /// Names a row of an intake.
    package init(intake: Int, row: Int) {
        place = SIMD2(Int32(clamping: intake), Int32(clamping: row))
    }
}

/// Everywhere that something stood: for each intake that has it the last row there.
///
/// All of them are kept, because the newest of two spellings or addresses is asked for many
/// moments: a file whose day has not come yet, or one exported after a past moment, does not count.
package struct Sightings: Hashable, Sendable {
    /// In the order in which the intakes count; not empty.
    package private(set) var all: [Sighting]

    /// Stood once.
    init(_ sighting: Sighting) { all = [sighting] }

    /// As it was kept; `nil` for an empty list.
    package init?(_ all: [Sighting]) {
        guard !all.isEmpty else { return nil }
        self.all = all
    }

    /// The oldest intake.
    var first: Int { all[0].intake }

    /// Notes another place.
    ///
    /// - Returns: whether its intake is a new one.
    mutating func note(_ sighting: Sighting, isOlder: (Int, Int) -> Bool) -> Bool {
        var place = all.count
        while place > 0, isOlder(sighting.intake, all[place - 1].intake) { place -= 1 }
        if place > 0, all[place - 1].intake == sighting.intake {
            // Two spellings of one address in a file are two entries: the later row counts.
            if all[place - 1].row < sighting.row { all[place - 1] = sighting }
            return false
        }
        all.insert(sighting, at: place)
        return true
    }

    /// Forgets what only moments before the newest of some intakes ask for.
    ///
    /// - Returns: how many places were forgotten.
    mutating func thin(isThere: (Int) -> Bool) -> Int {
        guard let newest = all.lastIndex(where: { isThere($0.intake) }), newest > 1 else {
            return 0
        }
        all.removeSubrange(1..<newest)
        return newest - 1
    }
}
