import Diagnostics
import Foundation
import Platform
import TestSupport
import Testing

@Suite struct TextFolderTests {
    let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
    }

    @Test func `texts come by path, with those in folders below`() throws {
        for name in ["b.yaml", "B.yml", "a/c.yaml", "a/d.txt", ".hidden.yaml", ".git/e.yaml"] {
            try scratch.write(name, to: name)
        }
        let texts = try readTexts(below: scratch.url.path, endingIn: [".yaml", ".yml"])
        #expect(texts.map(\.path) == ["B.yml", "a/c.yaml", "b.yaml"])
        #expect(texts.map(\.text.text) == ["B.yml", "a/c.yaml", "b.yaml"])
        #expect(texts[1].text.name == scratch.path("a/c.yaml"))
    }

    @Test func `a folder that is not there has no texts`() throws {
        #expect(try fileNames(below: scratch.path("none"), endingIn: [".yaml"]).isEmpty)
    }

    @Test func `a file in place of the folder is said`() throws {
        let path = try scratch.write("x", to: "file")
        let error = #expect(throws: TextFileError.self) {
            try fileNames(below: path, endingIn: [".yaml"])
        }
        #expect(error?.kind == .notAFile)
    }

    @Test func `links to folders are not entered, so that a loop ends`() throws {
        try scratch.write("x", to: "a/b.yaml")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("a/loop"),
            withDestinationPath: scratch.path("a")
        )
        #expect(try fileNames(below: scratch.url.path, endingIn: [".yaml"]) == ["a/b.yaml"])
    }

    @Test func `folders are entered down to a limit`() throws {
        try scratch.write("x", to: "1/2/3/deep.yaml")
        try scratch.write("x", to: "1/2/3/4/deeper.yaml")
        #expect(
            try fileNames(below: scratch.url.path, endingIn: [".yaml"]) == ["1/2/3/deep.yaml"]
        )
    }
}
