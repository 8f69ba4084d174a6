import Glibc

/// `benchmark-cel`: what conditions over a seat-like table cost.
///
/// - `data FILE ROWS [SEED]` writes the table as CSV, for other programs.
/// - `columnar FILE|ROWS CONDITIONS` evaluates each condition once, a column at a time.
/// - `rows FILE|ROWS CONDITIONS` evaluates one row at a time by the interpreter, with the row as a map
///   of all its values, as other implementations need it; `structures` with the row as a structure.
/// - `figures FILE|ROWS CONDITIONS` evaluates each many times in either way.
///
/// What they find is one JSON object.
@main
enum BenchmarkCEL {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count >= 3 else { stop(usage, code: 64) }
        switch arguments[0] {
        case "data":
            guard let rows = Int(arguments[2]), rows > 0,
                let seed = arguments.count > 3 ? UInt64(arguments[3]) : 1
            else { stop(usage, code: 64) }
            write(SeatTable(rowCount: rows, seed: seed), to: arguments[1])
        case "columnar", "rows", "structures", "figures":
            let table = Int(arguments[1]).map { SeatTable(rowCount: $0, seed: 1) }
            let bench = Bench(table ?? read(arguments[1]), conditions(arguments[2]))
            switch arguments[0] {
            case "columnar": print(bench.columnar())
            case "rows": print(bench.rows { table, row in table.map(at: row) })
            case "structures": print(bench.rows { table, row in table.structure(at: row) })
            default: print(bench.figures())
            }
        default: stop(usage, code: 64)
        }
    }

    private static let usage = """
        usage: benchmark-cel data FILE ROWS [SEED]
               benchmark-cel columnar|rows|structures|figures FILE|ROWS CONDITIONS
        """

    private static func write(_ table: SeatTable, to path: String) {
        guard let file = fopen(path, "w") else { stop("\(path) cannot be written", code: 73) }
        var text = SeatTable.header
        for row in 0..<table.seats.rowCount {
            table.write(row, to: &text)
            if text.utf8.count > 1 << 20 {
                fputs(text, file)
                text = ""
            }
        }
        fputs(text, file)
        guard fclose(file) == 0 else { stop("\(path) cannot be written", code: 73) }
    }

    private static func read(_ path: String) -> SeatTable {
        guard let table = SeatTable(csv: octets(path)) else {
            stop("\(path) is no table", code: 65)
        }
        return table
    }

    /// The conditions of a file, one a line, below headings that begin with their group.
    private static func conditions(_ path: String) -> [Condition] {
        var group = ""
        var conditions: [Condition] = []
        for line in String(decoding: octets(path), as: UTF8.self).split(separator: "\n") {
            if line.hasPrefix("# ") {
                group = String(line.dropFirst(2).prefix { $0 != ":" && $0 != "," })
            } else {
                conditions.append(Condition(text: String(line), group: group))
            }
        }
        return conditions
    }

    private static func octets(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { stop("\(path) cannot be read", code: 66) }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        let size = ftell(file)
        rewind(file)
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = fread(buffer.baseAddress, 1, size, file)
        }
    }
}

/// Says what is wrong and ends.
func stop(_ message: String, code: Int32) -> Never {
    var text = Array("benchmark-cel: \(message)\n".utf8)
    write(STDERR_FILENO, &text, text.count)
    exit(code)
}
