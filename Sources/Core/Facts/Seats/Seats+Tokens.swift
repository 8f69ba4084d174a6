import CivilTime
import Columns

// Tokens of a person and offering in a team (facts §3.1); `null` unless token data covers the window.

extension Seats {
    /// Tokens of the last 30 days.
    var tokens30: ValueFilling<Double?> { tokens(\.month) }

    /// Tokens of the last 365 days.
    var tokens365: ValueFilling<Double?> { tokens(\.year) }

    /// Of an assigned subscription seat the tokens of the last 30 days, on days after
    /// `assigned_on`; of others 0.
    var flexBesideSeat30: ValueFilling<Double?> {
        values { team in
            let window = team.use.month
            guard window.areTokensCovered else { return { _ in nil } }
            let (seats, assigned) = (team.seats, team.rows.assignedOn)
            let tokens = self.derivation.tokens
            return { place in
                let seat = seats[place]
                guard seat.isAssigned, seat.access == .subscription else { return 0 }
                var days = window.days
                if let assignedOn = assigned[Int(seat.row)], assignedOn >= days.first {
                    guard let rest = DayRange(assignedOn.adding(1), days.last) else { return 0 }
                    days = rest
                }
                return tokens.sum(seat.key, in: days)
            }
        }
    }

    private func tokens(_ window: KeyPath<TeamUse, TeamUse.Window>) -> ValueFilling<Double?> {
        values { team in
            let window = team.use[keyPath: window]
            guard window.areTokensCovered else { return { _ in nil } }
            let (seats, tokens) = (team.seats, self.derivation.tokens)
            return { tokens.sum(seats[$0].key, in: window.days) }
        }
    }
}
