import Columns

/// The groups of a file with their texts, each once, whichever thread met it first.
///
/// Their numbers depend on the threads; the order of their first rows makes them the same every time.
struct GroupDirectory {
    private let columns: [Layout.Place]
    private let name: String
    /// For each column the texts that occur.
    private var texts: [CodedText]
    /// The codes of each group, group by group.
    private var codes: [UInt32] = []
    /// For each place the number of a group plus 1, or 0.
    private var slots: [UInt32]
    /// How many groups there are.
    private(set) var count = 0

    /// No groups yet.
    init(_ plan: DayRowPlan) {
        columns = plan.groupPlaces.map { plan.layout.places[$0] }
        name = plan.layout.dataset.rawValue
        texts = columns.map { _ in CodedText() }
        slots = Array(repeating: 0, count: 1024)
    }

    /// The number of a group, which is taken in when it is new.
    ///
    /// - Parameter cells: the texts of its columns.
    /// - Returns: its number, from 0.
    mutating func group(_ cells: [Cell]) -> UInt32 {
        var key: [UInt32] = []
        key.reserveCapacity(cells.count)
        for (index, cell) in cells.enumerated() {
            key.append(cell.text.map { texts[index].code(for: $0) } ?? CodedText.null)
        }
        var place = self.place(of: key[...])
        while slots[place] != 0 {
            let group = Int(slots[place]) - 1
            if codes(of: group).elementsEqual(key) { return UInt32(group) }
            place = (place + 1) & (slots.count - 1)
        }
        codes += key
        count += 1
        slots[place] = UInt32(count)
        if count * 10 > slots.count * 7 { grow() }
        return UInt32(count - 1)
    }

    private func codes(of group: Int) -> ArraySlice<UInt32> {
        codes[group * columns.count..<(group + 1) * columns.count]
    }

    private func place(of key: ArraySlice<UInt32>) -> Int {
        var hasher = Hasher()
        for code in key { hasher.combine(code) }
        return hasher.finalize() & (slots.count - 1)
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        for group in 0..<count {
            var place = self.place(of: codes(of: group))
            while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
            slots[place] = UInt32(group + 1)
        }
    }

    /// The groups in an order, as a table.
    ///
    /// - Parameter order: the numbers of groups.
    /// - Returns: a row for each of them.
    func table(_ order: [UInt32]) -> Table {
        Table(
            name,
            finished: columns.indices.map { column -> Column in
                var seen = [UInt32](
                    repeating: CodedText.null,
                    count: texts[column].dictionary.count
                )
                var dictionary: [String] = []
                let ordered = order.map { group -> UInt32 in
                    let code = codes[Int(group) * columns.count + column]
                    guard code != CodedText.null else { return code }
                    if seen[Int(code)] == CodedText.null {
                        seen[Int(code)] = UInt32(dictionary.count)
                        dictionary.append(texts[column].dictionary[Int(code)])
                    }
                    return seen[Int(code)]
                }
                return Column(
                    columns[column].column.key,
                    CodedText(codes: ordered, dictionary: dictionary)
                )
            }
        )
    }
}
