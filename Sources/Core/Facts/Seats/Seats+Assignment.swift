import CivilTime
import Columns
import Settings

// How and since when a seat is assigned (facts §3.1).

extension Seats {
    /// `seat_assignment` folds to `assigned`.
    var assigned: ValueFilling<Bool> {
        values { team in { team.seats[$0].isAssigned } }
    }

    /// Day of the timestamp.
    var assignedOn: ValueFilling<Day?> {
        values { team in
            let (seats, days) = (team.seats, team.rows.assignedOn)
            return { days[Int(seats[$0].row)] }
        }
    }

    /// Day of the timestamp.
    var unassignedOn: ValueFilling<Day?> {
        values { team in
            let (seats, days) = (team.seats, team.rows.unassignedOn)
            return { days[Int(seats[$0].row)] }
        }
    }

    /// `as_of − assigned_on`, never below 0.
    var daysAssigned: ValueFilling<Int?> {
        values { team in
            let (seats, days, asOf) = (team.seats, team.rows.assignedOn, team.use.asOf)
            return { days[Int(seats[$0].row)].map { Swift.max(0, $0.days(until: asOf)) } }
        }
    }

    /// `subscription`, `flex` or `other`, see `RosterSeat`.
    var access: TextFilling<Access> {
        var filling = TextFilling<Access>()
        filling.reserve(count)
        var codes: [Access: UInt32] = [:]
        for team in teams {
            var last: (access: Access, code: UInt32)?
            for seat in team.seats {
                if let last, last.access == seat.access {
                    filling.append(last.code)
                    continue
                }
                let code = codes[seat.access] ?? filling.code(seat.access.rawValue)
                codes[seat.access] = code
                last = (seat.access, code)
                filling.append(code)
            }
        }
        return filling
    }

    /// The person is member of a group that holds the offering by `groups.assign`, or the offering is
    /// a default assignment of the team, or the group cell is not empty and means that.
    var viaGroup: ValueFilling<Bool> {
        let grouped = groupAssignments()
        let isCellAssignment = derivation.configuration.groups.groupCellMeansGroupAssignment
        return values { team in
            let defaults = self.defaultAssignments(team.roster.name)
            let (seats, groups) = (team.seats, isCellAssignment ? team.rows.groups.codes : [])
            return { place in
                let (key, row) = (seats[place].key, Int(seats[place].row))
                if isCellAssignment, groups[row] != CodedText.null { return true }
                if !defaults.isEmpty, defaults.contains(key.offering) { return true }
                return !grouped.isEmpty
                    && grouped.contains(Holding(person: key.person, offering: key.offering))
            }
        }
    }

    private func defaultAssignments(_ team: String) -> Set<Int32> {
        let entries = derivation.configuration.groups.defaults.filter { fold($0.team) == team }
        return Set(
            entries.flatMap(\.offerings).compactMap { derivation.history.names.find(fold($0)) }
        )
    }

    /// The persons and offerings that `groups.assign` assigns through the newest Groups file.
    private func groupAssignments() -> Set<Holding> {
        let assignments = derivation.configuration.groups.assign
        guard !assignments.isEmpty else { return [] }
        let members = derivation.rows.memberships(derivation.moment)
        var result: Set<Holding> = []
        for assignment in assignments {
            for offering in assignment.offerings {
                guard let code = derivation.history.names.find(fold(offering)) else { continue }
                for person in members[fold(assignment.group)] ?? [] {
                    result.insert(Holding(person: person, offering: code))
                }
            }
        }
        return result
    }
}
