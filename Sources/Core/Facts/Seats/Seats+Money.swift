import Columns

// What a seat costs, and what its use would cost on Flex (facts §3.1).

extension Seats {
    /// Seat and year, from `prices`.
    var price: ValueFilling<Double?> {
        let money = shared.money.value
        return values(ofOffering: { money.price($1, $0.use) })
    }

    /// Tokens a day, from `flex.rates`.
    var flexRate: ValueFilling<Double?> {
        let money = shared.money.value
        return values(ofOffering: { money.rate($1, $0.use) })
    }

    /// `flex_rate × flex.token_price × expected_days_year`, for a collection over its children, see
    /// `SeatMoney`.
    var flexCostYear: ValueFilling<Double?> {
        var filling = ValueFilling<Double?>()
        filling.reserve(count)
        let (money, use) = (shared.money.value, derivation.use)
        var rates = OfferingValues<Double?>(derivation.history.names)
        let counted = zip(shared.figures.value, shared.numbers.value)
        for (team, (figures, numbers)) in zip(teams, counted) {
            rates.begin()
            let (inYear, expected) = (team.daysUsedInYear(), team.expectedDaysInYear())
            for (place, seat) in team.seats.enumerated() {
                let offering = seat.key.offering
                guard !money.isCollection(offering) else {
                    filling.append(
                        money.collectionCost(
                            use.use(numbers[place]),
                            daysUsedInYear: inYear(place, figures[place]),
                            team.use
                        )
                    )
                    continue
                }
                let rate = rates.value(offering) { money.rate(offering, team.use) }
                filling.append(
                    rate.flatMap { money.cost($0, expected(place, figures[place])) }
                )
            }
        }
        return filling
    }

    /// Collections that the person holds (assigned, subscription, any team) and that contain the
    /// offering.
    var coveredBy: ValueFilling<[String]> {
        let money = shared.money.value
        let holders = roster.subscribers(of: money.collectionCodes)
        let (names, shown) = (derivation.history.names, derivation.shown)
        return values { team in
            let seats = team.seats
            var known = OfferingValues<[(code: Int32, shown: String)]>(names)
            return { place in
                let (person, offering) = (seats[place].key.person, seats[place].key.offering)
                let collections = known.value(offering) {
                    money.collections(containing: offering).map {
                        (code: $0, shown: shown.shown(.offering, names[$0]))
                    }.sorted { precedes($0.shown, $1.shown) }
                }
                guard !collections.isEmpty else { return [] }
                return collections.filter {
                    holders.contains(Holding(person: person, offering: $0.code))
                }.map(\.shown)
            }
        }
    }
}
