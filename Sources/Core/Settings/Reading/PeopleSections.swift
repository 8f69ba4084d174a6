import CivilTime
import Diagnostics
import YAML

extension Contacts {
    mutating func read(_ reader: inout MappingReader) {
        operators = reader.addresses("operators") ?? []
        contractManagers = reader.each(
            "contract_managers",
            what: "an entry of 'contacts.contract_managers'"
        ) { ContractManager(&$0) }
        admins = reader.each("admins", what: "an entry of 'contacts.admins'") { StatedAdmin(&$0) }
        let checker = reader
        people = reader.named("people", what: "'contacts.people'", names: .labels) {
            checker.mailable([$0], under: "contacts.people").first
        }
    }
}

extension ContractManager {
    init?(_ reader: inout MappingReader) {
        let team = reader.name("team")
        let contract = reader.name("contract")
        let email = reader.requiredAddress("email")
        if let team, contract != nil {
            reader.reporter.error(
                "choice",
                "\(reader.what) is for a 'team' or for a 'contract', not for both",
                at: team.range
            )
        }
        guard let email else { return nil }
        self.init(
            team: team.flatMap { $0.value == "all" ? nil : $0.value },
            contract: contract?.value,
            email: email
        )
    }
}

extension StatedAdmin {
    init?(_ reader: inout MappingReader) {
        let team = reader.requiredName("team")
        let email = reader.requiredAddress("email")
        let role = reader.required("role") { $0.choice($1, AdminRole.self) }
        guard let team, let email, let role else { return nil }
        self.init(team: team, email: email, role: role.value)
    }
}

extension Leaver {
    init?(_ reader: inout MappingReader) {
        let email = reader.requiredAddress("email")
        let day = reader.day("left_on")?.value
        guard let email else { return nil }
        self.init(email: email, leftOn: day)
    }
}

extension Absence {
    init?(_ reader: inout MappingReader) {
        let email = reader.requiredAddress("email")
        let from = reader.required("from") { $0.day($1) }
        let until = reader.required("until") { $0.day($1) }
        let note = reader.text("note")?.value
        guard let email, let from, let until else { return nil }
        guard from.value <= until.value else {
            reader.reporter.error(
                "order",
                "the absence ends on \(until.value), before it begins on \(from.value)",
                at: until.range
            )
            return nil
        }
        self.init(email: email, from: from.value, until: until.value, note: note)
    }
}

extension Drill {
    init?(_ reader: inout MappingReader) {
        let email = reader.requiredAddress("email")
        let day = reader.required("as_of") { $0.day($1) }
        guard let email, let day else { return nil }
        self.init(email: email, asOf: day.value)
    }
}

extension WorkCalendar {
    mutating func read(_ reader: inout MappingReader) {
        if let texts = reader.texts("working_days") {
            let days = texts.compactMap { text in
                let day = weekday(text.value)
                if day == nil {
                    reader.reporter.error(
                        "choice",
                        "'\(text.value)' in 'working_days' is no day; they are mon, tue, wed, "
                            + "thu, fri, "
                            + "sat and sun",
                        at: text.range
                    )
                }
                return day
            }
            workingDays = Weekday.allCases.filter(days.contains)
            if texts.isEmpty, let range = reader.node("working_days")?.range {
                reader.reporter.error(
                    "empty",
                    "'working_days' must name at least one day",
                    at: range
                )
            }
        }
        if let texts = reader.texts("holidays") {
            let days = texts.compactMap { text in
                let day = Day(text.value)
                if day == nil {
                    reader.reporter.error(
                        "type",
                        "'\(text.value)' in 'holidays' must be a day that exists, like 2026-12-25",
                        at: text.range
                    )
                }
                return day
            }
            holidays = Set(days).sorted()
        }
    }
}

/// The day that `mon` or `monday` names.
private func weekday(_ text: String) -> Weekday? {
    let name = text.lowercased()
    return Weekday.allCases.first { $0.rawValue == name || $0.rawValue.prefix(3) == name }
}
