import Diagnostics

/// Where each code point of a scalar's text stands in the YAML file.
///
/// Runs of code points that stand side by side are kept as one, so an ordinary scalar has one run,
/// and a block scalar one for each line.
struct PlaceMap: Hashable, Sendable {
    /// Code points that stand side by side on one line.
    struct Run: Hashable, Sendable {
        /// Where the first stands in the text.
        let offset: Int32
        /// Where the first stands in the file.
        let line: Int32
        let column: Int32
        /// How many code points of the text the run has.
        var count: Int32
        /// How many columns each takes in the file: more than 1 for an escape, 0 for a line end.
        let width: Int32
    }

    private let runs: [Run]
    private let end: SourceRange

    /// The place of a stretch of the text.
    ///
    /// - Parameter offsets: code points of the text; clamped to it. An empty stretch is the place
    ///   before
    ///   its code point.
    /// - Returns: the part that stands on the line on which the stretch begins.
    func range(of offsets: Range<Int>) -> SourceRange {
        guard let first = runIndex(of: offsets.lowerBound) else { return end }
        var range = place(offsets.lowerBound, in: runs[first])
        var index = first
        var stop = range.column
        while index < runs.count, runs[index].line == range.line,
            Int(runs[index].offset) < offsets.upperBound
        {
            let run = runs[index]
            let taken = min(offsets.upperBound - Int(run.offset), Int(run.count))
            stop = Int(run.column) + taken * Int(run.width)
            index += 1
        }
        range.length = max(1, stop - range.column)
        return range
    }

    private func place(_ offset: Int, in run: Run) -> SourceRange {
        let inside = max(0, offset - Int(run.offset))
        return SourceRange(
            line: Int(run.line),
            column: Int(run.column) + inside * Int(run.width)
        )
    }

    private func runIndex(of offset: Int) -> Int? {
        guard let last = runs.last, offset < Int(last.offset + last.count) else { return nil }
        var (low, high) = (0, runs.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(runs[middle].offset) <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// A map that has one place for everything.
    init(everythingAt place: SourceRange) {
        runs = []
        end = place
    }

    fileprivate init(runs: [Run], end: SourceRange) {
        self.runs = runs
        self.end = end
    }
}

/// Writes down a scalar's text again, code point by code point, with the place of each.
struct PlaceRecorder {
    private(set) var text = String.UnicodeScalarView()
    private var runs: [PlaceMap.Run] = []
    private var count = 0
    private var nextIndex = -1
    private let map: SourceMap

    init(_ map: SourceMap) {
        self.map = map
    }

    /// Adds a line end, or the space that a folded one becomes: it takes no column of its own.
    mutating func appendBreak(_ scalar: Unicode.Scalar, at index: Int) {
        append(scalar, at: index, width: 0)
    }

    /// Adds a code point that the file writes at `index` with `width` code points.
    mutating func append(_ scalar: Unicode.Scalar, at index: Int, width: Int = 1) {
        if width == 1, index == nextIndex, let last = runs.indices.last {
            runs[last].count += 1
        } else {
            let place = map.place(index)
            runs.append(
                PlaceMap.Run(
                    offset: Int32(count),
                    line: Int32(place.line),
                    column: Int32(place.column),
                    count: 1,
                    width: Int32(width)
                )
            )
        }
        nextIndex = width == 1 ? index + 1 : -1
        text.append(scalar)
        count += 1
    }

    /// The map of what was added, if it is the text that libyaml read; `end` is the index in the
    /// file that stands for the end of the text.
    func finish(expecting expected: String, end: Int) -> PlaceMap? {
        guard text.elementsEqual(expected.unicodeScalars) else { return nil }
        return PlaceMap(runs: runs, end: map.place(end))
    }
}
