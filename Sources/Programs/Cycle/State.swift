import CivilTime
import Platform
import Spooling
package import Storage

/// For what a state is opened.
enum StateUse {
    /// To look at it: it must exist.
    case reading
    /// To work on it, under the lock; it is made where there is none.
    case working(StateOrigin)
}

/// Opens the state of a workplace.
///
/// - Throws: 66 where there is none to read, 75 while it is busy, else by what is wrong.
func openState(of workplace: Workplace, for use: StateUse) throws(Failure) -> Store {
    try stored { () throws(StoreError) in
        switch use {
        case .reading: try Store.openReadOnly(workplace.folders.state)
        case .working(let origin): try Store.open(workplace.folders.state, creating: origin)
        }
    }
}

/// Maps the errors of the state.
func stored<Value>(_ body: () throws(StoreError) -> Value) throws(Failure) -> Value {
    do {
        return try body()
    } catch {
        let status: ExitStatus =
            switch error.kind {
            case .missing: .noInput
            case .newerSchema, .foreign, .damaged: .badData
            case .busy, .timeWentBack: .tryLater
            case .forbidden: .noPermission
            case .notDurable, .failed: .inputOutput
            }
        throw Failure(status, "\(error)")
    }
}

/// Maps the errors of the folders.
///
/// - Parameter what: what was being done, as `the outbox cannot be used`.
func spooled<Value>(
    _ what: String, _ body: () throws(FileError) -> Value
) throws(Failure) -> Value {
    do {
        return try body()
    } catch {
        throw Failure(error.isForbidden ? .noPermission : .cannotCreate, "\(what): \(error)")
    }
}

extension Store {
    /// On a state that `--at` created its last moment, as which facts are looked at; else `nil`.
    func simulatedMoment() throws(Failure) -> Instant? {
        guard origin.isSimulated else { return nil }
        return try stored { () throws(StoreError) in try lastSeen() } ?? origin.createdAt
    }
}
