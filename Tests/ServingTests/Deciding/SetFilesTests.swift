import CivilTime
import Cycle
import Foundation
import TestSupport
import Testing

@testable import Serving

@Suite struct SetFilesTests {
    private static let now = Instant(Day(daysSince1970: 20_781), secondOfDay: 0)
    private static let configuration = """
        organisation: Small Works
        timezone: Europe/Amsterdam
        contacts: { operators: [ops@example.com] }
        mail: { from: Seatwarden <seatwarden@example.com>, domain: example.com }

        """

    private func files(_ scratch: ScratchFolder) -> SetFiles {
        SetFiles(
            configuration: scratch.path("config.yaml"),
            policies: scratch.path("policies"),
            templates: scratch.path("templates"),
            zone: scratch.path("zone")
        )
    }

    @Test func `a folder that cannot be listed is a change like another`() throws {
        let scratch = try ScratchFolder()
        try scratch.write("policy: x\n", to: "policies/x.yaml")
        let before = files(scratch).stamps()
        #expect(before.folders == [scratch.path("policies")])
        try FileManager.default.removeItem(atPath: scratch.path("policies"))
        try scratch.write("", to: "policies")
        let after = files(scratch).stamps()
        #expect(after != before)
        #expect(after == files(scratch).stamps())
        #expect(after.folders == [])
    }

    @Test func `another file of the time zone is a change, and its folder is not watched`() throws {
        let scratch = try ScratchFolder()
        try scratch.write("winter", to: "zone")
        let before = files(scratch).stamps()
        #expect(before == files(scratch).stamps())
        try scratch.write("summer", to: "new")
        try FileManager.default.removeItem(atPath: scratch.path("zone"))
        try FileManager.default.moveItem(
            atPath: scratch.path("new"),
            toPath: scratch.path("zone")
        )
        #expect(files(scratch).stamps() != before)
        #expect(files(scratch).stamps().folders == [])
    }

    @Test(arguments: [
        (Self.configuration, "/usr/share/zoneinfo/Europe/Amsterdam"),
        (Self.configuration.replacing("timezone: Europe/Amsterdam\n", with: ""), "/etc/localtime"),
    ])
    func `the file of the zone is that of the configuration, else the machine's`(
        configuration: String,
        zone: String
    ) throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write(configuration, to: "config.yaml")
        let set = try SetInForce(configuration: path, now: Self.now)
        #expect(
            SetFiles(of: set.workplace)
                == SetFiles(
                    configuration: path,
                    policies: scratch.path("policies"),
                    templates: scratch.path("templates"),
                    zone: zone
                )
        )
    }

    @Test func `what is edited while the program begins is seen by the first look`() throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write(Self.configuration, to: "config.yaml")
        var edits = 0
        let (set, stamps) = try SetInForce.begin(configuration: path) { given throws(Failure) in
            let set = try SetInForce(configuration: given, now: Self.now)
            edits += 1
            // A person is quick: each time, just after the files are read.
            _ = try? scratch.write("# Edit \(edits)\n", to: "policies/\(edits).yaml")
            return set
        }
        #expect(edits > 0)
        #expect(SetFiles(of: set.workplace).stamps() != stamps)
    }
}
