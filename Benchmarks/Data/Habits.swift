import RandomNumbers

/// Who uses what how often, with the text of the rows that say so.
struct Habits {
    /// The use of one product by one person.
    struct Habit {
        let seat: Int32
        /// The probability on a plain working day, in 2^32 parts.
        let chance: UInt32
        let present: ClosedRange<Int16>
        let leaves: (first: Int16, second: Int16)
        let upgrade: Int16
        /// The rows without the day, before and after the upgrade.
        let texts: (before: Range<Int32>, after: Range<Int32>)
    }

    private(set) var list: [Habit] = []
    private var texts: [UInt8] = []

    /// Working days of a leave.
    private static let leaveDays: Int16 = 14

    init(_ company: Company, _ random: inout Random) {
        for (number, seat) in company.seats.enumerated() where seat.chance > 0 {
            let person = company.people[seat.person]
            let offering = catalogue[seat.offering]
            for (rank, product) in offering.products.enumerated() {
                // Of a collection most people use one or two products.
                guard rank == 0 || random.happens(0.5) else { continue }
                let share = rank == 0 ? 1 : 0.25 + 0.6 * random.share()
                add(company, number, person, offering, product, seat.chance * share)
                // Some have last year's version open beside the new one.
                if offering.hasYears, random.happens(0.04) {
                    add(company, number, person, offering, product, seat.chance * 0.2, old: true)
                }
            }
        }
    }

    private mutating func add(
        _ company: Company,
        _ seat: Int,
        _ person: Person,
        _ offering: Offering,
        _ product: String,
        _ chance: Double,
        old: Bool = false
    ) {
        let versions =
            switch (offering.hasYears, old) {
            case (false, _): ("cloud", "cloud")
            case (true, false): ("2026", "2027")
            case (true, true): ("2025", "2025")
            }
        let access = company.seats[seat].isFlex ? "Flex" : "Subscription"
        func text(_ version: String) -> Range<Int32> {
            let start = Int32(texts.count)
            let cells = [
                person.email, person.firstName, person.lastName, person.id, person.hashedID,
                offering.name, product, version, access, company.teams[person.team],
            ]
            texts.append(contentsOf: csvLine(cells).utf8)
            return start..<Int32(texts.count)
        }
        let before = text(versions.0)
        list.append(
            Habit(
                seat: Int32(seat),
                chance: UInt32(min(chance, 0.99) * 0x1p32),
                present: Int16(person.present.lowerBound)...Int16(person.present.upperBound),
                leaves: (Int16(person.leaves.first), Int16(person.leaves.second)),
                upgrade: Int16(person.upgrade),
                texts: (before, versions.0 == versions.1 ? before : text(versions.1))
            )
        )
    }

    /// Writes the rows of a day.
    ///
    /// - Parameters:
    ///   - day: its number.
    ///   - most: after so many rows the rest is left out.
    ///   - order: the order of the rows; it is shuffled.
    ///   - file: where they go.
    ///   - use: learns who used what.
    ///   - random: decides.
    /// - Returns: how many rows were written.
    /// - Throws: when the file cannot be written.
    func write(
        _ day: Int,
        most: Int,
        _ order: inout [Int],
        to file: inout ExportFile,
        _ use: inout UseRecord,
        _ random: inout Random
    ) throws(FileProblem) -> Int {
        order.shuffle(using: &random)
        let workDay = WorkDay(number: day)
        let activity = UInt64(workDay.activity * 0x1p16)
        let prefix = Array("\(workDay.text),".utf8)
        let short = Int16(day)
        var rows = 0
        for index in order {
            let habit = list[index]
            let draw = random.next() >> 32
            guard draw < (UInt64(habit.chance) &* activity) >> 16,
                habit.present.contains(short), !isAway(habit, short)
            else { continue }
            guard rows < most else { break }
            rows += 1
            use.note(Int(habit.seat), Int32(day))
            let text = short < habit.upgrade ? habit.texts.before : habit.texts.after
            try file.write(prefix, texts, text)
        }
        return rows
    }

    private func isAway(_ habit: Habit, _ day: Int16) -> Bool {
        day >= habit.leaves.first && day < habit.leaves.first + Self.leaveDays
            || day >= habit.leaves.second && day < habit.leaves.second + Self.leaveDays
    }
}
