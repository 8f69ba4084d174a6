import Exports
import Tabular

/// Text that is JSON comes out of the writer as the same values, and any text can stand as an export.
func tryJSON(_ bytes: [UInt8]) {
    if let value = try? readJSON(bytes) {
        var writer = JSONWriter()
        writer.value(value)
        guard let again = try? readJSON(Array(writer.text.utf8)), again == value else {
            fatalError("\(value) is written as \(writer.text)")
        }
    }
    _ = try? readContent(MemorySource(bytes))
}

/// What stands beside a file is read, or it is said what is wrong with it.
func trySidecar(_ bytes: [UInt8]) { _ = try? readSidecar(bytes) }

let jsonSeeds = [
    "rows": Array(
        #"[{"usageDate":"2026-02-11","userId":"A1","productName":"Maya","teamName":"N","tokens":1.5}]"#
            .utf8
    ),
    "object": Array(#"{"rows": [{"email": "a@b.c", "role": null}], "n": [1e3, -0.5, true]}"#.utf8),
    "escapes": Array(#"["é😀\n\"\\", "", 1E-2]"#.utf8),
]

let sidecarSeeds = [
    "all": Array(
        #"{"dataset":"usage","from":"2026-01-01","to":"2026-02-01","exported_at":"2026-02-02T06:00:00Z"}"#
            .utf8
    ),
    "team": Array(#"{"team": "North", "origin": "by hand"}"#.utf8),
]
