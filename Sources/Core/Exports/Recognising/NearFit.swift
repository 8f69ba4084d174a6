// A header without one column that its data set cannot do without fits no rule, or that of another data
// set: Token usage without its days looks like a Usage report without its seats. What an administrator
// must hear is what is missing from the file that was meant.

/// The data set that a header nearly fits.
struct NearFit {
    /// What the file was meant to be.
    let dataset: Dataset
    /// The columns of which it needs one.
    let missing: [String]

    /// Finds the data set that explains most of a header.
    ///
    /// - Parameters:
    ///   - header: one that fits no data set wholly.
    ///   - ruled: the data set by the rules, which counts among those that explain equally many columns.
    ///
    /// It is `nil` where no column speaks of one data set more than of any other.
    init?(_ header: Header, ruled: Dataset?) {
        let cells = Dataset.allCases.map { dataset in
            Layout.match(header, in: dataset).filter { dataset.columns.contains($0.key) }
        }
        let known = Set(cells.flatMap(\.values))
        let fits = zip(Dataset.allCases, cells).compactMap { dataset, cells -> Candidate? in
            guard cells.keys.contains(where: { !Self.everywhere.contains($0) }),
                let missing = dataset.missing(from: cells)
            else { return nil }
            return Candidate(
                dataset: dataset,
                missing: missing,
                foreign: known.subtracting(cells.values).count,
                isRuled: dataset == ruled,
                share: Double(cells.count) / Double(dataset.columns.count)
            )
        }
        guard let best = fits.max(by: { $1.isBetter(than: $0) }),
            ruled != nil || 2 * known.count >= header.names.count
        else { return nil }
        dataset = best.dataset
        missing = best.missing
    }

    private struct Candidate {
        let dataset: Dataset
        let missing: [String]
        /// Columns that other data sets have and this one lacks.
        let foreign: Int
        let isRuled: Bool
        /// The part of its columns that are there.
        let share: Double

        func isBetter(than other: Candidate) -> Bool {
            if foreign != other.foreign { return foreign < other.foreign }
            if isRuled != other.isRuled { return isRuled }
            return share > other.share
        }
    }

    /// Columns that say nothing of what a file is.
    private static let everywhere: Set = [
        "email", "first_name", "last_name", "user_id", "hashed_user_id", "team", "offering",
        "product",
    ]
}

extension Dataset {
    /// The first group of required columns of which none is among those that are there; `nil` where
    /// nothing is missing.
    func firstMissing(from cells: [String: Int]) -> [String]? {
        requiredColumns.first { !$0.contains { cells[$0] != nil } }
    }

    /// What keeps a header from being one of it.
    fileprivate func missing(from cells: [String: Int]) -> [String]? {
        if let keys = firstMissing(from: cells) { return keys }
        return switch self {
        case .users: ["role"]
        case .groups: ["group_type"]
        default: nil
        }
    }
}
