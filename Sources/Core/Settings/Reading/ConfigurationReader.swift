import CivilTime
package import Diagnostics
import YAML

/// The configuration that a YAML text holds.
///
/// - Parameters:
///   - source: the text; an empty one is all defaults.
///   - reporter: takes every mistake, with its place.
/// - Returns: what could be read, with defaults for the rest; of use only when the reporter has no
///   errors.
package func readConfiguration(_ source: SourceText, reporter: Reporter) -> Configuration {
    var configuration = Configuration()
    configuration.fileName = source.name
    let documents = readDocuments(source, reporter: reporter)
    if documents.count > 1 {
        reporter.error(
            "documents",
            "a configuration is one document; a second begins here",
            at: documents[1].range
        )
    }
    guard let root = documents.first, !root.isAbsent else { return configuration }
    var reader = MappingReader(root, what: "the configuration", reporter: reporter)
    configuration.readSystem(&reader)
    configuration.readPeople(&reader)
    configuration.readMoney(&reader)
    configuration.readRules(&reader)
    configuration.readMail(&reader)
    reader.finish()
    configuration.places = ConfigurationPlaces(root)
    configuration.check(reporter: reporter, root: root)
    return configuration
}

extension Configuration {
    fileprivate mutating func readSystem(_ reader: inout MappingReader) {
        if let name = reader.text("organisation") { organisation = name.value }
        if let name = reader.value(
            "installation",
            expected: "a name of up to 64 letters, digits, '.', '_' or '-'",
            parse: installationName
        ) {
            installation = name.value
        }
        if let zone = reader.value(
            "timezone",
            expected: "a time zone name like Europe/Amsterdam or UTC",
            parse: zoneName
        ) {
            timezone = zone.value
        }
        reader.span("poll_every", in: 10...86_400).assign(to: &pollEvery)
        reader.section("folders", what: "'folders'") { folders.read(&$0) }
        reader.section("inputs", what: "'inputs'") { inputs.read(&$0) }
    }

    fileprivate mutating func readPeople(_ reader: inout MappingReader) {
        reader.section("contacts", what: "'contacts'") { contacts.read(&$0) }
        reader.section("people", what: "'people'") { people in
            left = people.each("left", what: "a leaver in 'people.left'") { Leaver(&$0) }
        }
        absences = reader.each("absences", what: "an absence in 'absences'") { Absence(&$0) }
        reader.section("calendar", what: "'calendar'") { calendar.read(&$0) }
        drills = reader.each("drills", what: "a drill in 'drills'") { Drill(&$0) }
        lists = reader.named("lists", what: "'lists'", names: .identifiers) { $0.value }
    }

    fileprivate mutating func readMoney(_ reader: inout MappingReader) {
        reader.section("money", what: "'money'") { money in
            money.value(
                "currency",
                expected: "three capital letters of ISO 4217, like USD or EUR",
                parse: currencyCode
            ).assign(to: &currency)
        }
        prices = reader.each("prices", what: "a price in 'prices'") { Price(&$0) }
        reader.section("offerings", what: "'offerings'") { offerings.read(&$0) }
        reader.section("groups", what: "'groups'") { groups.read(&$0) }
        reader.section("flex", what: "'flex'") { flex.read(&$0) }
    }

    fileprivate mutating func readRules(_ reader: inout MappingReader) {
        reader.section("pools", what: "'pools'") { pools.read(&$0) }
        reader.section("renewals", what: "'renewals'") { renewals.read(&$0) }
        reader.section("changes", what: "'changes'") { changes in
            changes.span("keep").assign(to: &changesKeep)
        }
        reader.section("retention", what: "'retention'") { retention.read(&$0) }
        reader.section("privacy", what: "'privacy'") { section in
            section.choice("reports").assign(to: &privacy.reports)
        }
        reader.section("metrics", what: "'metrics'") { section in
            metrics.textfile = section.path("textfile")?.value
        }
    }

    fileprivate mutating func readMail(_ reader: inout MappingReader) {
        reader.section("mail", what: "'mail'") { mail.read(&$0) }
        reader.section("relay", what: "'relay'") { relay.read(&$0) }
        reader.section("fetch", what: "'fetch'") { fetch.read(&$0) }
    }
}

extension Optional {
    /// Puts a value that was written in place of the default.
    func assign<Value>(to target: inout Value) where Wrapped == Located<Value> {
        if let written = self { target = written.value }
    }
}
