import CivilTime
import Columns

/// The columns of the table `seat` that pools read, as loops read them (facts §3.1).
struct SeatFigures {
    private let isAssigned: [Bool]
    private let isOnLeave: [Bool]
    private let access: CodedText
    private let subscription: UInt32?
    private let lastUsed: Values<Day>
    private let daysIdlePresent: Values<Int>
    private let daysAssigned: Values<Int>
    private let daysUsedInYear: Values<Int>
    private let flexCostYear: Values<Double>

    /// - Parameters:
    ///   - seats: the table.
    ///   - withCosts: whether somebody asks what use costs on Flex.
    init(_ seats: Table, withCosts: Bool) {
        isAssigned = seats["assigned"].bools
        isOnLeave = seats["on_leave"].bools
        if case .text(let access)? = seats["access"]?.values {
            self.access = access
        } else {
            access = CodedText()
        }
        subscription = access.dictionary.firstIndex(of: Access.subscription.rawValue)
            .map(UInt32.init)
        lastUsed = Values(days: seats["last_used"])
        daysIdlePresent = Values(ints: seats["days_idle_present"])
        daysAssigned = Values(ints: seats["days_assigned"])
        daysUsedInYear = Values(ints: seats["days_used_365"])
        flexCostYear = Values(nums: withCosts ? seats["flex_cost_year"] : nil)
    }

    /// What a pool must know of one of its seats.
    struct Seat {
        let isAssigned: Bool
        let isSubscription: Bool
        let isOnLeave: Bool
        let lastUsed: Day?
        let daysIdlePresent: Int?
        let daysAssigned: Int?
        let daysUsedInYear: Int?
        let flexCostYear: Double?
    }

    /// The seat of a row.
    subscript(row: Int) -> Seat {
        Seat(
            isAssigned: isAssigned[row],
            isSubscription: access.codes[row] == subscription,
            isOnLeave: isOnLeave[row],
            lastUsed: lastUsed[row],
            daysIdlePresent: daysIdlePresent[row],
            daysAssigned: daysAssigned[row],
            daysUsedInYear: daysUsedInYear[row],
            flexCostYear: flexCostYear[row]
        )
    }
}

/// The elements of a column with the bitmap of those that are there.
private struct Values<Element> {
    private let elements: [Element]
    private let valid: [UInt64]

    private init(_ elements: [Element]?, _ column: Column?) {
        self.elements = elements ?? []
        valid = elements == nil ? [] : column?.validity.words ?? []
    }

    subscript(row: Int) -> Element? {
        !valid.isEmpty && valid[row >> 6] >> UInt64(row & 63) & 1 == 1 ? elements[row] : nil
    }
}

extension Values<Day> {
    init(days column: Column?) {
        if case .day(let days)? = column?.values {
            self.init(days, column)
        } else {
            self.init(nil, nil)
        }
    }
}

extension Values<Int> {
    init(ints column: Column?) {
        if case .int(let ints)? = column?.values {
            self.init(ints, column)
        } else {
            self.init(nil, nil)
        }
    }
}

extension Values<Double> {
    init(nums column: Column?) {
        if case .num(let nums)? = column?.values {
            self.init(nums, column)
        } else {
            self.init(nil, nil)
        }
    }
}

extension Column? {
    /// The elements of a column that is never absent.
    fileprivate var bools: [Bool] {
        if case .bool(let bools)? = self?.values { bools } else { [] }
    }
}
