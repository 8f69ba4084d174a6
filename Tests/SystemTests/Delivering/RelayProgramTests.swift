import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Program.installed("ldd") != nil, "needs ldd"))
struct RelayProgramTests {
    @Test
    func `the relay loads the network library, and neither the database nor all of Foundation`()
        throws
    {
        let ldd = try #require(Program.installed("ldd"))
        let libraries = try ldd.run([Program("seatwarden-relay").path]).output
        #expect(libraries.contains("libcurl.so"))
        for name in ["libsqlite", "libFoundation.so", "libFoundationNetworking"] {
            #expect(!libraries.contains(name), "\(name)")
        }
    }

    @Test func `without a server there is a line to add`() throws {
        let desk = try MailDesk(relay: ["port: 587"])
        let outcome = try desk.once()
        #expect(outcome.status == 78)
        #expect(
            outcome.errors.contains("relay:\n      host: mail.example.com"),
            "\(outcome.errors)"
        )
    }
}
