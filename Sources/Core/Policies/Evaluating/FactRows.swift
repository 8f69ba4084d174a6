import CEL
import CivilTime
import Columns
import Facts

/// The rows of a fact table, as expressions read them a column at a time.
struct FactRows: ColumnarRows {
    /// The tables of the moment.
    let source: FactSource
    /// The table.
    let rows: FactSource.Rows

    var rowCount: Int { rows.table.rowCount }

    func column(at position: Int) -> Column? {
        guard rows.positions.indices.contains(position), let place = rows.positions[position] else {
            return nil
        }
        return rows.table.column(at: place)
    }

    func relation(at position: Int) -> ColumnarRelation? {
        let place = position - rows.schema.columns.count
        guard rows.schema.relations.indices.contains(place) else { return nil }
        let relation = rows.schema.relations[place]
        guard let found = source.connection(rows.schema.name, relation.name),
            let target = source[relation.target]
        else { return nil }
        return ColumnarRelation(rows: found, target: FactRows(source: source, rows: target))
    }

    func structure(at row: Int) -> Value {
        .structure(FactStructure(source: source, rows: rows, row: row))
    }

    /// How far back the data of each row reaches.
    var history: HistoryDepth {
        HistoryDepth(
            known: TypedColumn(ints: rows.table["days_known"]),
            asOf: TypedColumn(days: rows.table["as_of"])
        )
    }
}

/// How far back the data of rows reaches.
struct HistoryDepth {
    /// How many days are known.
    let known: TypedColumn<Int>?
    /// The last settled day.
    let asOf: TypedColumn<Day>?

    /// Those of some rows whose data reaches back less than so many days.
    func rows(of rows: RowSet, below needed: Int) -> RowSet {
        rows.filtered { (known?[$0] ?? 0) < needed }
    }

    /// The day on which the data of a row will reach back far enough.
    func day(_ row: Int, reaching needed: Int, today: Day) -> Day {
        (asOf?[row] ?? today).adding(needed - (known?[row] ?? 0))
    }
}
