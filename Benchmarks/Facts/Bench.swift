import CivilTime
import Columns
import Cycle
import Exports
import Facts
import Foundation
import Measuring
import Platform
import Settings
import Storage

/// A stored history, and what is derived from it.
struct Bench {
    private let workplace: Workplace
    private let now: Instant
    private let output: String
    private var history = History()
    private var groundwork: Groundwork?

    init(configuration: String, now: Instant, output: String) throws(Failure) {
        self.now = now
        self.output = output
        workplace = try Inspection(configuration: configuration, today: now.utcDay)
            .workplace(forService: true)
    }

    /// Loads the history and finds the figures.
    ///
    /// - Returns: a line of JSON.
    /// - Throws: where the state cannot be read.
    mutating func stored() throws(Failure) -> String {
        let begun = Usage.now()
        do {
            let store = try Store.openReadOnly(workplace.folders.state)
            history = try store.loadHistory(neededFrom: now)
        } catch {
            throw Failure(.noInput, "\(error)")
        }
        let loaded = Usage.now()
        let facts = derive()
        let values = CoreFigures.make(facts)
        let line = """
            {"step": "stored", \(Usage.now().since(begun)), "load": {\(loaded.since(begun))}, \
            "values": \(values)}
            """
        write(facts, suffix: "")
        return line
    }

    /// Merges a file into the history.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - moment: when it was exported.
    /// - Returns: a line of JSON: what merging took, without reading.
    /// - Throws: where it cannot be read.
    mutating func merge(_ path: String, exportedAt moment: Instant) throws(Failure) -> String {
        groundwork?.settle()
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let export: Export
        do {
            export = try readExport([UInt8](Data(contentsOf: URL(filePath: path))))
        } catch {
            throw Failure(.noInput, "\(path): \(error)")
        }
        let file = IncomingFile(
            name: name,
            digest: path,
            exportedAt: moment,
            takenAt: now
        )
        let begun = Usage.now()
        do {
            _ = try history.absorb(export, file)
        } catch {
            throw Failure(.badData, "\(error)")
        }
        return
            "{\"step\": \"merge\", \(Usage.now().since(begun)), \"rows\": \(export.table.rowCount)}"
    }

    /// Finds the figures again, with what the first time has left.
    ///
    /// - Returns: a line of JSON.
    /// - Throws: where they are not those that are found from nothing.
    mutating func later() throws(Failure) -> String {
        let begun = Usage.now()
        let facts = derive()
        let values = CoreFigures.make(facts)
        let line = "{\"step\": \"later\", \(Usage.now().since(begun)), \"values\": \(values)}"
        write(facts, suffix: "-later")
        groundwork = nil
        let fresh = derive()
        guard CoreFigures.csv(facts) == CoreFigures.csv(fresh) else {
            throw Failure(.defect, "the figures differ from those that are found from nothing")
        }
        return line
    }

    private mutating func derive() -> FactSet {
        deriveFacts(
            history,
            workplace.configuration,
            now: now,
            zone: workplace.zone,
            reusing: &groundwork
        )
    }

    private func write(_ facts: FactSet, suffix: String) {
        for (name, text) in CoreFigures.csv(facts) {
            let path = "\(output)/\(name)\(suffix).csv"
            guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
                stop("\(path) cannot be written", code: 73)
            }
        }
    }
}
