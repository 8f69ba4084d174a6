import CivilTime
import Diagnostics
import Exports
import Facts
import Foundation
import Policies
import Settings
import Templates
import TestSupport
import Testing

/// What README.md of the example company promises, found in its exports by its policies.
@Suite struct HarbourStudioTests {
    @Test func `the example company's policies load without a diagnostic`() throws {
        #expect(try Studio().messages == [])
    }

    @Test func `eight idle seats are found, with what they cost`() throws {
        let rows = try Studio().rows(of: "idle-seats")
        let found = rows.filter { $0.verdict == .holds }
        #expect(
            found.map { "\(name($0)) \($0.severity) \($0.saving ?? 0) \($0.proposals.count)" } == [
                "brandon.whitaker critical 2985.0 1", "chiara.bellini warning 1890.0 0",
                "ewa.kowalczyk critical 3675.0 1", "hanneke.jansen warning 1890.0 0",
                "leilani.kealoha critical 1890.0 1", "tariq.hossain warning 2985.0 1",
                "anneliese.kruger warning 3340.0 0", "matteo.ferri warning 3340.0 1",
            ]
        )
        #expect(found.compactMap(\.saving).reduce(0, +) == 21_995)
    }

    @Test func `who is on leave, new, gone or excepted is left alone`() throws {
        let rows = try Studio().rows(of: "idle-seats")
        func verdict(_ person: String) -> Verdict? { rows.first { name($0) == person }?.verdict }
        #expect(verdict("lucja.wisniewska") == .notMatched("not-on-leave"))
        #expect(verdict("diego.fuentes") == .notMatched("past-grace"))
        #expect(verdict("paulo.tavares") == .notMatched("past-grace"))
        #expect(verdict("tomasz.zielinski") == .notMatched("here"))
        #expect(verdict("render01") == .excepted("render-node"))
        for person in ["nadia.benali", "viktor.sokolov", "camille.lefevre", "nils.bergstrom"] {
            #expect(verdict(person) == .clear, "\(person)")
        }
    }

    @Test func `a leaver's seats, ending tokens and a missing backup are found in South alone`()
        throws
    {
        let studio = try Studio()
        let left = studio.rows(of: "leaver-seats").filter { $0.verdict == .holds }
        #expect(left.map(name) == ["tomasz.zielinski", "tomasz.zielinski"])
        let tokens = studio.rows(of: "token-budget")
        #expect(tokens.filter { $0.verdict == .holds }.map(\.subject) == ["Harbour Studio South"])
        let admins = studio.rows(of: "backup-admin")
        #expect(admins.filter { $0.verdict == .holds }.map(\.subject) == ["Harbour Studio South"])
        #expect(admins.filter { $0.verdict == .clear }.map(\.subject) == ["Harbour Studio North"])
        let unknown = admins.first { $0.subject == "Harbour Studio Yard" }?.verdict
        guard case .unknown = unknown else {
            Issue.record("the Yard is \(String(describing: unknown)), not unknown")
            return
        }
    }

    @Test func `six renewals are told and one return; what is planned, monthly or far away is not`()
        throws
    {
        let studio = try Studio()
        let renewals = studio.rows(of: "renewal-window")
        let found = renewals.filter { $0.verdict == .holds }
        #expect(
            found.map { "\($0.subject) \($0.severity) \($0.proposals.map(\.action))" } == [
                "Harbour Studio North/57412300110004 warning [\"review-renewal\"]",
                "Harbour Studio South/110009800417/Architecture Engineering & Construction "
                    + "Collection warning [\"review-renewal\"]",
                "Harbour Studio South/110009800417/AutoCAD warning [\"review-renewal\"]",
                "Harbour Studio South/110009800417/Revit warning [\"review-renewal\"]",
                "Harbour Studio South/110009800552/Flex warning [\"review-renewal\"]",
                "Harbour Studio Yard/57412300220002 critical [\"review-renewal\"]",
            ]
        )
        func verdict(_ id: String) -> Verdict? {
            renewals.first { $0.subject.hasSuffix("/\(id)") }?.verdict
        }
        #expect(verdict("57412300110005") == .notMatched("undecided"))
        #expect(verdict("57412300220003") == .notMatched("no-monthly"))
        #expect(verdict("57412300110001") == .clear)
        let returns = studio.rows(of: "return-window").filter { $0.verdict == .holds }
        #expect(returns.map(\.subject) == ["Harbour Studio North/57412300110003"])
    }

    private func name(_ row: RowResult) -> String {
        let person = row.subject.split(separator: "/").dropFirst().first ?? ""
        return String(person.prefix { $0 != "@" })
    }
}

/// The example company on the morning of its demo.
private struct Studio {
    let configuration: Configuration
    let facts: FactSet
    let set: PolicySet
    let messages: [String]

    init() throws {
        let folder = Checkout.folder.appending(path: "Examples/harbour-studio")
        let shipped = Checkout.folder.appending(path: "Policies")
        let now = try #require(Instant("2026-11-24T08:00:00Z"))
        let reporter = Reporter(try source(folder.appending(path: "config.yaml")))
        configuration = readConfiguration(reporter.source, reporter: reporter)
        var history = History()
        for (export, file) in try Studio.exports(in: folder.appending(path: "inbox"), now: now) {
            _ = try history.absorb(export, file)
        }
        facts = deriveFacts(history, configuration, now: now, zone: .utc)
        let templates = try files(in: shipped.appending(path: "templates"))
            .filter { ["txt", "html"].contains($0.url.pathExtension) }
            .map { (path: $0.path, source: try source($0.url)) }
        let (set, diagnostics) = loadPolicies(
            try yaml(in: folder.appending(path: "policies")),
            shipped: try yaml(in: shipped),
            templates: TemplateLibrary(files: templates),
            configuration: configuration,
            schema: .all,
            today: now.utcDay
        )
        self.set = set
        messages = (reporter.list.sorted + diagnostics.sorted).map(\.description)
    }

    func rows(of policy: String) -> [RowResult] {
        set.policies.filter { $0.id == policy }
            .flatMap { evaluate($0, over: facts, configuration: configuration) }
    }

    private static func exports(in inbox: URL, now: Instant) throws -> [(Export, IncomingFile)] {
        try files(in: inbox).filter { $0.url.pathExtension == "csv" }
            .map { file in
                let sidecar = try? Data(
                    contentsOf: URL(fileURLWithPath: file.url.path + ".source.json")
                )
                let said = try sidecar.map { try readSidecar(Array($0)) }
                let incoming = IncomingFile(
                    name: file.path,
                    digest: file.path,
                    exportedAt: exportedAt(sidecar: said, fileName: file.path, modified: now),
                    takenAt: now,
                    sidecar: said
                )
                return (try readExport(Array(try Data(contentsOf: file.url))), incoming)
            }
            .sorted { ($0.1.exportedAt, $0.1.name) < ($1.1.exportedAt, $1.1.name) }
    }
}

/// The files below a folder with their paths in it, by path.
private func files(in folder: URL) throws -> [(path: String, url: URL)] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        .map { ($0, folder.appending(path: $0)) }
}

private func source(_ url: URL) throws -> SourceText {
    SourceText(name: url.lastPathComponent, text: try String(contentsOf: url, encoding: .utf8))
}

private func yaml(in folder: URL) throws -> [SourceText] {
    try files(in: folder).filter { $0.url.pathExtension == "yaml" }.map { try source($0.url) }
}
