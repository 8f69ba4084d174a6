import CivilTime
import Columns
import Testing

@testable import CEL

/// Six seats of three pools, one of which has no team.
struct Seats {
    static let team = TableRows(
        RandomTable.structures[2],
        rowCount: 1,
        [column("name", .text, [.text("North")]), column("size", .int, [.int(12)])]
    )

    static let pool = TableRows(
        RandomTable.structures[1],
        rowCount: 2,
        [
            column("name", .text, [.text("CAD"), .null]), column("free", .int, [.int(3), .int(0)]),
            column("share", .num, [.num(0.5), .null]),
        ],
        relations: ["team": ColumnarRelation(rows: [0, -1], target: team)]
    )

    static let seat = TableRows(
        RandomTable.structures[0],
        rowCount: 6,
        [
            column("email", .text, ["ada", "bob", nil, "ada", "eve", nil].map(cell)),
            column("kind", .text, ["seats", "flex", "seats", "seats", "token", "flex"].map(cell)),
            column("used", .int, [0, 7, 60, 90, -5, .max].map(Cell.int)),
            column("days_idle", .int, [.int(1), .null, .int(60), .int(.min), .null, .int(90)]),
            column("price", .num, [.num(0.5), .num(.nan), .null, .num(-0.0), .num(60), .num(1e9)]),
            column("share", .num, [0, 0.5, 1, -1, .infinity, .nan].map(Cell.num)),
            column("assigned", .bool, [true, false, true, true, false, true].map(Cell.bool)),
            column("left", .bool, [.bool(true), .null, .bool(false), .null, .bool(true), .null]),
            column("seen_on", .day, [0, 31, 59, -1, 20_781, 2_932_896].map(day)),
            column("changed", .instant, [0, 86_400, nil, 7, 90, nil].map(instant)),
            column(
                "tags",
                .list,
                [.list(["a"]), .list([]), .null, .list(["b", "a"]), .null, .null]
            ),
            column("secret", .int, [1, 2, 3, 4, 5, 6].map(Cell.int)),
        ],
        relations: ["pool": ColumnarRelation(rows: [0, 1, -1, 0, 1, -1], target: pool)],
        hidden: ["secret"]
    )

    static func column(_ name: String, _ type: CellType, _ cells: [Cell]) -> Column {
        var column = Column(name, type)
        for cell in cells { column.append(cell) }
        return column
    }

    private static func cell(_ text: String?) -> Cell { text.map(Cell.text) ?? .null }
    private static func day(_ number: Int32) -> Cell { .day(Day(daysSince1970: number)) }
    private static func instant(_ seconds: Int64?) -> Cell {
        seconds.map { .instant(Instant(secondsSince1970: $0)) } ?? .null
    }

    static var environment: Environment {
        var environment = Environment(.policy)
        for structure in RandomTable.structures { environment.declare(structure) }
        environment.declare(variable: "seat", .structure("seat"))
        environment.declare(variable: "idle", .wrapper(.int))
        environment.declare(variable: "wrong", .int)
        environment.declare(variable: "names", .list(.string))
        return environment
    }

    static let bindings: [String: ColumnarBinding] = [
        "seat": .rows(seat), "wrong": .computed { .string("row \($0)") },
        "names": .constant(.list([.string("ada"), .string("zoe")])),
    ]

    static func program(_ text: String) throws -> CEL.Program {
        try #require(environment.compile(text).program)
    }
}
