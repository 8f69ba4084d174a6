import CivilTime
import Diagnostics
import Foundation
import Settings
import TestSupport
import Testing

@Suite struct ExampleTests {
    private func example() throws -> SourceText {
        let file = Checkout.folder.appending(path: "config.example.yaml")
        return SourceText(
            name: "config.example.yaml",
            text: try String(contentsOf: file, encoding: .utf8)
        )
    }

    @Test func `the example passes without a diagnostic`() throws {
        let reporter = Reporter(try example())
        let configuration = readConfiguration(reporter.source, reporter: reporter)
        #expect(reporter.list.sorted.map(\.description) == [])
        #expect(configuration.missingForService() == [])
        #expect(configuration.missingForRelay() == [])
    }

    @Test func `every key that the reader knows is in the example`() throws {
        let reporter = Reporter(try example())
        _ = readConfiguration(reporter.source, reporter: reporter)
        #expect(reporter.vocabulary.count == 35)
        for (what, keys) in reporter.vocabulary {
            #expect(keys.known.subtracting(keys.written) == [], "in \(what)")
        }
    }

    @Test func `every line of the example with a value has a sentence beside or above it`() throws {
        let lines = try example().text.split(separator: "\n").map(String.init)
        for (index, line) in lines.enumerated() where !line.hasPrefix("#") && !line.hasSuffix(":") {
            let isItem = line.drop { $0 == " " }.hasPrefix("-")
            let isInItem = line.hasPrefix("      ")
            #expect(
                line.contains("  # ") || line.contains(" # ") || isItem || isInItem
                    || lines[max(0, index - 1)].contains("# "),
                "\(line)"
            )
        }
    }

    /// Where the example shows a default, the default is that.
    @Test func `the defaults of the example are the defaults`() throws {
        let reporter = Reporter(try example())
        var read = readConfiguration(reporter.source, reporter: reporter)
        let standard = Configuration.standard
        #expect(read.installation == standard.installation)
        #expect(read.pollEvery == standard.pollEvery)
        #expect(read.folders == standard.folders)
        read.inputs.columns = [:]
        read.inputs.expect = []
        #expect(read.inputs == standard.inputs)
        read.calendar.holidays = []
        #expect(read.calendar == standard.calendar)
        #expect(read.currency == standard.currency)
        read.offerings.collections = []
        #expect(read.offerings == standard.offerings)
        #expect(read.pools == standard.pools)
        read.renewals.plans = []
        #expect(read.renewals == standard.renewals)
        #expect(read.changesKeep == standard.changesKeep)
        read.mail.from = nil
        read.mail.domain = standard.mail.domain
        read.mail.quiet = nil
        #expect(read.mail == standard.mail)
        read.relay.host = nil
        read.relay.user = nil
        read.relay.passwordFile = nil
        read.relay.authorities = nil
        read.relay.hello = nil
        #expect(read.relay == standard.relay)
        #expect(read.fetch.base == standard.fetch.base)
        #expect(read.fetch.reports == standard.fetch.reports)
        #expect(read.retention == standard.retention)
        #expect(read.privacy == standard.privacy)
        #expect(read.metrics == standard.metrics)
    }

    @Test func `the configuration of the example company passes without a diagnostic`() throws {
        let file = Checkout.folder.appending(path: "Examples/harbour-studio/config.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        let (configuration, mistakes) = configured(text)
        #expect(mistakes == [])
        #expect(configuration.missingForService() == [])
        #expect(configuration.missingForRelay() == [])
    }
}
