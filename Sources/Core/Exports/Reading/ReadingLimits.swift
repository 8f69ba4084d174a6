/// How much of a file is taken in; each bound keeps memory and time finite on hostile input.
enum ReadingLimits {
    /// Bytes of a file of day rows: ten years of the largest known accounts.
    static let dayRowFileBytes = 64 << 30
    /// Rows of a file of day rows, good ones.
    static let dayRows = 200_000_000
    /// Bytes of every other file, which is held row by row.
    static let stateFileBytes = 1 << 30
    /// Rows of every other file, good ones.
    static let stateRows = 5_000_000

    /// Bytes of a file of a data set.
    static func bytes(_ dataset: Dataset) -> Int {
        dataset.hasDayRows ? dayRowFileBytes : stateFileBytes
    }

    /// Rows of a file of a data set.
    static func rows(_ dataset: Dataset) -> Int { dataset.hasDayRows ? dayRows : stateRows }

    /// Says that a file has too many bytes.
    static func tooLarge(_ bytes: Int, _ dataset: Dataset? = nil) -> ExportError {
        ExportError(
            .tooLarge,
            dataset: dataset,
            "The file is larger than \(bytes >> 20) MiB.",
            advice: ["Choose a shorter range of dates."]
        )
    }

    /// Says that a file has too many rows.
    static func tooLong(_ rows: Int, _ dataset: Dataset) -> ExportError {
        ExportError(
            .tooLarge,
            dataset: dataset,
            "The file has more than \(rows) rows.",
            advice: ["Choose a shorter range of dates."]
        )
    }

    /// Says that a file names too many different people and products.
    static func tooMany(_ groups: Int, _ dataset: Dataset) -> ExportError {
        ExportError(
            .tooLarge,
            dataset: dataset,
            "The file has more than \(groups) combinations of people and products.",
            advice: ["Export each team on its own."]
        )
    }

    /// Says that the days of a file lie too far apart.
    static func tooFarApart(_ dataset: Dataset) -> ExportError {
        ExportError(
            .tooLarge,
            dataset: dataset,
            "The days of the file lie too far apart for so many people and products: some of them are "
                + "probably wrong.",
            advice: ["Choose a shorter range of dates."]
        )
    }
}
