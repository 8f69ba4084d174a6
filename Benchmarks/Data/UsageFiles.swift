import RandomNumbers
import Glibc

/// What the rows of use say of each seat, for the reports.
struct UseRecord {
    /// The last used day and the number of used days of a seat; -1 and 0 without use.
    struct Figures {
        var last: [Int32]
        var count: [Int32]
    }

    /// At the end of the first file.
    private(set) var exported: Figures
    /// At the end of the later ones.
    private(set) var later: Figures

    init(seats: Int) {
        later = Figures(
            last: Array(repeating: -1, count: seats),
            count: Array(repeating: 0, count: seats)
        )
        exported = later
    }

    mutating func note(_ seat: Int, _ day: Int32) {
        guard later.last[seat] != day else { return }
        later.last[seat] = day
        later.count[seat] += 1
    }

    /// States that the first file is complete.
    mutating func export() { exported = later }
}

private let header = [
    "day_used", "email", "first_name", "last_name", "autodesk_id", "hashed_autodesk_id",
    "offering_name", "product_name", "version", "access_option", "team_alias",
]

/// Writes the day rows: the first file, the rows that came later, and both in one; all by day, and in no
/// order within a day, which is the hardest for whoever counts by person.
///
/// - Returns: how many rows the first and the later file have.
func writeUsage(
    _ company: Company,
    _ names: ExportNames,
    _ use: inout UseRecord,
    _ random: inout Random
) throws(FileProblem) -> (exported: Int, later: Int) {
    let habits = Habits(company, &random)
    var order = Array(habits.list.indices)
    var first = try ExportFile(names.usage)
    try first.write(header)
    var rows = 0
    for day in 0...WorkDay.exported.number {
        rows += try habits.write(day, most: .max, &order, to: &first, &use, &random)
    }
    try first.flush()
    use.export()

    var tail = try ExportFile(names.tail)
    try tail.write(header)
    // One in a hundred rows is new.
    let most = rows / 100
    var (new, day) = (0, WorkDay.exported.number + 1)
    while new < most, day <= WorkDay.later.number {
        new += try habits.write(day, most: most - new, &order, to: &tail, &use, &random)
        day += 1
    }
    try tail.flush()
    try writeCopies(names)
    return (rows, new)
}

/// The files that repeat rows, and what stands beside all of them.
private func writeCopies(_ names: ExportNames) throws(FileProblem) {
    try writeSidecar(of: names.usage, dataset: "usage", to: .exported, exported: .exported.next)
    let next = WorkDay.later.next
    let began = WorkDay.exported.next
    try writeSidecar(of: names.tail, dataset: "usage", from: began, to: .later, exported: next)

    var whole = try ExportFile(names.whole)
    try whole.append(contentsOf: names.usage)
    try whole.append(contentsOf: names.tail, from: csvLine(header).utf8.count)
    try writeSidecar(of: names.whole, dataset: "usage", to: .later, exported: next)

    // The same bytes under another name: a second copy would only fill the disk.
    unlink(names.again)
    guard link(names.usage, names.again) == 0 else { throw FileProblem(names.again) }
    try writeSidecar(
        of: names.again,
        dataset: "usage",
        to: .exported,
        exported: .exported.next.next
    )
}
