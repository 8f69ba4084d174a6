package import CivilTime
package import Exports
import Columns

/// What the edge knows of a file beside its content.
package struct IncomingFile: Hashable, Sendable {
    /// The name of the file, without its folder.
    package let name: String
    /// SHA-256 of its bytes in lower-case hexadecimal digits.
    package let digest: String
    /// When the vendor made it (facts §2, from sidecar, name or modification time).
    package let exportedAt: Instant
    /// The *now* of the cycle that takes it in.
    package let takenAt: Instant
    /// What the sidecar says, where there is one.
    package let sidecar: Sidecar?
    /// Whether its owner may say who left, who is absent and what a balance is (`inputs.trusted`).
    package let isTrusted: Bool
    /// What a newer file is compared with that may go on where this one ends; `nil` where files of this
    /// kind are read whole.
    package let resumePoint: ResumePoint?

    /// A file as the edge found it.
    package init(
        name: String,
        digest: String,
        exportedAt: Instant,
        takenAt: Instant,
        sidecar: Sidecar? = nil,
        isTrusted: Bool = true,
        resumePoint: ResumePoint? = nil
    ) {
        self.name = name
        self.digest = digest
        self.exportedAt = exportedAt
        self.takenAt = takenAt
        self.sidecar = sidecar
        self.isTrusted = isTrusted
        self.resumePoint = resumePoint
    }
}

/// One accepted file: a snapshot of one data set (facts §2).
package struct Intake: Hashable, Sendable {
    /// 1, 2, 3 … in the order in which files were taken in.
    package let id: Int
    /// The data set.
    package let dataset: Dataset
    /// When the vendor made it.
    package let exportedAt: Instant
    /// The name of the file.
    package let name: String
    /// SHA-256 of its bytes in hexadecimal digits; with `exportedAt` the identity of the intake.
    package let digest: String
    /// Where it came from: the sidecar's origin, else the name of the file.
    package let source: String
    /// The days it speaks of; `nil` for data sets without a range and for files of day rows without
    /// any.
    package let range: DayRange?
    /// Whether the beginning of the range was inferred from the rows.
    package let isRangeAssumed: Bool
    /// Whether a Usage report leaves inactive people out; `nil` where that cannot be told.
    package let isFiltered: Bool?
    /// The canonical names of the columns that the file has.
    package let columns: [String]
    /// Rows taken.
    package let rows: Int
    /// Rows left out because a cell could not be read.
    package let rowsRefused: Int
    /// The team that the sidecar names, as it is written there.
    package let sidecarTeam: String?

    /// An intake, as it is kept.
    package init(
        id: Int,
        dataset: Dataset,
        exportedAt: Instant,
        name: String,
        digest: String,
        source: String,
        range: DayRange?,
        isRangeAssumed: Bool,
        isFiltered: Bool?,
        columns: [String],
        rows: Int,
        rowsRefused: Int,
        sidecarTeam: String?
    ) {
        self.id = id
        self.dataset = dataset
        self.exportedAt = exportedAt
        self.name = name
        self.digest = digest
        self.source = source
        self.range = range
        self.isRangeAssumed = isRangeAssumed
        self.isFiltered = isFiltered
        self.columns = columns
        self.rows = rows
        self.rowsRefused = rowsRefused
        self.sidecarTeam = sidecarTeam
    }

    /// Whether this file counts before another: by moment, then name, then order of intake.
    package func isOlder(than other: Intake) -> Bool {
        if exportedAt != other.exportedAt { return exportedAt < other.exportedAt }
        if name != other.name { return precedes(name, other.name) }
        return id < other.id
    }
}

/// What one intake says of one team.
package struct IntakePart: Hashable, Sendable {
    /// Which part it is.
    package struct ID: Hashable, Sendable {
        /// The intake.
        package let intake: Int
        /// The folded name of the team; empty for data sets without teams.
        package let team: String

        /// Names a part.
        package init(intake: Int, team: String) {
            self.intake = intake
            self.team = team
        }
    }

    /// The intake that it belongs to.
    package let intake: Int
    /// The team as the file spells it; empty for groups, leavers and absences.
    package let team: String
    /// Rows of the team.
    package let rows: Int
    /// Rows of the team without a real address.
    package let hashedRows: Int
    /// Whether some row has a real address.
    package let hasPersonalData: Bool
    /// The rows, as `StateRows` writes them; `nil` for day rows, which live on in the history, and where
    /// they are not in memory.
    package internal(set) var body: [UInt8]?
    /// Whether the rows are kept, in memory or not.
    package internal(set) var keepsRows: Bool

    /// A part, as it is kept; rows that are kept may be supplied later.
    package init(
        intake: Int,
        team: String,
        rows: Int,
        hashedRows: Int,
        hasPersonalData: Bool,
        body: [UInt8]?,
        keepsRows: Bool? = nil
    ) {
        self.intake = intake
        self.team = team
        self.rows = rows
        self.hashedRows = hashedRows
        self.hasPersonalData = hasPersonalData
        self.body = body
        self.keepsRows = keepsRows ?? (body != nil)
    }

    /// Which part it is.
    package var id: ID { ID(intake: intake, team: fold(team)) }
}
