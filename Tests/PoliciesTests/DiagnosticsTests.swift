import Diagnostics
import Facts
import Foundation
import Policies
import Settings
import TestSupport
import Testing

/// What `check` says of bad files, in whole: place, words, code, excerpt and caret.
struct DiagnosticsTests {
    private static let folder = Checkout.folder.appending(
        path: "Tests/PoliciesTests/Golden/diagnostics"
    )

    @Test(arguments: [
        "budget", "clock", "dyn", "expressions", "hostile", "idle", "keys", "names", "parameters",
        "places", "twice", "yaml",
    ])
    func `every mistake is told at its place, all at once`(_ name: String) throws {
        let file = Self.folder.appending(path: "\(name).yaml")
        var configuration = Configuration.standard
        configuration.contacts.people = ["cad-desk": ["cad-desk@example.com"]]
        let (_, diagnostics) = loadPolicies(
            [SourceText(name: "\(name).yaml", text: try String(contentsOf: file, encoding: .utf8))],
            shipped: [],
            templates: plainTemplates,
            configuration: configuration,
            schema: .all,
            today: today
        )
        let output = diagnostics.sorted.map { "\($0)\n" }.joined()
        let expected = Self.folder.appending(path: "\(name).expected")
        #expect(try Golden.difference(output.utf8, from: expected) == nil)
    }

    @Test func `the order of files does not matter`() throws {
        let sources = try ["clock", "names", "parameters", "twice"].map { name in
            let file = Self.folder.appending(path: "\(name).yaml")
            return SourceText(
                name: "\(name).yaml",
                text: try String(contentsOf: file, encoding: .utf8)
            )
        }
        func load(_ files: [SourceText]) -> (revision: String, messages: [String]) {
            let (set, diagnostics) = loadPolicies(
                files,
                shipped: [],
                templates: plainTemplates,
                configuration: .standard,
                schema: .all
            )
            return (set.revision, diagnostics.sorted.map(\.description))
        }
        let (forwards, backwards) = (load(sources), load(sources.reversed()))
        #expect(forwards.revision == backwards.revision)
        #expect(forwards.messages == backwards.messages)
        #expect(!forwards.messages.isEmpty)
    }

    @Test func `a secret in a policy file is not echoed`() {
        let loaded = loadPolicies(
            [
                SourceText(
                    name: "a.yaml",
                    text: "policy: a\nresource: seat\nexpr: seat.left\npassword: hush"
                )
            ],
            shipped: [],
            templates: plainTemplates,
            configuration: .standard,
            schema: .all
        )
        let text = loaded.diagnostics.sorted.map(\.description).joined()
        #expect(text.contains("unknown key 'password'"))
        #expect(!text.contains("hush"))
    }
}
