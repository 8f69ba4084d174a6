import CivilTime
import Notices
import Tabular

/// Mails that no cycle sent, because they were more than `mail.most_per_cycle`.
///
/// Until they may go, what was due then is still due: the next cycle counts from here.
struct HeldMails: Hashable {
    /// The *now* of the cycle before the first that held mails; `nil` where that was the very first.
    let previousCycle: Instant?
    /// The newest export that arrived since.
    let dataArrived: Instant?

    init(previousCycle: Instant?, dataArrived: Instant?) {
        self.previousCycle = previousCycle
        self.dataArrived = dataArrived
    }

    /// What a line of the decision log says of them; `nil` where none were held.
    init?(summary: String) {
        let value: JSONValue?
        do throws(TabularError) {
            value = try readJSON(Array(summary.utf8), maximumBytes: .max)
        } catch { value = nil }
        guard let held = value?[Self.member] else { return nil }
        previousCycle = held["previous"]?.string.flatMap { Instant($0) }
        dataArrived = held["arrived"]?.string.flatMap { Instant($0) }
    }

    /// Writes them into a line of the decision log.
    func write(to json: inout JSONWriter) {
        json.member(Self.member) { json in
            json.object { json in
                if let previousCycle { json.member("previous", previousCycle.description) }
                if let dataArrived { json.member("arrived", dataArrived.description) }
            }
        }
    }

    private static let member = "held_mails"
}
