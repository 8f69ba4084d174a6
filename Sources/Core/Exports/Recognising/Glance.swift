import Columns
package import Tabular

/// What can be said of a file that was refused: as far as it can be read, it may be named.
package struct Glance: Hashable, Sendable {
    /// What its header is that of; `nil` where it is none that is known.
    package let dataset: Dataset?
    /// The teams of its rows as they are written, in the order of the file; at most `maximumTeams`.
    package let teams: [String]
    /// How many rows it has; `nil` where it cannot be read to its end.
    package let rows: Int?

    /// Teams that are named.
    package static let maximumTeams = 5
    /// Rows beyond which they are not counted: nobody waits for the end of a file that is no use.
    static let maximumRows = 1_000_000

    /// Looks at a file; `nil` where there is not even a header.
    ///
    /// Nothing is thrown, since something is wrong with it anyway.
    ///
    /// - Parameters:
    ///   - source: the file.
    ///   - options: further spellings of headers.
    package init?(_ source: some ByteSource, _ options: ReadingOptions = ReadingOptions()) {
        guard let opened = try? firstRows(of: source, options) else { return nil }
        var rows = opened.rows
        let header = Header(opened.header, aliases: options.aliases)
        dataset = Dataset(header)
        let team = dataset.flatMap { Layout.match(header, in: $0)["team"] }
        var count = 0
        var teams: [String] = []
        var known: Set<String> = []
        var isWhole = false
        while let hasNext = try? rows.advance() {
            guard hasNext else {
                isWhole = true
                break
            }
            let record = rows.record
            if record.isEmpty { continue }
            count += 1
            guard count < Self.maximumRows else { break }
            // In a row that was cut off, or has cells too few, the team may stand elsewhere.
            guard let team, team < record.count, record.count >= header.written.count,
                teams.count < Self.maximumTeams
            else { continue }
            let cell = record.bytes.span.extracting(record.trimmedRange(of: team))
            guard !isAbsent(cell) else { continue }
            let name = text(cell)
            if known.insert(fold(name)).inserted { teams.append(Advice.clipped(name)) }
        }
        self.teams = teams
        self.rows = isWhole ? count : nil
    }
}
