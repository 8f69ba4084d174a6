/// Numbers that belong to persons, gathered by person: those of one person stand in the order in which they
/// were given.
struct ByPerson: Sendable {
    /// For each person where the numbers begin, and their end.
    private let starts: [Int32]
    private let numbers: [Int32]

    /// Gathers numbers.
    ///
    /// - Parameters:
    ///   - numbers: any numbers.
    ///   - persons: for each of them the number of the person.
    ///   - count: how many persons there are.
    init(_ numbers: some Collection<Int32>, of persons: [Int32], count: Int) {
        precondition(numbers.count == persons.count, "a number without a person")
        var starts = [Int32](repeating: 0, count: count + 1)
        for person in persons { starts[Int(person) + 1] += 1 }
        for person in 0..<count { starts[person + 1] += starts[person] }
        var next = starts
        var gathered = [Int32](repeating: 0, count: persons.count)
        for (number, person) in zip(numbers, persons) {
            gathered[Int(next[Int(person)])] = number
            next[Int(person)] += 1
        }
        self.starts = starts
        self.numbers = gathered
    }

    /// The numbers of a person.
    subscript(person: Int) -> ArraySlice<Int32> {
        numbers[Int(starts[person])..<Int(starts[person + 1])]
    }
}

/// Lists of texts of which many are alike: each list is made once and shared.
struct SharedLists {
    private let texts: [String]
    private var known: [[Int32]: [String]] = [:]

    /// Lists of some texts.
    init(_ texts: [String]) { self.texts = texts }

    /// The list of the texts at some places, each once, in the order of the places.
    mutating func list(_ places: some Sequence<Int32>) -> [String] {
        var distinct: [Int32] = []
        for place in places.sorted() where distinct.last != place { distinct.append(place) }
        if let list = known[distinct] { return list }
        let list = distinct.map { texts[Int($0)] }
        known[distinct] = list
        return list
    }
}
