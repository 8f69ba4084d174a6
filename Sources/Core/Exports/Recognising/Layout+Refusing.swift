import Columns

// What is said of a header that is none: what was looked for, what was found, what helps.

extension Layout {
    /// Why a header is no file's that can be read.
    ///
    /// - Parameters:
    ///   - header: the header.
    ///   - ruled: the data set that it would be, if nothing were missing.
    ///   - cells: the columns of that data set that are there.
    /// - Returns: what to throw.
    static func refusal(
        of header: Header,
        _ ruled: Dataset?,
        _ cells: [String: Int]
    ) -> ExportError {
        // A first line of data is about people: it is not repeated.
        if ruled == nil, header.isData { return lost(header) }
        if let near = NearFit(header, ruled: ruled) {
            return missing(near.missing, of: near.dataset, header)
        }
        guard let ruled, let keys = ruled.firstMissing(from: cells) else { return unknown(header) }
        return missing(keys, of: ruled, header)
    }

    /// Two columns with one name: either could be meant.
    static func twice(_ place: Place, _ dataset: Dataset, _ header: Header) -> ExportError {
        ExportError(
            .duplicateColumn,
            dataset: dataset,
            column: place.column.key,
            lines: [header.line],
            Advice.sentence(
                "\(header.place) names the column '\(Advice.clipped(place.written))' more than once, "
                    + "so nobody can say which of them counts"
            ),
            advice: ["Or remove one of the two columns, and put the file into the inbox again."]
        )
    }

    private static func lost(_ header: Header) -> ExportError {
        ExportError(
            .unknownDataset,
            lines: [header.line],
            Advice.sentence(
                "\(header.place) of this file holds data where the names of the columns must stand: "
                    + "the line was lost, or the file was put together from others"
            ),
            brief: "its first line does not name the columns"
        )
    }

    private static func unknown(_ header: Header) -> ExportError {
        let titles = Dataset.allCases.map(\.title).joined(separator: ", ")
        return ExportError(
            .unknownDataset,
            lines: [header.line],
            "The columns of this file fit no known export: "
                + "its \(header.place.replacing("the ", with: "")) has "
                + "\(Advice.list(header.names)). Known are \(titles), told apart by their columns, not by "
                + "the file's name.",
            advice: [hint(header)]
        )
    }

    private static func hint(_ header: Header) -> String {
        if header.names.count == 1, header.names[0].contains(where: { ",;\t".contains($0) }) {
            return
                "The whole first line stands in one pair of quotation marks, as spreadsheets write it "
                + "that have not split the lines into columns: take the file as it was downloaded."
        }
        let own: [Dataset] = [.leavers, .absences, .balances]
        if header.has("email"), header.names.count <= Dataset.absences.columns.count {
            let lines = own.map { "\($0.title): \($0.ownHeader)" }.joined(separator: "; ")
            return "For a file of your own write the first line so: \(lines)."
        }
        return
            "Where the names of the columns are in another language, add them to the configuration "
            + "under inputs: columns, and put the file into the inbox again."
    }

    private static func missing(
        _ keys: [String],
        of dataset: Dataset,
        _ header: Header
    ) -> ExportError {
        let spellings = keys.compactMap(CanonicalColumn.named).flatMap(\.spellings)
            .filter { $0.applies(in: dataset) }.map(\.folded)
        // Sums of months say nothing of days.
        let isMonthly = keys[0] == "day_used" && header.isSpelled("usagemonth", "usage_month")
        return ExportError(
            .missingColumn,
            dataset: dataset,
            column: keys[0],
            lines: [header.line],
            "This looks like a file of \"\(dataset.title)\", but it has no column for \(ExportError.name(keys[0])): "
                + "looked for \(Advice.list(spellings)), found \(Advice.list(header.names)).",
            advice: [
                isMonthly
                    ? "The file has sums of months: ask for the field usageDate in place of usageMonth."
                    : "Where the column has another name, add that name to the configuration under "
                        + "inputs: columns: \(keys[0]), and put the file into the inbox again."
            ]
        )
    }
}
