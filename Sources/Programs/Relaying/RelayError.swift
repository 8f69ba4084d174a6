package import Platform
package import Spooling

/// Why a pass of the relay stopped.
package enum RelayError: Error, Hashable, Sendable {
    /// Another relay works on the outbox.
    case lock(LockError)
    /// A folder or a mail could not be used.
    case files(FileError)
    /// There is no outbox yet.
    case noOutbox(path: String)
    /// The outbox was exchanged for another while the relay was at work.
    case otherOutbox(path: String)
    /// The ledger cannot be used.
    case ledger(LedgerError)
    /// The ledger belongs to another user, whose files would be lost to them; the user's name.
    case otherUser(folder: String, owner: String)

    /// The code with which the program ends for it.
    package var exitStatus: SystemExit {
        switch self {
        case .lock(.held), .otherOutbox: .tryLater
        case .noOutbox: .noInput
        case .ledger(.damaged): .badData
        case .otherUser: .noPermission
        case .lock(.failed(let error)), .files(let error), .ledger(.failed(let error)):
            if error.isForbidden {
                .noPermission
            } else if error.isMissing {
                .noInput
            } else {
                .inputOutput
            }
        }
    }

    /// The code with which the service ends for it: what is missing may be back in a moment, so that
    /// the service manager tries again instead of giving up for good.
    package var exitStatusOfService: SystemExit {
        exitStatus == .noInput ? .tryLater : exitStatus
    }
}

extension RelayError: CustomStringConvertible {
    /// What went wrong, and what to do where something can be done.
    package var description: String {
        switch self {
        case .lock(let error): error.description
        case .files(let error): error.description
        case .noOutbox(let path):
            "there is no outbox in \(path); seatwarden makes it in its first cycle"
        case .otherOutbox(let path):
            "\(path) is another folder than when this began; start the relay again"
        case .ledger(let error): error.description
        case .otherUser(let folder, let owner):
            "\(folder) belongs to \(owner); run it as that user: sudo -u \(owner) seatwarden-relay …"
        }
    }
}
