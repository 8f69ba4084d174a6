import Glibc

/// `benchmark-cel`: what conditions over a seat-like table cost.
///
/// - `data FILE ROWS [SEED]` writes the table as CSV, for other programs.
/// - `columnar FILE|ROWS CONDITIONS` evaluates once, a column at a time.
/// - `maps FILE|ROWS CONDITIONS` evaluates one row at a time by the interpreter, the row bound as a map.
/// - `structures FILE|ROWS CONDITIONS` the same, the row bound as a structure.
/// - `figures FILE|ROWS CONDITIONS` evaluates a column at a time, many times over, and says what each
///   condition takes.
///
/// Answers and figures are one JSON object.
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
        case "columnar", "maps", "structures", "figures":
            let table = Int(arguments[1]).map { SeatTable(rowCount: $0, seed: 1) }
            let bench = Bench(table ?? read(arguments[1]), conditions(arguments[2]))
            switch arguments[0] {
            case "columnar": print(bench.columnar())
            case "maps": print(bench.maps())
            case "structures": print(bench.structures())
            default: print(bench.figures())
            }
        default: stop(usage, code: 64)
        }
    }

    private static let usage = """
        usage: benchmark-cel data FILE ROWS [SEED]
               benchmark-cel columnar|maps|structures|figures FILE|ROWS CONDITIONS
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

    /// The conditions of a file, one a line.
    private static func conditions(_ path: String) -> [Condition] {
        var isOfNumbers = false
        var conditions: [Condition] = []
        for line in String(decoding: octets(path), as: UTF8.self).split(separator: "\n") {
            if line.hasPrefix("#") {
                isOfNumbers = line.hasPrefix("# numbers")
            } else {
                conditions.append(Condition(text: String(line), isOfNumbers: isOfNumbers))
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
