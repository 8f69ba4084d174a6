import Diagnostics

/// The code points of a source with its line starts: from libyaml's marks to places that people
/// use.
///
/// Lines end with LF, as in `SourceText.line`; `vet` refuses the other ends that libyaml knows.
struct SourceMap {
    let scalars: [Unicode.Scalar]
    private let lineStarts: [Int]

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        var starts = [0]
        for (index, scalar) in scalars.enumerated() where scalar == "\n" {
            starts.append(index + 1)
        }
        lineStarts = starts
    }

    /// Where the code point of an index stands; the end of the text for indices beyond it.
    func place(_ index: Int) -> SourceRange {
        let index = min(max(0, index), scalars.count)
        let line = lineIndex(of: index)
        return SourceRange(line: line + 1, column: index - lineStarts[line] + 1)
    }

    /// The stretch from `start` to `end`, cut at the end of the line on which it begins.
    func range(from start: Int, to end: Int) -> SourceRange {
        var range = place(start)
        range.length = max(1, min(end, lineEnd(after: start)) - start)
        return range
    }

    /// The index of the line end (LF, or CR before it) of the line in which `index` lies.
    func lineEnd(after index: Int) -> Int {
        let next = lineIndex(of: index) + 1
        let end = next < lineStarts.count ? lineStarts[next] - 1 : scalars.count
        return end > index && scalars[end - 1] == "\r" ? end - 1 : end
    }

    /// The index at which the line begins in which `index` lies.
    func lineStart(of index: Int) -> Int { lineStarts[lineIndex(of: index)] }

    /// The index of the first line that begins with `---`, from the line on in which `index` lies,
    /// but after `base`.
    func documentStart(from index: Int, after base: Int) -> Int? {
        lineStarts[lineIndex(of: index)...].first { start in
            guard start > base, start + 3 <= scalars.count,
                scalars[start..<start + 3].allSatisfy({ $0 == "-" })
            else { return false }
            return start + 3 == scalars.count
                || [" ", "\t", "\r", "\n"].contains(scalars[start + 3])
        }
    }

    private func lineIndex(of index: Int) -> Int {
        var (low, high) = (0, lineStarts.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= index { low = middle } else { high = middle }
        }
        return low
    }
}
