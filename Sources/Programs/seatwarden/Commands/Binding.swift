import ArgumentParser
import CEL
import Cases

/// A variable with its value, as `NAME=JSON` on the command line.
struct Binding: Sendable {
    let name: String
    let value: Value

    init(_ argument: String) throws {
        guard let sign = argument.firstIndex(of: "=") else {
            throw ValidationError("'\(argument)' is no NAME=JSON, as limit=60")
        }
        name = String(argument[..<sign])
        guard Binding.isName(name) else {
            throw ValidationError("'\(name)' is no name of a variable")
        }
        let json = String(argument[argument.index(after: sign)...])
        do {
            value = try plainValue(json)
        } catch {
            // Whoever begins so knows JSON.
            let isAimedAtJSON = json.utf8.first.map("{[\"-0123456789".utf8.contains) ?? false
            let hint =
                isAimedAtJSON ? "" : "; a text stands in double quotes: '\(name)=\"AutoCAD\"'"
            throw ValidationError(
                "the value of '\(name)' is no JSON that can be used: \(error)\(hint)"
            )
        }
    }

    /// Words with points between them, none of which means something else in an expression.
    static func isName(_ text: String) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
            guard !["true", "false", "null", "in"].contains(word) else { return false }
            guard let first = word.utf8.first, !(0x30...0x39 ~= first) else { return false }
            return word.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "_"), 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: false
                }
            }
        }
    }
}
