import CivilTime
import Columns
import TestSupport

@testable import CEL

/// Seats with pools and teams, of values that are hard: the ends of every type, NaN, nulls
/// everywhere, texts outside of ASCII.
struct RandomTable {
    static let structures = [
        StructureDeclaration(
            "seat",
            fields: [
                FieldDeclaration("email", .wrapper(.string)), FieldDeclaration("kind", .string),
                FieldDeclaration("note", .wrapper(.string)),
                FieldDeclaration("days_idle", .wrapper(.int)), FieldDeclaration("used", .int),
                FieldDeclaration("price", .wrapper(.double)), FieldDeclaration("share", .double),
                FieldDeclaration("assigned", .bool), FieldDeclaration("left", .wrapper(.bool)),
                FieldDeclaration("assigned_on", .wrapper(.day)), FieldDeclaration("seen_on", .day),
                FieldDeclaration("changed", .wrapper(.timestamp)),
                FieldDeclaration("tags", .wrapper(.list(.string))),
                FieldDeclaration("uses", .list(.day)), FieldDeclaration("secret", .wrapper(.int)),
                FieldDeclaration("pool", .structure("pool")),
            ]
        ),
        StructureDeclaration(
            "pool",
            fields: [
                FieldDeclaration("name", .wrapper(.string)), FieldDeclaration("free", .int),
                FieldDeclaration("share", .wrapper(.double)),
                FieldDeclaration("renewal", .wrapper(.day)),
                FieldDeclaration("team", .structure("team")),
            ]
        ),
        StructureDeclaration(
            "team",
            fields: [
                FieldDeclaration("name", .string), FieldDeclaration("size", .wrapper(.int)),
                FieldDeclaration("known", .bool),
            ]
        ),
    ]

    let seats: TableRows
    let pools: TableRows
    let teams: TableRows

    init(rowCount: Int, _ random: inout SeededGenerator) {
        var values = RandomValues(random)
        let teamCount = [0, 1, 3].randomElement(using: &values.random) ?? 1
        let poolCount = [0, 1, 4].randomElement(using: &values.random) ?? 1
        teams = TableRows(
            Self.structures[2],
            rowCount: teamCount,
            [
                values.column("name", .text, teamCount, nulls: false),
                values.column("size", .int, teamCount),
                values.column("known", .bool, teamCount, nulls: false),
            ]
        )
        pools = TableRows(
            Self.structures[1],
            rowCount: poolCount,
            [
                values.column("name", .text, poolCount),
                values.column("free", .int, poolCount, nulls: false),
                values.column("share", .num, poolCount),
                values.column("renewal", .day, poolCount),
            ],
            relations: [
                "team": ColumnarRelation(rows: values.rows(poolCount, of: teamCount), target: teams)
            ]
        )
        seats = TableRows(
            Self.structures[0],
            rowCount: rowCount,
            [
                values.column("email", .text, rowCount),
                values.column("kind", .text, rowCount, nulls: false),
                values.column("note", .text, rowCount),
                values.column("days_idle", .int, rowCount),
                values.column("used", .int, rowCount, nulls: false),
                values.column("price", .num, rowCount),
                values.column("share", .num, rowCount, nulls: false),
                values.column("assigned", .bool, rowCount, nulls: false),
                values.column("left", .bool, rowCount),
                values.column("assigned_on", .day, rowCount),
                values.column("seen_on", .day, rowCount, nulls: false),
                values.column("changed", .instant, rowCount),
                values.column("tags", .list, rowCount),
                values.column("uses", .days, rowCount, nulls: false),
                values.column("secret", .int, rowCount),
            ],
            relations: [
                "pool": ColumnarRelation(rows: values.rows(rowCount, of: poolCount), target: pools)
            ],
            hidden: ["secret"]
        )
        random = values.random
    }
}

/// Cells that are hard.
struct RandomValues {
    var random: SeededGenerator

    static let texts = [
        "", "a", "A", "ab", "ada@example.com", "bob@example.com", "seats", "Seats", "ß", "é",
        "e\u{301}", "😀", "👩‍👩‍👧", "x\u{0}y", "monday", "2026-11-24", "12", "-7", "true",
    ]
    static let ints = [
        Int.min, .min + 1, -9_007_199_254_740_993, -61, -1, 0, 1, 2, 7, 30, 60, 90,
        4_611_686_018_427_387_904, 9_007_199_254_740_993, .max - 1, .max,
    ]
    static let numbers = [
        -Double.infinity, -9_223_372_036_854_775_808, -1.5, -1, -0.0, 0, .leastNonzeroMagnitude,
        0.1, 0.5, 1, 2, 60,
        9_007_199_254_740_992, 9_223_372_036_854_775_808, 18_446_744_073_709_551_616, 1.7e308,
        .infinity, .nan,
    ]
    static let days: [Int32] = [
        -719_162, -719_161, -1, 0, 20_000, 20_781, 20_782, 20_783, 2_932_895, 2_932_896,
    ]
    static let seconds: [Int64] = [
        -99_999_999_999_999, -62_135_596_800, -1, 0, 1, 1_795_000_000, 1_795_000_001,
        253_402_300_799,
        253_402_300_800,
    ]

    init(_ random: SeededGenerator) { self.random = random }

    mutating func column(_ name: String, _ type: CellType, _ count: Int, nulls: Bool = true)
        -> Column
    {
        var column = Column(name, type)
        // Some columns have all values, also where they need not.
        let hasNulls = nulls && Int.random(in: 0..<4, using: &random) > 0
        for _ in 0..<count {
            let isNull = hasNulls && Int.random(in: 0..<3, using: &random) == 0
            column.append(isNull ? .null : cell(type))
        }
        return column
    }

    /// Rows of another table, or none.
    mutating func rows(_ count: Int, of target: Int) -> [Int32] {
        (0..<count).map { _ in
            Int.random(in: 0..<3, using: &random) == 0
                ? -1 : (0..<Int32(target)).randomElement(using: &random) ?? -1
        }
    }

    private mutating func cell(_ type: CellType) -> Cell {
        func any<Element>(_ all: [Element], _ other: Element) -> Element {
            all.randomElement(using: &random) ?? other
        }
        switch type {
        case .text: return .text(any(Self.texts, ""))
        case .int:
            return .int(
                Bool.random(using: &random)
                    ? any(Self.ints, 0) : Int.random(in: -5...120, using: &random)
            )
        case .num:
            return .num(
                Bool.random(using: &random)
                    ? any(Self.numbers, 0) : Double.random(in: -2...100, using: &random)
            )
        case .bool: return .bool(Bool.random(using: &random))
        case .day: return .day(Day(daysSince1970: any(Self.days, 0)))
        case .instant: return .instant(Instant(secondsSince1970: any(Self.seconds, 0)))
        case .list:
            let count = Int.random(in: 0...3, using: &random)
            return .list((0..<count).map { _ in any(Self.texts, "") })
        case .days:
            let count = Int.random(in: 0...2, using: &random)
            let days: [Int32] = [20_781, 20_782, 20_783]
            return .days(DaySet((0..<count).map { _ in Day(daysSince1970: any(days, 0)) }))
        }
    }
}
