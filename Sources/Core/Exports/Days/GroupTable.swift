import CScan
import CivilTime

// One line of the processor's cache for each group of a year: its key, how often and where last it came,
// and its days. Everything that a row does to a group happens in that line.

/// The groups that one thread has met, with their days.
struct GroupTable: ~Copyable {
    /// Groups beyond which a file is refused.
    static let maximumGroups = 5_000_000
    /// Words of days of all groups together, 1 GiB.
    static let maximumWords = 1 << 27

    private static let groupsPerChunk = 4096
    private static let headWords = 2

    /// How many groups there are.
    private(set) var count = 0
    /// The number of each group in the directory.
    private(set) var ids: [UInt32] = []
    /// The first row of each group, as the thread counts its good rows.
    private(set) var firstRows: [UInt32] = []
    /// The day of bit 0.
    private(set) var firstDay: Int
    /// Words of days of a group.
    private(set) var dayWords: Int

    /// Whether the window is where days are, or are expected.
    private var hasWindow: Bool

    /// For each place 0, or the number of a group plus 1 under the high half of the key's low half, which
    /// also says where to look first.
    private var slots: UnsafeMutablePointer<UInt64>
    private var slotMask: Int
    /// Groups lie in chunks, so that they never move while their number grows.
    private let chunks: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>?>
    private static let maximumChunks = maximumGroups / groupsPerChunk + 1

    /// No groups.
    ///
    /// - Parameter window: the days that are expected; `nil` where nothing is known.
    init(expecting window: DayRange?) {
        hasWindow = window != nil
        let days = window ?? DayRange(Day(daysSince1970: 0))
        // A year with some room on either side fills a line.
        dayWords = Swift.max(6, (days.count + 63) / 64)
        let room = dayWords * 64 - days.count
        firstDay = Int(days.first.daysSince1970) - room / 2
        slotMask = 1023
        slots = .allocate(capacity: slotMask + 1)
        slots.initialize(repeating: 0, count: slotMask + 1)
        chunks = .allocate(capacity: Self.maximumChunks)
        chunks.initialize(repeating: nil, count: Self.maximumChunks)
    }

    deinit {
        slots.deallocate()
        for index in 0..<Self.maximumChunks { chunks[index]?.deallocate() }
        chunks.deallocate()
    }

    private var groupWords: Int { Self.headWords + dayWords }

    private func line(_ group: Int) -> UnsafeMutablePointer<UInt64> {
        // A group below `count` has its chunk.
        guard let chunk = chunks[group / Self.groupsPerChunk] else {
            preconditionFailure("no chunk")
        }
        return chunk + group % Self.groupsPerChunk * groupWords
    }

    /// The group with a key.
    func find(_ key: GroupKey) -> Int? {
        let tag = key.low >> 32
        var place = Int(tag) & slotMask
        while slots[place] != 0 {
            let slot = slots[place]
            let group = Int(slot & 0xFFFF_FFFF) - 1
            if slot >> 32 == tag, line(group)[0] == key.high { return group }
            place = (place + 1) & slotMask
        }
        return nil
    }

    /// Adds a group that is not there.
    ///
    /// - Parameters:
    ///   - key: its key.
    ///   - id: its number in the directory.
    ///   - row: its first row.
    /// - Returns: its number; `nil` where there are too many.
    mutating func insert(_ key: GroupKey, id: UInt32, row: UInt32) -> Int? {
        guard count < Self.maximumGroups, (count + 1) * dayWords <= Self.maximumWords else {
            return nil
        }
        if (count + 1) * 10 > (slotMask + 1) * 7 { growSlots() }
        let chunk = count / Self.groupsPerChunk
        if chunks[chunk] == nil { chunks[chunk] = Self.makeChunk(groupWords) }
        let group = count
        count += 1
        ids.append(id)
        firstRows.append(row)
        line(group)[0] = key.high
        place(group, tag: key.low >> 32)
        return group
    }

    private func place(_ group: Int, tag: UInt64) {
        var place = Int(tag) & slotMask
        while slots[place] != 0 { place = (place + 1) & slotMask }
        slots[place] = tag << 32 | UInt64(group + 1)
    }

    private mutating func growSlots() {
        let old = UnsafeMutableBufferPointer(start: slots, count: slotMask + 1)
        slotMask = old.count * 2 - 1
        slots = .allocate(capacity: slotMask + 1)
        slots.initialize(repeating: 0, count: slotMask + 1)
        for slot in old where slot != 0 {
            place(Int(slot & 0xFFFF_FFFF) - 1, tag: slot >> 32)
        }
        old.deallocate()
    }

    private static func makeChunk(_ groupWords: Int) -> UnsafeMutablePointer<UInt64> {
        let words = groupsPerChunk * groupWords
        let chunk = UnsafeMutableRawPointer.allocate(byteCount: words * 8, alignment: 64)
        return chunk.initializeMemory(as: UInt64.self, repeating: 0, count: words)
    }

    /// Makes room for a day.
    ///
    /// - Returns: whether there is room; the days of many groups must not lie too far apart.
    mutating func widen(for day: Day) -> Bool {
        if !hasWindow {
            // The first day of all: others lie around it.
            firstDay = Int(day.daysSince1970) - dayWords * 32
            hasWindow = true
        }
        let bit = Int(day.daysSince1970) - firstDay
        guard bit < 0 || bit >= dayWords * 64 else { return true }
        let first = Swift.min(firstDay, Int(day.daysSince1970))
        let last = Swift.max(firstDay + dayWords * 64 - 1, Int(day.daysSince1970))
        // Half as much again, on the side where days come.
        let words = (last - first + 64) / 64 * 3 / 2
        // Whole chunks are made, also for one group.
        let chunkCount = Swift.max(count, 1) / Self.groupsPerChunk + 1
        guard chunkCount * Self.groupsPerChunk * words <= Self.maximumWords else { return false }
        let newFirst = bit < 0 ? last - words * 64 + 1 : firstDay
        move(toFirst: newFirst, words: words)
        return true
    }

    private mutating func move(toFirst newFirst: Int, words newWords: Int) {
        let shift = firstDay - newFirst
        let (skip, bits) = (shift / 64, UInt64(shift % 64))
        let oldWords = dayWords
        for index in 0..<Self.maximumChunks {
            guard let old = chunks[index] else { break }
            let new = Self.makeChunk(Self.headWords + newWords)
            for group in 0..<Swift.min(count - index * Self.groupsPerChunk, Self.groupsPerChunk) {
                let from = old + group * (Self.headWords + oldWords)
                let to = new + group * (Self.headWords + newWords)
                (to[0], to[1]) = (from[0], from[1])
                for word in 0..<oldWords where from[Self.headWords + word] != 0 {
                    let days = from[Self.headWords + word]
                    to[Self.headWords + skip + word] |= days << bits
                    if bits > 0, days >> (64 - bits) != 0 {
                        to[Self.headWords + skip + word + 1] |= days >> (64 - bits)
                    }
                }
            }
            old.deallocate()
            chunks[index] = new
        }
        firstDay = newFirst
        dayWords = newWords
    }

    /// Adds a row.
    ///
    /// - Precondition: there is room for the day.
    func add(_ group: Int, _ day: Day, row: UInt32) {
        let bit = Int(day.daysSince1970) - firstDay
        let line = self.line(group)
        line[1] = UInt64(row) << 32 | (line[1] + 1) & 0xFFFF_FFFF
        line[Self.headWords + bit / 64] |= 1 << UInt64(bit % 64)
    }

    /// How many rows a group has, and its last one.
    func rows(of group: Int) -> (count: UInt32, last: UInt32) {
        let word = line(group)[1]
        return (UInt32(truncatingIfNeeded: word), UInt32(word >> 32))
    }

    /// The days of a group, `dayWords` words.
    func days(of group: Int) -> UnsafeBufferPointer<UInt64> {
        UnsafeBufferPointer(start: line(group) + Self.headWords, count: dayWords)
    }

    /// Looks where the rows of a batch belong, and asks for the memory there.
    func prepare(_ batch: RowBatch) {
        let (keys, slots, slotMask) = (batch.keys, self.slots, self.slotMask)
        for row in 0..<batch.count {
            scan_prefetch(slots + (Int(keys[row].low >> 32) & slotMask))
        }
        for row in 0..<batch.count {
            let tag = keys[row].low >> 32
            var place = Int(tag) & slotMask
            while slots[place] != 0, slots[place] >> 32 != tag { place = (place + 1) & slotMask }
            let slot = slots[place]
            guard slot != 0 else {
                batch.groups[row] = -1
                continue
            }
            let group = Int(slot & 0xFFFF_FFFF) - 1
            batch.groups[row] = Int32(truncatingIfNeeded: group)
            scan_prefetch(line(group))
        }
    }

    /// Adds rows of a batch, as long as their group is where it was looked for and their day has room.
    ///
    /// - Parameters:
    ///   - batch: rows that `prepare` has seen.
    ///   - start: the first row.
    ///   - row: the number of that row as the thread counts good rows; moved on.
    /// - Returns: the first row that needs more care; the number of rows when there is none.
    func add(_ batch: RowBatch, from start: Int, row: inout UInt32) -> Int {
        let days = UInt(dayWords * 64)
        var index = start
        while index < batch.count {
            let group = batch.groups[index]
            let bit = UInt(bitPattern: Int(batch.days[index]) &- firstDay)
            guard group >= 0, bit < days else { break }
            let line = self.line(Int(group))
            guard line[0] == batch.keys[index].high else { break }
            line[1] = UInt64(row) << 32 | (line[1] &+ 1) & 0xFFFF_FFFF
            line[Self.headWords + Int(bit / 64)] |= 1 << UInt64(bit % 64)
            row &+= 1
            index += 1
        }
        return index
    }
}
