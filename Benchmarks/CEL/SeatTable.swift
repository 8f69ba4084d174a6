import RandomNumbers
import CEL
import CivilTime
import Columns

/// A table of seats that do not exist, with the pools that they belong to.
struct SeatTable {
    static let structures = [
        StructureDeclaration(
            "seat",
            fields: [
                FieldDeclaration("email", .string), FieldDeclaration("team", .string),
                FieldDeclaration("kind", .string), FieldDeclaration("device", .wrapper(.string)),
                FieldDeclaration("used", .int), FieldDeclaration("days_idle", .wrapper(.int)),
                FieldDeclaration("price", .wrapper(.double)), FieldDeclaration("share", .double),
                FieldDeclaration("assigned", .bool), FieldDeclaration("left", .bool),
                FieldDeclaration("assigned_on", .timestamp),
                FieldDeclaration("pool", .structure("pool")),
            ]
        ),
        StructureDeclaration(
            "pool",
            fields: [FieldDeclaration("name", .string), FieldDeclaration("free", .int)]
        ),
    ]

    /// The first line of the text: names with types, which a program that reads it goes by; the pool is
    /// its number, and what the pool says stands behind it.
    static let header =
        (structures[0].fields.map { "\($0.name):\(named($0.type))" }
        + structures[1].fields.map { "pool.\($0.name):\(named($0.type))" })
        .joined(separator: ",") + "\n"

    private static func named(_ type: ValueType) -> String {
        switch type {
        case .structure: "row"
        case .timestamp: "timestamp"
        default: type.description
        }
    }

    let seats: SeatRows
    let pools: SeatRows

    private static let types: [CellType] = [
        .text, .text, .text, .text, .int, .int, .num, .num, .bool, .bool, .instant,
    ]

    /// Columns that are to be filled.
    private struct Filling {
        var seats = zip(SeatTable.structures[0].fields, SeatTable.types).map {
            Column($0.name, $1)
        }
        var pools = [Column("name", .text), Column("free", .int)]
        var pool: [Int32] = []
    }

    init(seats: [Column], pool: [Int32], pools: [Column]) {
        self.pools = SeatRows(Self.structures[1], pools, nil)
        self.seats = SeatRows(
            Self.structures[0],
            seats,
            ColumnarRelation(rows: pool, target: self.pools)
        )
    }

    // MARK: Making

    /// A table of made-up seats: the same seed, the same table.
    init(rowCount: Int, seed: UInt64) {
        var random = Random(seed: seed)
        var filling = Filling()
        for name in Self.offerings {
            filling.pools[0].append(.text(name))
            filling.pools[1].append(.int(random.below(200)))
        }
        for row in 0..<rowCount { Self.append(row, to: &filling, &random) }
        self.init(seats: filling.seats, pool: filling.pool, pools: filling.pools)
    }

    private static let offerings =
        ["AutoCAD", "Revit", "Inventor", "Maya", "Civil 3D"]
        + (1...35).map { "Collection \($0)" }
    private static let names = ["ada", "bob", "carla", "admin", "dora", "leaver", "mia", "zoe"]
    private static let places = ["North", "South", "East", "West", "Lab", "Site 1", "Site 2"]

    private static func append(_ row: Int, to filling: inout Filling, _ random: inout Random) {
        let now: Int64 = 1_795_478_400
        // Three seats a person, as companies have them.
        let person = row / 3
        let isKnown = random.happens(0.8)
        let idle = random.skewed(below: 400)
        let cells: [Cell] = [
            .text(
                "\(names[person % names.count])\(person)@example.\(person % 5 == 0 ? "org" : "com")"
            ),
            .text("\(person % 4 == 0 ? "Globex" : "Acme") \(places[random.below(places.count)])"),
            .text(["seats", "seats", "seats", "flex", "token"][random.below(5)]),
            random.happens(0.7) ? .text("WS-\(random.below(rowLimit))") : .null,
            .int(random.skewed(below: 366)),
            isKnown ? .int(idle) : .null,
            random.happens(0.9) ? .num(Double(random.below(300_000)) / 100) : .null,
            .num(Double(random.below(10_000)) / 10_000),
            .bool(random.happens(0.7)),
            .bool(random.happens(0.03)),
            .instant(Instant(secondsSince1970: now - Int64(random.below(900)) * 86_400)),
        ]
        for position in cells.indices { filling.seats[position].append(cells[position]) }
        filling.pool.append(Int32(random.skewed(below: offerings.count)))
    }

    /// How many devices there are at most.
    private static let rowLimit = 20_000

    // MARK: As text

    /// Adds a row as a line of CSV; no cell of it needs quotes.
    func write(_ row: Int, to text: inout String) {
        for column in seats.columns {
            switch column[row] {
            case .null: break
            case .text(let value): text += value
            case .int(let value): text += String(value)
            case .num(let value): text += value.description
            case .bool(let value): text += value ? "true" : "false"
            case .instant(let value): text += value.description
            case .day, .list, .days: break
            }
            text += ","
        }
        let pool = Int(seats.related?.rows[row] ?? 0)
        text += "\(pool),\(pools.columns[0][pool].text ?? ""),\(pools.columns[1][pool].int ?? 0)\n"
    }
}
