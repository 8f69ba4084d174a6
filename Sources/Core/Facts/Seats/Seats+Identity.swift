import Columns

// Who holds what: what the row says, and the names of its key (facts §3.1).

extension Seats {
    /// Of the row.
    var team: TextFilling<String> {
        var filling = TextFilling<String>()
        filling.reserve(count)
        for team in teams {
            let code = filling.code(derivation.teamName(team.roster.name))
            filling.append(code, count: team.seats.count)
        }
        return filling
    }

    /// Of the row.
    var offering: TextFilling<String> {
        texts(ofOffering: { self.derivation.shown.shown(.offering, $0) })
    }

    /// `capacity`, `flex` or `seats`, told by the name of the offering.
    var kind: TextFilling<OfferingKind> {
        texts(ofOffering: { self.derivation.kinds.kind($0).rawValue })
    }

    /// Person key.
    var person: TextFilling<String> {
        var filling = TextFilling<String>()
        filling.reserve(count)
        filling.know(derivation.people.persons.count)
        for team in teams {
            for seat in team.seats {
                let person = seat.key.person
                filling.append(
                    filling.code(of: person, distinct: { derivation.people.key(person) })
                )
            }
        }
        return filling
    }

    /// Of the row; with personal data off `null`.
    var email: TextFilling<String?> { shared.emails.value }

    /// First and last name of the row, joined by a space.
    var name: TextFilling<String?> {
        var filling = TextFilling<String?>()
        filling.reserve(count)
        filling.know(derivation.people.ofIdentity.count)
        let all = derivation.history.identities
        for team in teams {
            let identities = team.rows.identities
            for seat in team.seats {
                let identity = identities[Int(seat.row)]
                filling.append(filling.code(of: identity) { all[Int(identity) - 1].name })
            }
        }
        return filling
    }

    /// Of the row, in its newest spelling.
    var group: TextFilling<String?> {
        texts { ($0.groups, { self.derivation.shown.shown(.group, written: $0) }) }
    }

    /// Of the row.
    var version: TextFilling<String?> { texts { ($0.versions, { $0 }) } }

    /// `email` is a real address.
    var reachable: ValueFilling<Bool> {
        let emails = shared.emails.value
        let isReal = emails.texts.map { isAddress($0) }
        var filling = ValueFilling<Bool>()
        filling.reserve(count)
        for code in emails.codes { filling.append(code != CodedText.null && isReal[Int(code)]) }
        return filling
    }

    /// A column of texts that offerings have, whatever the team.
    private func texts<Value: CellValue>(ofOffering text: (String) -> String) -> TextFilling<Value>
    {
        var filling = TextFilling<Value>()
        filling.reserve(count)
        let names = derivation.history.names
        filling.know(names.count)
        for team in teams {
            for seat in team.seats {
                let offering = seat.key.offering
                filling.append(filling.code(of: offering) { text(names[offering]) })
            }
        }
        return filling
    }

    /// A column of the texts of a file's column.
    ///
    /// - Parameter column: the column, and how its texts are shown.
    /// - Returns: the column.
    private func texts(
        _ column: (ReportRows) -> (StateTexts, (String) -> String)
    ) -> TextFilling<String?> {
        var filling = TextFilling<String?>()
        filling.reserve(count)
        for team in teams {
            let (texts, shown) = column(team.rows)
            let codes = texts.texts.map { filling.code(shown($0)) }
            for seat in team.seats {
                let code = texts.codes[Int(seat.row)]
                filling.append(code == CodedText.null ? CodedText.null : codes[Int(code)])
            }
        }
        return filling
    }
}
