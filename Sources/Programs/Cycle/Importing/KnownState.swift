import CivilTime
import Facts
import Platform
import Settings
import Spooling
import Storage

/// What is known already, where somebody may look at it.
struct KnownState {
    /// All that is known; `nil` without a state.
    let history: History?
    /// The inbox; `nil` without one.
    let inbox: Inbox?
    /// The moment at which the files are looked at.
    let now: Instant

    init(_ setting: ImportSetting) throws(Failure) {
        let clock = RealClock.now()
        let known = try setting.folders.flatMap { folders throws(Failure) in
            try Self.state(in: folders.state)
        }
        history = known?.history
        now = known?.moment ?? clock
        inbox = setting.folders.flatMap { try? Inbox(existing: $0.inbox) }
    }

    /// What a state says; `nil` without one, or without the right to read it: then the file speaks for
    /// itself.
    private static func state(
        in folder: String
    ) throws(Failure) -> (history: History, moment: Instant?)? {
        do throws(Failure) {
            let store = try openState(in: folder, for: .reading)
            let moment = try store.simulatedMoment()
            let now = moment ?? RealClock.now()
            return (try stored { try store.loadHistory(neededFrom: now) }, moment)
        } catch {
            guard error.status == .noInput || error.status == .noPermission else { throw error }
            return nil
        }
    }
}
