import Cases
import Cycle
import Platform

/// Answers each line of standard input by one line, at once: whoever asks may wait for it before asking on.
///
/// - Throws: 74 where standard input or output fails; a line that is no case has an answer that says so.
func answerCases() throws(Failure) {
    let zones = ZoneCache()
    var lines = InputLines(limit: Case.maximumLineBytes)
    while true {
        let line: InputLines.Line?
        do throws(InputLines.ReadError) {
            line = try lines.next()
        } catch {
            throw Failure(.inputOutput, "standard input cannot be read (error \(error.code))")
        }
        guard let line else { return }
        try printResult(answer(to: line, zones).line + "\n")
    }
}

private func answer(to line: InputLines.Line, _ zones: ZoneCache) -> Answer {
    guard case .bytes(let bytes) = line else {
        return .error("the line is longer than \(Case.maximumLineBytes) bytes")
    }
    do throws(CaseError) {
        return try Case(line: bytes, zoneNamed: zones.zone).answer()
    } catch {
        return .error(error.message)
    }
}
