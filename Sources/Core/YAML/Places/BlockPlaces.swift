// Reads literal (`|`) and folded (`>`) scalars a second time, as libyaml's scanner did (YAML 1.1
// §9.3), only to learn where each code point of the text came from.

/// The places of a block scalar whose indicator stands at `start`; `parentIndent` counts the
/// columns before the mapping or list that holds it, -1 at the top.
func blockPlaces(
    _ map: SourceMap,
    from start: Int,
    parentIndent: Int,
    text: String
) -> PlaceMap? {
    var scanner = BlockScanner(map, start: start)
    scanner.readHeader()
    scanner.findIndent(parentIndent)
    scanner.readLines()
    return scanner.recorder.finish(expecting: text, end: scanner.textEnd)
}

private struct BlockScanner {
    private enum Chomping { case strip, clip, keep }

    private let map: SourceMap
    private let isFolded: Bool
    private var index: Int
    private var chomping = Chomping.clip
    private var increment: Int?
    private var indent = 0
    private(set) var recorder: PlaceRecorder
    private(set) var textEnd: Int

    init(_ map: SourceMap, start: Int) {
        self.map = map
        isFolded = start < map.scalars.count && map.scalars[start] == ">"
        index = start + 1
        textEnd = start
        recorder = PlaceRecorder(map)
    }

    private var scalar: Unicode.Scalar? { index < map.scalars.count ? map.scalars[index] : nil }
    private var column: Int { index - map.lineStart(of: index) }

    mutating func readHeader() {
        while let scalar, scalar != "\n" {
            switch scalar {
            case "-": chomping = .strip
            case "+": chomping = .keep
            case "1"..."9": increment = Int(scalar.value) - 0x30
            default:
                // Only blanks and a comment may follow.
                index = map.lineEnd(after: index)
                if self.scalar == "\r" { index += 1 }
                continue
            }
            index += 1
        }
        if scalar != nil { index += 1 }
    }

    /// The indentation that the header states, else the deepest of the first lines up to a text.
    mutating func findIndent(_ parentIndent: Int) {
        if let increment {
            indent = max(parentIndent, 0) + increment
            return
        }
        var probe = index
        var deepest = 0
        while probe < map.scalars.count {
            let start = probe
            while probe < map.scalars.count, map.scalars[probe] == " " { probe += 1 }
            deepest = max(deepest, probe - start)
            if probe < map.scalars.count, map.scalars[probe] == "\r" { probe += 1 }
            guard probe < map.scalars.count, map.scalars[probe] == "\n" else { break }
            probe += 1
        }
        indent = max(deepest, parentIndent + 1, 1)
    }

    mutating func readLines() {
        var lineEnd: Int?
        var emptyLines = skipEmptyLines()
        var wasIndented = false
        while let first = scalar, column == indent {
            let isIndented = isBlank(first)
            if isFolded, let end = lineEnd, !wasIndented, !isIndented {
                if emptyLines.isEmpty { recorder.appendBreak(" ", at: end) }
            } else if let end = lineEnd {
                recorder.appendBreak("\n", at: end)
            }
            for end in emptyLines { recorder.appendBreak("\n", at: end) }
            wasIndented = isIndented
            lineEnd = readLine()
            emptyLines = skipEmptyLines()
        }
        if chomping != .strip, let end = lineEnd { recorder.appendBreak("\n", at: end) }
        if chomping == .keep { for end in emptyLines { recorder.appendBreak("\n", at: end) } }
    }

    /// Records the rest of the line; the index of its end, or `nil` at the end of the file.
    private mutating func readLine() -> Int? {
        let end = map.lineEnd(after: index)
        while index < end, let scalar {
            recorder.append(scalar, at: index)
            index += 1
        }
        textEnd = index
        return takeBreak()
    }

    /// Passes the indentation and the lines that have nothing else; the indices of their ends.
    private mutating func skipEmptyLines() -> [Int] {
        var ends: [Int] = []
        while true {
            while column < indent, scalar == " " { index += 1 }
            guard let end = takeBreak() else { return ends }
            ends.append(end)
        }
    }

    private mutating func takeBreak() -> Int? {
        if scalar == "\r", index + 1 < map.scalars.count, map.scalars[index + 1] == "\n" {
            index += 1
        }
        guard scalar == "\n" else { return nil }
        index += 1
        return index - 1
    }
}
