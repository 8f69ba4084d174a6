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
        let numbers = Deferred {
            let keys = derivation.use.keys
            return teams.map { team in team.seats.map { keys.number(of: $0.key) } }
        }
        self.numbers = numbers
        figures = Deferred {
            zip(teams, numbers.value).map { team, seats in
                derivation.use.figures(of: seats, in: team.use.windows)
            }
        }
        money = Deferred { SeatMoney(derivation) }
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
