import Foundation
import Platform
import TestSupport
import Testing

@Suite struct InstallationTests {
    let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
    }

    private func share(_ executable: String) -> String? {
        Installation.shareFolder(of: executable, packaged: scratch.path("packaged"))
    }

    @Test func `what was shipped lies beside the program, in the checkout, or where packages go`()
        throws
    {
        let executable = scratch.path("checkout/.build/debug/seatwarden")
        #expect(share(executable) == nil)
        try scratch.write("", to: "packaged/Policies/a.yaml")
        #expect(share(executable) == scratch.path("packaged"))
        try scratch.write("", to: "checkout/Policies/a.yaml")
        #expect(share(executable) == scratch.path("packaged"))
        try scratch.write("", to: "checkout/Package.swift")
        #expect(share(executable) == scratch.path("checkout"))
        try scratch.write("", to: "checkout/.build/share/seatwarden/Policies/a.yaml")
        #expect(share(executable) == scratch.path("checkout/.build/share/seatwarden"))
    }

    @Test func `this program knows where it lies`() throws {
        let path = try #require(Installation.executablePath)
        #expect(path.hasPrefix("/"))
        #expect(FileManager.default.isExecutableFile(atPath: path))
    }

    @Test func `the configuration is the one given, then the variable, then what is there`() throws
    {
        let packaged = scratch.path("etc.yaml")
        let local = scratch.path("config.yaml")
        func found(_ given: String?, _ variable: String?) -> String? {
            Installation.configurationPath(
                given: given,
                environment: { $0 == "SEATWARDEN_CONFIG" ? variable : nil },
                packaged: packaged,
                local: local
            )
        }
        #expect(found(nil, nil) == nil)
        #expect(found("a", "b") == "a")
        #expect(found(nil, "b") == "b")
        try scratch.write("", to: "config.yaml")
        #expect(found(nil, "") == local)
        try scratch.write("", to: "etc.yaml")
        #expect(found(nil, nil) == packaged)
    }

    @Test(arguments: [("a/b", "a"), ("/a", "/"), ("a", "."), ("/a/b/c", "/a/b")])
    func `the folder above a path`(path: String, above: String) {
        #expect(parent(path) == above)
    }

    @Test(
        arguments: [
            ([:], true), (["NO_COLOR": ""], true), (["NO_COLOR": "1"], false),
            (["TERM": "dumb"], false),
            (["TERM": "xterm"], true),
        ] as [([String: String], Bool)]
    )
    func `colour is shown unless somebody does not want it`(
        variables: [String: String],
        shows: Bool
    ) {
        #expect(Terminal.allowsColor { variables[$0] } == shows)
    }

    @Test func `users are known by name and number`() {
        #expect(Users.id(of: "root") == 0)
        #expect(Users.name(of: 0) == "root")
        #expect(Users.id(of: "no such user") == nil)
        #expect(Users.name(of: 4_000_000_000) == nil)
        #expect(Users.current == geteuid())
    }
}
