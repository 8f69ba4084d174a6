package import Diagnostics

extension Configuration {
    /// What `run` and `once` need before they may send anything: each mistake names the line to
    /// add.
    ///
    /// - Returns: no diagnostic when both `mail.from` and `contacts.operators` are there.
    package func missingForService() -> [Diagnostic] {
        var missing: [Diagnostic] = []
        if mail.from == nil {
            missing.append(
                lacking(
                    "mail.from is missing: mails need a sender; add it to the section\n"
                        + "    mail:\n      from: Seatwarden <seatwarden@example.com>"
                )
            )
        }
        if contacts.operators.isEmpty {
            missing.append(
                lacking(
                    "contacts.operators is missing: someone must hear of trouble; add it to the section\n"
                        + "    contacts:\n      operators: [it@example.com]"
                )
            )
        }
        return missing
    }

    /// What the relay needs before it may start.
    ///
    /// - Returns: no diagnostic when the chosen transport has what it needs.
    package func missingForRelay() -> [Diagnostic] {
        guard relay.transport == .smtp, relay.host == nil else { return [] }
        return [
            lacking(
                "relay.host is missing: SMTP needs a server; add it to the section\n"
                    + "    relay:\n      host: mail.example.com"
            )
        ]
    }

    private func lacking(_ message: String) -> Diagnostic {
        Diagnostic(.error, code: "missing-key", message, file: fileName)
    }
}
