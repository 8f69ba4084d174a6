// `Fuzzing TARGET [libFuzzer's options and folders]` tries one reader; `Fuzzing seeds TARGET FOLDER` writes
// the inputs from which others are bred; `Fuzzing expressions FOLDER FILE…` those of CEL's conformance
// cases; `Fuzzing list` prints the targets. Built by scripts/fuzz.sh only:
// every module needs the flags.

import Glibc
import Tabular

/// Tries what a reader makes of some bytes; a broken promise traps.
typealias Target = @Sendable (_ bytes: [UInt8]) -> Void

/// The targets by name.
private let targets: [String: (run: Target, seeds: [String: [UInt8]])] = [
    "delimited": (tryDelimited, delimitedSeeds),
    "days": (tryDays, daysSeeds),
    "cells": (tryCells, cellSeeds),
    "json": (tryJSON, jsonSeeds),
    "sidecar": (trySidecar, sidecarSeeds),
    "calendar": (tryCalendar, calendarSeeds),
    "archive": (tryArchive, archiveSeeds),
    "workbook": (tryWorkbook, workbookSeeds),
    "cel-parse": (measured(tryCELParse), celSeeds),
    "cel-check": (measured(tryCELCheck), celSeeds),
    "cel-evaluate": (measured(tryCELEvaluate), celSeeds),
    "cel-columns": (measured(tryCELColumns), celSeeds),
]

// Written once before the driver begins, which calls back on the same thread.
nonisolated(unsafe) private var chosen: Target = { _ in }

/// What the driver calls for each input.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    chosen(Array(UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : count)))
    return 0
}

private typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<Arguments>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// The package manager makes this the program's beginning, in place of the one in the library.
@_cdecl("Fuzzing_main")
func begin(_ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32
{
    let words = (1..<Int(count)).compactMap { arguments[$0].map { String(cString: $0) } }
    if words.count == 3, words[0] == "seeds", let target = targets[words[1]] {
        return writeSeeds(target.seeds, into: words[2])
    }
    if words.count > 2, words[0] == "expressions" {
        return writeExpressions(of: words[2...], into: words[1])
    }
    guard let name = words.first, let target = targets[name] else {
        print(targets.keys.sorted().joined(separator: "\n"))
        return words == ["list"] ? 0 : 64
    }
    chosen = target.run
    // The driver must not see the target's name.
    arguments[1] = arguments[0]
    var (rest, place) = (count - 1, arguments + 1)
    return runDriver(&rest, &place, testOneInput)
}

/// Writes each expression of the conformance cases as a file.
private func writeExpressions(of files: ArraySlice<String>, into folder: String) -> Int32 {
    var seeds: [String: [UInt8]] = [:]
    for file in files {
        guard let bytes = contents(of: file), let value = try? readJSON(bytes),
            case .array(let cases) = value
        else { continue }
        for item in cases {
            guard case .object(let members) = item else { continue }
            for member in members where member.key == "expr" {
                guard case .string(let text) = member.value else { continue }
                seeds["case-\(seeds.count)"] = Array(text.utf8)
            }
        }
    }
    return writeSeeds(seeds, into: folder)
}

private func contents(of path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(file, &block, block.count), count > 0 { bytes += block[..<count] }
    return bytes
}

private func writeSeeds(_ seeds: [String: [UInt8]], into folder: String) -> Int32 {
    for (name, bytes) in seeds {
        let file = open("\(folder)/\(name)", O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard file >= 0, write(file, bytes, bytes.count) == bytes.count else {
            print("\(folder)/\(name) cannot be written")
            return 73
        }
        close(file)
    }
    return 0
}
