import RandomNumbers

/// A person of the company.
struct Person {
    let email: String
    let firstName: String
    let lastName: String
    /// The vendor's id.
    let id: String
    /// 40 hexadecimal digits.
    let hashedID: String
    let team: Int
    /// The numbers of the days on which the person is there.
    let present: ClosedRange<Int>
    /// The first days of two leaves.
    let leaves: (first: Int, second: Int)
    /// How often the person uses what they use most, on a plain working day.
    let diligence: Double
    /// The day on which the new year's version is installed.
    let upgrade: Int
}

/// A person's right to use an offering.
struct CompanySeat {
    let person: Int
    let offering: Int
    /// How often it is used on a plain working day; 0 for never.
    let chance: Double
    /// The day of the assignment, before the year where it is negative.
    let assigned: Int
    let isAssigned: Bool
    /// Whether it is used by tokens.
    let isFlex: Bool
}

/// A company that does not exist: people in teams, and their seats.
struct Company {
    let teams: [String]
    let people: [Person]
    let seats: [CompanySeat]

    init(_ scale: Scale, _ random: inout Random) {
        teams = (0..<scale.teams).map {
            "Meridian \(teamNames[$0 % teamNames.count]) \($0 / teamNames.count + 1)"
        }
        var people: [Person] = []
        var seats: [CompanySeat] = []
        var taken: [String: Int] = [:]
        people.reserveCapacity(scale.people)
        for number in 0..<scale.people {
            let person = Person(team: random.skewed(below: scale.teams), &taken, &random)
            people.append(person)
            seats += person.seats(number, &random)
        }
        self.people = people
        self.seats = seats
    }
}

extension Person {
    /// A new person; `taken` counts those of one name.
    fileprivate init(team: Int, _ taken: inout [String: Int], _ random: inout Random) {
        let first = firstNames[random.below(firstNames.count)]
        let last = lastNames[random.below(lastNames.count)]
        let name = "\(plain(first)).\(plain(last))"
        let count = taken[name, default: 0]
        taken[name] = count + 1
        email = "\(name)\(count == 0 ? "" : "\(count + 1)")@mdn.example"
        firstName = random.happens(0.005) ? "\(first) \"\(first.prefix(2))\"" : first
        lastName = random.happens(0.32) ? last + titles[random.below(titles.count)] : last
        id = random.digits(12, of: Array("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8))
        hashedID = random.digits(40, of: Array("0123456789abcdef".utf8))
        self.team = team
        let began = random.happens(0.06) ? 20 + random.below(320) : 0
        let ended = random.happens(0.05) ? began + random.below(WorkDay.later.number - began) : 400
        present = began...ended
        leaves = (30 + random.below(120), 180 + random.below(140))
        // A few work in it all day, most now and then, some never.
        diligence =
            switch random.share() {
            case ..<0.07: 0
            case ..<0.25: 0.08 + 0.25 * random.share()
            case ..<0.65: 0.4 + 0.4 * random.share()
            default: 0.85 + 0.14 * random.share()
            }
        upgrade = 130 + random.below(180)
    }

    /// One to eight seats, three in the mean, the first one the most used.
    fileprivate func seats(_ number: Int, _ random: inout Random) -> [CompanySeat] {
        let count = 1 + random.skewed(below: 8)
        var seats: [CompanySeat] = []
        var held: Set<Int> = []
        for rank in 0..<count {
            let offering =
                rank == 0 && random.happens(0.35)
                ? random.skewed(below: 3) : random.skewed(below: catalogue.count)
            guard held.insert(offering).inserted else { continue }
            let isUnused = rank > 0 && random.happens(0.2)
            let share = rank == 0 ? 1 : 0.32 + 0.62 * random.share()
            let hasLeft = present.upperBound < WorkDay.exported.number
            seats.append(
                CompanySeat(
                    person: number,
                    offering: offering,
                    chance: isUnused ? 0 : diligence * share,
                    assigned: random.happens(0.85)
                        ? present.lowerBound - 1 - random.below(700)
                        : present.lowerBound
                            + random.below(
                                Swift.min(300, present.upperBound - present.lowerBound + 1)
                            ),
                    isAssigned: !(hasLeft && random.happens(0.6)) && !random.happens(0.03),
                    isFlex: random.happens(0.02)
                )
            )
        }
        return seats
    }
}
