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
                FieldDeclaration("last_used", .wrapper(.timestamp)),
                FieldDeclaration("pool", .structure("pool")),
            ]
        ),
        StructureDeclaration(
            "pool",
            fields: [FieldDeclaration("name", .string), FieldDeclaration("free", .int)]
        ),
    ]

    /// The names of the columns with their types; a type that may be null has a question mark.
    static let header =
        (structures[0].fields.dropLast().map { ($0.name, $0.type) }
        + structures[1].fields.map { ("pool.\($0.name)", $0.type) })
        .map { "\($0):\($1)" }.joined(separator: ",") + "\n"

    let seats: SeatRows
    let pools: SeatRows

    private static let types: [CellType] = [
        .text, .text, .text, .text, .int, .int, .num, .num, .bool, .bool, .instant, .instant,
    ]

    /// Columns that are to be filled.
    private struct Filling {
        var seats = zip(SeatTable.structures[0].fields, SeatTable.types).map {
            Column($0.name, $1)
        }
        var pools = [Column("name", .text), Column("free", .int)]
        var pool: [Int32] = []
    }

    private init(_ filling: Filling) {
        pools = SeatRows(Self.structures[1], filling.pools, nil)
        seats = SeatRows(
            Self.structures[0],
            filling.seats,
            ColumnarRelation(rows: filling.pool, target: pools)
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
        self.init(filling)
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
            .num(random.share()),
            .bool(random.happens(0.7)),
            .bool(random.happens(0.03)),
            .instant(Instant(secondsSince1970: now - Int64(random.below(900)) * 86_400)),
            isKnown ? .instant(Instant(secondsSince1970: now - Int64(idle) * 86_400)) : .null,
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
        text += "\(pools.columns[0][pool].text ?? ""),\(pools.columns[1][pool].int ?? 0)\n"
    }

    /// The table of a text that `write` has made; `nil` for any other.
    init?(csv: [UInt8]) {
        var filling = Filling()
        var reader = LineReader(csv)
        guard reader.line() != nil else { return nil }
        var pools: [String: Int32] = [:]
        while let cells = reader.line() {
            guard cells.count == Self.types.count + 2 else { return nil }
            for (position, type) in Self.types.enumerated() {
                guard let cell = cells[position].cell(type) else { return nil }
                filling.seats[position].append(cell)
            }
            let name = cells[12].text
            if let pool = pools[name] {
                filling.pool.append(pool)
            } else {
                guard let free = cells[13].cell(.int) else { return nil }
                filling.pools[0].append(.text(name))
                filling.pools[1].append(free)
                filling.pool.append(Int32(pools.count))
                pools[name] = Int32(pools.count)
            }
        }
        self.init(filling)
    }
}
