import Foundation
import TestSupport
import Testing

/// The documents speak of what is there.
@Suite struct DocumentTests {
    private var targets: Set<String> {
        get throws {
            Set(try text(of: "Makefile").matches(of: #/(?m)^([a-z]+):/#).map { String($0.1) })
        }
    }

    @Test(arguments: ["README.md", "CONTRIBUTING.md"])
    func `every make command of a document is a target`(path: String) throws {
        let document = try text(of: path)
        let commands = document.matches(of: #/(?m)(?:`|^\s*\$? ?)make ([a-z]+)/#).map {
            String($0.1)
        }
        #expect(!commands.isEmpty)
        for command in commands { #expect(try targets.contains(command), "make \(command)") }
    }

    @Test func `make lists every target`() throws {
        let documented = try text(of: "Makefile").matches(of: #/(?m)^([a-z]+):.*## /#)
        #expect(Set(documented.map { String($0.1) }) == (try targets))
    }

    @Test func `a link to a file leads to one`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Checkout.folder.path)
        let documents =
            names.filter { $0.hasSuffix(".md") }
            + ["docs", "Examples", "Policies"].flatMap { files(below: $0, endingIn: ".md") }
        #expect(documents.contains("README.md"))
        for path in documents {
            let folder = Checkout.folder.appending(path: path).deletingLastPathComponent()
            for link in try text(of: path).matches(of: #/\]\(([^)#]+)(?:#[^)]*)?\)/#).map(\.1)
            where !link.contains("://") && !link.hasPrefix("mailto:") {
                let file = folder.appending(path: String(link)).path
                #expect(FileManager.default.fileExists(atPath: file), "\(path): \(link)")
            }
        }
    }

    @Test func `a test that the architecture names is there`() throws {
        let names = try text(of: "ARCHITECTURE.md").matches(of: #/[^`]``([^`]+)``[^`]/#).map {
            $0.1.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        #expect(names.count > 10)
        let tests = try files(below: "Tests", endingIn: ".swift").map(text(of:)).joined()
        let missing = names.filter { !tests.contains("func `\($0)`") }
        #expect(missing == [])
    }

    @Test func `the code map has every target`() throws {
        let map = try text(of: "ARCHITECTURE.md")
        for target in try PackageGraph().targets where target.layer != "system" {
            #expect(map.contains("`\(target.name)`"), "\(target.name)")
        }
    }

    @Test(arguments: files(below: "scripts", endingIn: ".sh") + [".ci/run"])
    func `a script can be run, and stops at its first error`(path: String) throws {
        #expect(
            FileManager.default.isExecutableFile(atPath: Checkout.folder.appending(path: path).path)
        )
        let script = try text(of: path)
        #expect(script.hasPrefix("#!/usr/bin/env bash\n"))
        #expect(script.contains("\nset -euo pipefail\n"))
    }
}
