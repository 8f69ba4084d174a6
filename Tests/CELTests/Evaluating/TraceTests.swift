import CivilTime
import Testing

@testable import CEL

@Suite struct TraceTests {
    private func trace(_ text: String, _ fields: [String: Value] = [:]) throws -> [String] {
        let program = try #require(Sample.environment.compile(text).program)
        return program.trace(try Sample.bindings(fields)).map { step in
            switch step.value {
            case .success(let value): "\(step.text) = \(value.brief)"
            case .failure(let error): "\(step.text) failed: \(error.message)"
            }
        }
    }

    @Test func `every part is shown with its value, the whole last`() throws {
        #expect(
            try trace("seat.assigned && seat.days_idle >= limit * 2") == [
                "seat.assigned = true", "seat.days_idle = 73", "limit = 60", "limit * 2 = 120",
                "seat.days_idle >= limit * 2 = false",
                "seat.assigned && seat.days_idle >= limit * 2 = false",
            ]
        )
    }

    @Test func `a part that was not needed is shown as well`() throws {
        #expect(
            try trace("seat.kind == 'flex' && limit > 5") == [
                "seat.kind = 'seats'", "seat.kind == 'flex' = false", "limit = 60",
                "limit > 5 = true",
                "seat.kind == 'flex' && limit > 5 = false",
            ]
        )
    }

    @Test func `an absent fact shows as null, and what reads it as unknown`() throws {
        #expect(
            try trace("seat.price > 2.0 || has(seat.email)") == [
                "seat.price = null", "seat.price > 2.0 failed: seat.price is null",
                "has(seat.email) = false",
                "seat.price > 2.0 || has(seat.email) failed: seat.price is null",
            ]
        )
        #expect(
            try trace("seat.pool.seats_free > 1") == [
                "seat.pool = null", "seat.pool.seats_free failed: seat.pool is null",
                "seat.pool.seats_free > 1 failed: seat.pool is null",
            ]
        )
    }

    @Test func `a macro is shown by what it walks through and its result`() throws {
        #expect(
            try trace("names.exists(n, n == 'bob')") == [
                "names = list", "names.exists(n, n == 'bob') = true",
            ]
        )
    }

    @Test func `steps carry the place of their part`() throws {
        let program = try #require(Sample.environment.compile(" limit  > 1").program)
        #expect(program.trace(try Sample.bindings()).map(\.offsets) == [1..<6, 1..<11])
    }
}
