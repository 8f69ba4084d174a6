import Columns

/// What several columns of the table `seat` are made of, made when the first of them is asked for.
struct SharedSeatValues: Sendable {
    /// The e-mail in the row of each seat.
    let emails: Deferred<TextFilling<String?>>
    /// For each team the numbers of its seats in the index of use.
    let numbers: Deferred<[[Int32]]>
    /// For each team what is counted of the use of its seats.
    let figures: Deferred<[[UseFigures]]>
    /// Prices and rates.
    let money: Deferred<SeatMoney>

    init(_ derivation: Derivation, _ teams: [Seats.Team]) {
        emails = Deferred { rowEmails(derivation, teams) }
        let numbers = Deferred { teams.map { derivation.numbers(of: $0) } }
        self.numbers = numbers
        figures = Deferred {
            zip(teams, numbers.value).map { derivation.figures(of: $0, numbered: $1) }
        }
        money = Deferred { SeatMoney(derivation) }
    }
}

extension Derivation {
    /// What the seats of a team have left, where they are the same still.
    private func kept(_ team: Seats.Team) -> KeptFacts.TeamSeats? {
        guard let kept = continuation?.kept.seats[team.roster.name],
            kept.stamp === team.roster.stamp
        else { return nil }
        return kept
    }

    /// The numbers of the seats of a team in the index of use.
    fileprivate func numbers(of team: Seats.Team) -> [Int32] {
        let use = use
        guard let kept = kept(team), let changed = use.changed else {
            return team.seats.map { use.number(of: $0.key) }
        }
        guard use.keys.seats.count > changed.knownSeats else { return kept.numbers }
        return zip(team.seats, kept.numbers).map { seat, number in
            number == UseIndex.unknown ? use.number(of: seat.key) : number
        }
    }

    /// What is counted of the use of the seats of a team; counted anew only where days have come.
    fileprivate func figures(of team: Seats.Team, numbered numbers: [Int32]) -> [UseFigures] {
        let (use, windows) = (use, team.use.windows)
        guard let kept = kept(team), let changed = use.changed, kept.windows == windows else {
            return use.figures(of: numbers, in: windows)
        }
        let places = numbers.indices.filter {
            numbers[$0] != UseIndex.unknown && changed.isChanged[Int(numbers[$0])]
        }
        guard !places.isEmpty else { return kept.figures }
        var figures = kept.figures
        let counted = use.figures(of: places.map { numbers[$0] }, in: windows)
        for (place, figure) in zip(places, counted) { figures[place] = figure }
        return figures
    }
}

/// The e-mail in the row of each seat, lower-case (facts §3.1, `email`).
///
/// Persons have no address in common, and nearly always it is the newest of the person, so that texts are
/// hardly ever looked for.
private func rowEmails(_ derivation: Derivation, _ teams: [Seats.Team]) -> TextFilling<String?> {
    let people = derivation.people
    var filling = TextFilling<String?>()
    filling.reserve(teams.reduce(0) { $0 + $1.seats.count })
    filling.know(people.persons.count)
    var known = [UInt32?](repeating: nil, count: people.ofIdentity.count)
    for team in teams {
        let identities = team.rows.identities
        for seat in team.seats {
            let identity = Int(identities[Int(seat.row)])
            if let code = known[identity] {
                filling.append(code)
                continue
            }
            let email = derivation.history.identities[identity - 1].email
            let person = seat.key.person
            let code =
                if let email, email == people.persons[Int(person)].email {
                    filling.code(of: person, distinct: { email })
                } else {
                    filling.code(email)
                }
            known[identity] = code
            filling.append(code)
        }
    }
    return filling
}
