import CEL
import CivilTime
import Columns

/// A column at a time an expression comes to what it comes to row by row, also where that is an error.
func tryCELColumns(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let table = SampleTable.seats
    for environment in CELSample.environments {
        guard let program = environment.compile(text).program else { continue }
        var bindings = CELSample.constants.mapValues { ColumnarBinding.constant($0) }
        bindings["seat"] = .rows(table)
        let result = program.evaluate(bindings, rows: RowSet(all: table.rowCount), budget: budget)
        for row in 0..<table.rowCount {
            var values = CELSample.constants
            values["seat"] = table.structure(at: row)
            let expected = Result { () throws(EvaluationError) in
                try program.evaluate(Bindings(values), budget: budget)
            }
            switch expected {
            case .success(let value) where result[row] == value: continue
            // Steps of what is shared by all rows are not counted for each of them.
            case .failure(let error) where error.kind == .budget: continue
            case .failure where result.failed.contains(row): continue
            default: break
            }
            fatalError(
                "\(text)\nrow \(row): \(expected), as a column \(String(describing: result[row]))"
            )
        }
    }
}

private let budget = 20_000

/// Rows whose fields lie in columns, with what is extreme and what is absent.
private final class SampleTable: ColumnarRows {
    static let seats = SampleTable(
        "seat",
        [
            column("email", .text, ["ada@example.com", "", nil, "é", "ada@example.com"]),
            column("assigned", .bool, [true, false, true, true, false]),
            column("days_idle", .int, [73, 0, nil, Int.max, Int.min]),
            column("price", .num, [2.5, nil, -0.0, Double.nan, Double.infinity]),
            column("kind", .text, ["seats", "token", "", "seats", "é"]),
            column("assigned_on", .day, [day(20_000), nil, day(0), day(20_781), day(-1)]),
        ],
        pool: ColumnarRelation(rows: [0, -1, 1, 1, 0], target: pools)
    )
    private static let pools = SampleTable(
        "pool",
        [column("seats_free", .int, [3, -1]), column("share", .num, [0.25, nil])],
        pool: nil
    )

    private let name: String
    private let columns: [Column]
    private let pool: ColumnarRelation?

    private init(_ name: String, _ columns: [Column], pool: ColumnarRelation?) {
        self.name = name
        self.columns = columns
        self.pool = pool
    }

    var rowCount: Int { columns[0].count }

    // The columns stand in the order of the fields.
    func column(at position: Int) -> Column? {
        columns.indices.contains(position) ? columns[position] : nil
    }

    func relation(at position: Int) -> ColumnarRelation? {
        position == columns.count ? pool : nil
    }

    func structure(at row: Int) -> Value {
        var fields = Dictionary(
            columns.map { ($0.name, Value($0[row])) },
            uniquingKeysWith: { $1 }
        )
        if let pool, pool.rows[row] >= 0 {
            fields["pool"] = pool.target.structure(at: Int(pool.rows[row]))
        }
        return CELSample.structure(name, fields)
    }

    private static func column(_ name: String, _ type: CellType, _ cells: [(any Sendable)?])
        -> Column
    {
        var column = Column(name, type)
        for cell in cells { column.append(self.cell(cell)) }
        return column
    }

    private static func cell(_ value: (any Sendable)?) -> Cell {
        switch value {
        case let text as String: .text(text)
        case let number as Int: .int(number)
        case let number as Double: .num(number)
        case let truth as Bool: .bool(truth)
        case let day as Day: .day(day)
        default: .null
        }
    }

    private static func day(_ days: Int) -> Day { Day(daysSince1970: Int32(days)) }
}
