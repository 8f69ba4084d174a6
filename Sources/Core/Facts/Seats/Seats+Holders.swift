import Columns

// What is known of the holder of a seat (facts §3.1).

extension Seats {
    /// The holder is absent on `as_of`.
    var onLeave: ValueFilling<Bool> {
        let presence = derivation.presence
        return values(ofPerson: { presence.isAbsent($1, on: $0.use.asOf) })
    }

    /// The holder has left.
    var left: ValueFilling<Bool> {
        let (presence, today) = (derivation.presence, derivation.moment.today)
        return values(ofPerson: { presence.hasLeft($1, by: today) })
    }

    /// From Users for that team; of several rows the highest role, then the first.
    var role: TextFilling<Role?> { users { $0.role?.rawValue } }

    /// From Users for that team, as the role.
    var accountStatus: TextFilling<AccountStatus?> { users { $0.status?.rawValue } }

    /// A column of what the Users file of the team says of the holder.
    private func users<Value: CellValue>(_ text: (UserFacts) -> String?) -> TextFilling<Value> {
        var filling = TextFilling<Value>()
        filling.reserve(count)
        let users = Dictionary(staff.value.map { ($0.team, $0.users) }) { first, _ in first }
        for team in teams {
            guard let known = users[team.roster.name], !known.isEmpty else {
                filling.append(CodedText.null, count: team.seats.count)
                continue
            }
            var last: (person: Int32, code: UInt32)?
            for seat in team.seats {
                let person = seat.key.person
                if last?.person != person {
                    last = (person, filling.code(known[person].flatMap(text)))
                }
                filling.append(last?.code ?? CodedText.null)
            }
        }
        return filling
    }
}
