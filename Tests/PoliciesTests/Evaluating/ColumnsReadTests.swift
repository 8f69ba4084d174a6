import CivilTime
import Columns
import Facts
import Policies
import Settings
import Testing

/// What no condition names is not made: most columns of seats cost more than the condition that reads others.
struct ColumnsReadTests {
    /// The facts with seats whose columns are made when they are asked for.
    private func factsOnDemand(_ seats: [[String: Cell]]) throws -> FactSet {
        let facts = facts(["seat": seats])
        let given = try #require(facts.table("seat"))
        let seats = Table(
            "seat",
            rowCount: given.rowCount,
            onDemand: given.columns.map { column in DeferredColumn(column.name) { column } }
        )
        return FactSet(now: facts.now, today: today, zone: .utc, tables: [seats])
    }

    private func columnsRead(
        _ rules: String,
        by seats: [[String: Cell]] = [idleSeat("ada", 5), idleSeat("bob", 9)]
    ) throws -> Set<String> {
        let policy = try seatPolicy(rules)
        let facts = try factsOnDemand(seats)
        let verdicts = judge(
            policy,
            over: FactSource(facts),
            configuration: .standard,
            keeping: .only([])
        )
        #expect(verdicts.passedOver + verdicts.results.count == seats.count)
        return Set(try #require(facts.table("seat")).madeColumns)
    }

    @Test
    func
        `a policy that finds nothing reads what its conditions name, and how far the data reaches`()
        throws
    {
        let read = try columnsRead(
            """
            match: [{ assigned: seat.assigned }]
            expr: seat.days_idle.orElse(0) >= 60
            """
        )
        #expect(read == ["assigned", "days_idle", "as_of", "days_known", "fresh"])
    }

    @Test func `what was found is shown with its key`() throws {
        let read = try columnsRead(
            "expr: seat.days_idle.orElse(0) >= 60",
            by: [idleSeat("ada", 70), idleSeat("bob", 9)]
        )
        #expect(read.isSuperset(of: ["team", "person", "offering"]))
        #expect(
            read.isDisjoint(with: ["price", "tokens_30", "covered_by", "used_days", "version"])
        )
    }
}
