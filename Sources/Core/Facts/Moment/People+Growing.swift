import Columns

extension People {
    /// The persons after further files have come.
    struct Growth: Sendable {
        let people: People
        /// For each person known before the number now; `nil` where all have kept theirs.
        let numbers: [Int32]?
    }

    /// The same persons and those whom further files name, as they would be found from nothing.
    ///
    /// - Parameters:
    ///   - history: the history that they were found in, with further files.
    ///   - moment: a moment at which all files are there that were there before.
    /// - Returns: `nil` where they must be found from nothing: persons turned out to be one, or one has
    ///   got another key.
    func grown(_ history: History, _ moment: Moment) -> Growth? {
        let identities = history.identities
        var components = components
        let places = history.sightings.places(moment)
        components.places = places
        components.extend(to: identities.count)
        for index in places.indices where places[index].x >= 0 {
            let isKnown = index + 1 < ofIdentity.count && ofIdentity[index + 1] >= 0
            guard isKnown || components.take(index, identities[index]) else { return nil }
        }
        guard added.keys.allSatisfy({ components.emails.find($0) == nil }) else { return nil }
        var persons = persons
        for component in 0..<self.components.count where components.hasSeveral(component) {
            let person = components.person(component, identities)
            let number = number(ofComponent: component)
            guard isSame(person.key, persons[number].key) else { return nil }
            persons[number] = person
        }
        let new = (self.components.count..<components.count).map {
            components.person($0, identities)
        }
        return grown(components, persons, new)
    }

    private func number(ofComponent component: Int) -> Int {
        Int(ofIdentity[Int(components.first[component]) + 1])
    }

    /// Puts new persons among the others, in the order of their keys.
    private func grown(
        _ components: PersonComponents,
        _ known: [Person],
        _ new: [Person]
    ) -> Growth {
        var numbers: [Int32] = []
        var ofNew = Array(repeating: Int32(0), count: new.count)
        var persons = known
        if !new.isEmpty {
            persons = []
            persons.reserveCapacity(known.count + new.count)
            numbers.reserveCapacity(known.count)
            var rest = orderByKey(new)[...]
            for person in known {
                while let next = rest.first, precedes(new[next].key, person.key) {
                    ofNew[next] = Int32(persons.count)
                    persons.append(new[next])
                    rest = rest.dropFirst()
                }
                numbers.append(Int32(persons.count))
                persons.append(person)
            }
            for next in rest {
                ofNew[next] = Int32(persons.count)
                persons.append(new[next])
            }
        }
        let ofKnown = (0..<self.components.count).map { component in
            let number = number(ofComponent: component)
            return new.isEmpty ? Int32(number) : numbers[number]
        }
        let ofComponent = ofKnown + ofNew
        let people = People(
            persons: persons,
            ofIdentity: [Self.nobody]
                + components.ofIdentity.map { $0 < 0 ? $0 : ofComponent[Int($0)] },
            components: components,
            added: new.isEmpty ? added : added.mapValues { numbers[Int($0)] }
        )
        return Growth(people: people, numbers: new.isEmpty ? nil : numbers)
    }
}
