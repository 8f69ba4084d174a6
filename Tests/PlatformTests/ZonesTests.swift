import CivilTime
import Foundation
import Platform
import TestSupport
import Testing

@Suite struct ZonesTests {
    let scratch: ScratchFolder
    /// The smallest zone file: version 1, one type of local time, three hours east of UTC.
    private let bytes: [UInt8] =
        Array("TZif".utf8) + Array(repeating: 0, count: 16)
        + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4]
        + [0, 0, 0x2A, 0x30, 0, 0] + Array("MSK\0".utf8)

    init() throws {
        scratch = try ScratchFolder()
        try scratch.write("no zone", to: "Area/Damaged")
        _ = FileManager.default.createFile(atPath: scratch.path("Area/City"), contents: Data(bytes))
    }

    @Test func `a zone is found by name`() throws {
        let zone = try Zones.zone(named: "Area/City", in: scratch.url.path)
        #expect(zone.name == "Area/City")
        #expect(zone.offset(at: Instant(secondsSince1970: 0)) == 10_800)
    }

    @Test(arguments: [
        "", "/etc/passwd", "../secret", "Area/../City", "Area//City", "Area/Ci ty", "Nowhere",
    ])
    func `a name that is none is refused`(name: String) {
        #expect(throws: ZoneError.unknown(name)) {
            try Zones.zone(named: name, in: scratch.url.path)
        }
    }

    @Test func `a damaged file is said`() {
        #expect(throws: ZoneError.damaged(path: scratch.path("Area/Damaged"))) {
            try Zones.zone(named: "Area/Damaged", in: scratch.url.path)
        }
    }

    @Test func `the machine's zone is where its link points`() throws {
        try FileManager.default.createDirectory(
            atPath: scratch.path("zoneinfo/Area"),
            withIntermediateDirectories: true
        )
        _ = FileManager.default.createFile(
            atPath: scratch.path("zoneinfo/Area/City"),
            contents: Data(bytes)
        )
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("localtime"),
            withDestinationPath: scratch.path("zoneinfo/Area/City")
        )
        #expect(try Zones.system(local: scratch.path("localtime")).name == "Area/City")
        #expect(try Zones.system(local: scratch.path("Area/City")).name == "local")
    }

    @Test func `a machine without a zone is in UTC`() throws {
        #expect(try Zones.system(local: scratch.path("none")) == .utc)
    }

    @Test func `a cache knows the zones of the machine, and those that are none`() {
        let cache = ZoneCache()
        for _ in 0..<2 {
            #expect(cache.zone(named: "../secret") == nil)
            #expect(
                cache.zone(named: "Europe/Amsterdam")?.name
                    == (try? Zones.zone(named: "Europe/Amsterdam"))?.name
            )
        }
    }
}
