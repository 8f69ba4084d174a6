import Exports
import Tabular

/// Cells of every type, whatever stands in them, become values or a mistake, and what is printed of them
/// is JSON.
///
/// The lines of an input are the cells of a report; a cell may hold anything but a line end.
func tryCells(_ bytes: [UInt8]) {
    let cells = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var writer: [UInt8] = Array((columns.joined(separator: ",") + "\n").utf8)
    for start in stride(from: 0, to: min(cells.count, 200), by: columns.count) {
        for column in columns.indices {
            let cell = start + column < cells.count ? cells[start + column] : []
            writer.append(UInt8(ascii: "\""))
            for byte in cell {
                if byte == UInt8(ascii: "\"") { writer.append(byte) }
                writer.append(byte)
            }
            writer.append(UInt8(ascii: "\""))
            writer.append(UInt8(ascii: column == columns.count - 1 ? "\n" : ","))
        }
    }
    var text = ""
    do throws(ExportError) {
        text = canonicalJSON(try readExport(writer, options))
    } catch {
        text = canonicalJSON(error)
    }
    do throws(TabularError) {
        _ = try readJSON(Array(text.utf8))
    } catch {
        fatalError("\(error): \(text)")
    }
}

let cellSeeds = [
    "plain": Array(
        """
        h1
        AutoCAD
        2026-02-11T10:00:00Z
        2026-02-11
        12
        16.2
        7
        active
        h2
        Maya
        02/28/2026 23:59:59
        46054.5
        -
        1,5
        N/A
        *****
        """.utf8
    )
]

private let columns = [
    "hashed_autodesk_id", "offering_name", "assigned_date", "last_accessed", "days_inactive",
    "monthly_average", "tokens_used", "user_activity",
]

private let options = ReadingOptions(maxBadRows: 1)
