package import Foundation

/// Whole outputs kept in files under `Tests/<Target>Tests/Golden/`.
package enum Golden {
    /// What is wrong with an output: `nil` when it equals the file to the byte.
    ///
    /// With `UPDATE_GOLDEN=1` in the environment the file is written anew instead, and the difference is
    /// reviewed as code.
    package static func difference(_ output: some Sequence<UInt8>, from file: URL) throws -> String?
    {
        let data = Data(output)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try data.write(to: file)
            return nil
        }
        guard let expected = try? Data(contentsOf: file) else {
            return "\(file.lastPathComponent) is missing; run with UPDATE_GOLDEN=1 and review it"
        }
        guard data != expected else { return nil }
        let (new, old) = (lines(data), lines(expected))
        let index =
            zip(new, old).enumerated().first { $0.element.0 != $0.element.1 }?.offset
            ?? min(new.count, old.count)
        let got = index < new.count ? new[index] : "(end)"
        let wanted = index < old.count ? old[index] : "(end)"
        return """
            \(file.lastPathComponent):\(index + 1): differs
              expected: \(wanted)
              got:      \(got)
            """
    }

    private static func lines(_ data: Data) -> [Substring] {
        String(decoding: data, as: UTF8.self).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
    }
}
