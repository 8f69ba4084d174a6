import RandomNumbers
import Glibc

/// `benchmark-data SCALE FOLDER [SEED]`: writes the exports of a company that does not exist.
@main
enum BenchmarkData {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        guard let scale = arguments.first.flatMap(Scale.init(rawValue:)),
            let folder = arguments.dropFirst().first,
            let seed = arguments.count > 2 ? UInt64(arguments.dropFirst(2).first ?? "") : 1
        else {
            stop("usage: benchmark-data S|M|L FOLDER [SEED]", code: 64)
        }
        do {
            let counts = try writeExports(scale, seed: seed, into: folder)
            print("{\(counts.map { "\"\($0.name)\": \($0.rows)" }.joined(separator: ", "))}")
        } catch {
            stop("\(error)", code: 73)
        }
    }

    private static func stop(_ message: String, code: Int32) -> Never {
        var text = Array("benchmark-data: \(message)\n".utf8)
        write(STDERR_FILENO, &text, text.count)
        exit(code)
    }
}

/// Writes all files of a scale.
///
/// - Parameters:
///   - scale: how large the company is.
///   - seed: the same one gives the same bytes.
///   - folder: made where it is missing.
/// - Returns: how many rows each file has.
/// - Throws: when a file cannot be written.
private func writeExports(
    _ scale: Scale,
    seed: UInt64,
    into folder: String
) throws(FileProblem) -> [(name: String, rows: Int)] {
    var random = Random(seed: seed)
    let company = Company(scale, &random)
    let names = ExportNames(folder)
    try names.makeFolders()
    var use = UseRecord(seats: company.seats.count)
    let rows = try writeUsage(company, names, &use, &random)
    try writeReport(company, use.exported, to: names.report, on: .exported)
    try writeReport(company, use.later, to: names.laterReport, on: .later)
    try writeUsers(company, to: names.users)
    let subscriptions = try writeSubscriptions(company, to: names.subscriptions)
    let tokens = try writeTokens(company, to: names.tokens, &random)
    try writeSettings(company, names)
    return [
        ("people", company.people.count), ("seats", company.seats.count), ("usage", rows.exported),
        ("later", rows.later), ("subscriptions", subscriptions), ("tokens", tokens),
    ]
}
