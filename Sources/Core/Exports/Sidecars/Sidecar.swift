package import CivilTime
import Diagnostics
import Tabular

/// What `NAME.source.json` beside an export says that the file does not (configuration.md).
package struct Sidecar: Hashable, Sendable {
    /// What the file is an export of; must agree with its header.
    package let dataset: Dataset?
    /// The team that was exported, also where the file has no rows of it.
    package let team: String?
    /// The first day that was asked for.
    package let from: Day?
    /// The last day that was asked for.
    package let to: Day?
    /// When the vendor made the export.
    package let exportedAt: Instant?
    /// Where it comes from, in free words.
    package let origin: String?

    /// States what is known of an export.
    package init(
        dataset: Dataset? = nil,
        team: String? = nil,
        from: Day? = nil,
        to: Day? = nil,
        exportedAt: Instant? = nil,
        origin: String? = nil
    ) {
        self.dataset = dataset
        self.team = team
        self.from = from
        self.to = to
        self.exportedAt = exportedAt
        self.origin = origin
    }

    /// The days that were asked for; `nil` unless both ends are stated.
    package var range: DayRange? {
        from.flatMap { from in to.flatMap { DayRange(from, $0) } }
    }

    /// The end of a sidecar's name, behind the full name of its file.
    package static let suffix = ".source.json"
    /// Bytes of a sidecar beyond which it is not read.
    package static let maximumBytes = 65_536
}

/// Reads a sidecar.
///
/// - Throws: `sidecar`, for what is no JSON object, has unknown keys, or values of another form.
package func readSidecar(_ bytes: [UInt8]) throws(ExportError) -> Sidecar {
    let value: JSONValue
    do {
        value = try readJSON(bytes, maximumBytes: Sidecar.maximumBytes)
    } catch {
        throw sidecarError("\(error)", lines: error.line.map { [$0] } ?? [])
    }
    guard let members = value.object else { throw sidecarError("it is no JSON object") }
    for member in members where !sidecarKeys.contains(member.key) {
        let near = nearestName(to: member.key, among: sidecarKeys).map { "; did you mean '\($0)'?" }
        throw sidecarError("unknown key '\(Advice.clipped(member.key))'\(near ?? "")")
    }
    let sidecar = Sidecar(
        dataset: try field(
            value,
            "dataset",
            "the name of a data set, like usage-report",
            readDataset
        ),
        team: try field(value, "team", "the name of a team") { $0 },
        from: try field(value, "from", "a day like 2026-11-24", Day.init),
        to: try field(value, "to", "a day like 2026-11-24", Day.init),
        exportedAt: try field(
            value,
            "exported_at",
            "a moment like 2026-11-24T06:00:00Z",
            Instant.init
        ),
        origin: try field(value, "origin", "a text") { $0 }
    )
    if let from = sidecar.from, let to = sidecar.to, to < from {
        throw sidecarError("'to' (\(to)) is before 'from' (\(from))")
    }
    return sidecar
}

private let sidecarKeys = ["dataset", "team", "from", "to", "exported_at", "origin"]

/// A member that must be a text of some form; absent, `null` and an empty text say nothing.
private func field<Value>(
    _ value: JSONValue,
    _ key: String,
    _ form: String,
    _ read: (String) -> Value?
) throws(ExportError) -> Value? {
    guard let member = value[key], !member.isNull, member.string != "" else { return nil }
    guard let text = member.string, let read = read(text) else {
        throw sidecarError("'\(key)' must be \(form)")
    }
    return read
}

/// The name as configuration and messages write it, or as the vendor does.
private func readDataset(_ text: String) -> Dataset? {
    Dataset.allCases.first { $0.rawValue == text || $0.vendorName == text }
}

private func sidecarError(_ message: String, lines: [Int] = []) -> ExportError {
    ExportError(
        .sidecar,
        lines: lines,
        "The file \(Sidecar.suffix) beside the export cannot be used: "
            + (message.last == "?" ? message : message + ".") + " It may have the keys "
            + sidecarKeys.joined(separator: ", ") + ".",
        advice: ["Correct that file, or remove it, and put the export into the inbox again."],
        asksForExport: false
    )
}
