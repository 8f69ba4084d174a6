import CivilTime
import Platform
import Settings
import Spooling
import Storage

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
    try openState(in: workplace.folders.state, for: use)
}

/// Opens the state in a folder.
///
/// - Throws: as the other.
func openState(in folder: String, for use: StateUse) throws(Failure) -> Store {
    try stored {
        switch use {
        case .reading: try Store.openReadOnly(folder)
        case .working(let origin): try Store.open(folder, creating: origin)
        }
    }
}

/// Maps the errors of the state.
///
/// - Precondition: `body` throws nothing but `StoreError`.
func stored<Value>(_ body: () throws -> Value) throws(Failure) -> Value {
    do {
        return try body()
    } catch {
        guard let error = error as? StoreError else { throw Failure(.defect, "\(error)") }
        let status: SystemExit =
            switch error.kind {
            case .missing, .olderSchema: .noInput
            case .newerSchema, .foreign, .damaged: .badData
            case .busy, .timeWentBack: .tryLater
            case .forbidden: .noPermission
            case .notDurable, .full, .failed: .inputOutput
            }
        throw Failure(status, "\(error)", cause: error.kind == .full ? .diskFull : .other)
    }
}

/// Maps the errors of the folders.
///
/// - Parameters:
///   - what: what was being done, as `the outbox cannot be used`.
///   - body: throws nothing but `FileError`.
/// - Returns: what `body` returns.
/// - Throws: 77 where rights are missing, else 73.
func spooled<Value>(_ what: String, _ body: () throws -> Value) throws(Failure) -> Value {
    do {
        return try body()
    } catch {
        guard let error = error as? FileError else { throw Failure(.defect, "\(error)") }
        throw Failure(
            error.isForbidden ? .noPermission : .cannotCreate,
            "\(what): \(error)",
            cause: error.isDiskFull ? .diskFull : .other
        )
    }
}

extension Store {
    /// On a state that `--at` created its last moment, as which facts are looked at; else `nil`.
    func simulatedMoment() throws(Failure) -> Instant? {
        guard origin.isSimulated else { return nil }
        return try stored { try lastSeen() } ?? origin.createdAt
    }
}
