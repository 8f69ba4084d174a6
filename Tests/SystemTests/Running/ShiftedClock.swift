import CivilTime
import Foundation
import TestSupport

/// A wall clock for one program that a test sets (skew.c): it goes on from where it was put.
struct ShiftedClock {
    /// What a machine needs for it, said where a test is skipped.
    static let need = "needs a C compiler (cc)"

    /// The library that shifts, built once; `nil` where this machine has no compiler.
    static let library: ScratchFolder? = {
        guard let compiler = Program.installed("cc"), let folder = try? ScratchFolder() else {
            return nil
        }
        let source = Checkout.folder.appending(path: "Tests/SystemTests/Running/skew.c").path
        let built = try? compiler.run(
            ["-Wall", "-Werror", "-O1", "-shared", "-fPIC", "-o", folder.path("skew.so"), source]
        )
        return built?.status == 0 ? folder : nil
    }()

    private let file: FileHandle
    /// What a program needs in its environment.
    let environment: [String: String]

    /// A clock whose page lies in a folder.
    init(in folder: ScratchFolder, library: ScratchFolder) throws {
        let page = folder.url.appending(path: "skew")
        try Data(count: 4096).write(to: page)
        file = try FileHandle(forUpdating: page)
        environment = ["LD_PRELOAD": library.path("skew.so"), "SKEW_FILE": page.path]
    }

    /// Puts the clock to a moment, such as `2026-10-26T07:00:00Z`.
    func set(_ moment: String) throws {
        guard let moment = Instant(moment) else { preconditionFailure("\(moment) is no moment") }
        let shift = moment.secondsSince1970 - Int64(Date().timeIntervalSince1970.rounded(.down))
        try file.seek(toOffset: 0)
        try withUnsafeBytes(of: Int(shift)) { try file.write(contentsOf: Data($0)) }
    }
}
