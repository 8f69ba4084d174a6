// Reads plain and quoted scalars a second time, as libyaml's scanner did (YAML 1.1 §9.1 and §9.2
// with line folding), only to learn where each code point of the text came from.

/// The places of a plain scalar that stands at `range`.
func plainPlaces(_ map: SourceMap, _ range: Range<Int>, text: String) -> PlaceMap? {
    var recorder = PlaceRecorder(map)
    var index = range.lowerBound
    while index < range.upperBound {
        if isWhite(map.scalars[index]) {
            index = fold(map, from: index, to: range.upperBound, into: &recorder)
        } else {
            recorder.append(map.scalars[index], at: index)
            index += 1
        }
    }
    return recorder.finish(expecting: text, end: range.upperBound)
}

/// The places of a scalar in single quotes; `range` includes the quotes.
func singleQuotedPlaces(_ map: SourceMap, _ range: Range<Int>, text: String) -> PlaceMap? {
    var recorder = PlaceRecorder(map)
    var index = range.lowerBound + 1
    let end = range.upperBound - 1
    while index < end {
        if isWhite(map.scalars[index]) {
            index = fold(map, from: index, to: end, into: &recorder)
        } else if map.scalars[index] == "'" {
            recorder.append("'", at: index, width: 2)
            index += 2
        } else {
            recorder.append(map.scalars[index], at: index)
            index += 1
        }
    }
    return recorder.finish(expecting: text, end: end)
}

/// The places of a scalar in double quotes; `range` includes the quotes.
func doubleQuotedPlaces(_ map: SourceMap, _ range: Range<Int>, text: String) -> PlaceMap? {
    var recorder = PlaceRecorder(map)
    var index = range.lowerBound + 1
    let end = range.upperBound - 1
    while index < end {
        let scalar = map.scalars[index]
        if isWhite(scalar) {
            index = fold(map, from: index, to: end, into: &recorder)
        } else if scalar != "\\" {
            recorder.append(scalar, at: index)
            index += 1
        } else if index + 1 < end, isBreak(map.scalars[index + 1]) {
            // An escaped line end joins the lines; empty lines after it count.
            index = fold(map, from: index + 1, to: end, isJoined: true, into: &recorder)
        } else {
            guard let (meant, width) = escape(map, at: index, before: end) else { return nil }
            recorder.append(meant, at: index, width: width)
            index += width
        }
    }
    return recorder.finish(expecting: text, end: end)
}

/// Blanks inside a line stay; one line end becomes a space, several one line end less.
private func fold(
    _ map: SourceMap,
    from start: Int,
    to end: Int,
    isJoined: Bool = false,
    into recorder: inout PlaceRecorder
) -> Int {
    var index = start
    var breaks: [Int] = []
    while index < end, isWhite(map.scalars[index]) {
        if map.scalars[index] == "\n" { breaks.append(index) }
        index += 1
    }
    if breaks.isEmpty {
        for blank in start..<index { recorder.append(map.scalars[blank], at: blank) }
    } else if breaks.count == 1, !isJoined {
        recorder.appendBreak(" ", at: breaks[0])
    } else {
        for lineEnd in breaks.dropFirst() { recorder.appendBreak("\n", at: lineEnd) }
    }
    return index
}

/// What an escape in double quotes means, and how many code points it takes.
private func escape(
    _ map: SourceMap,
    at index: Int,
    before end: Int
) -> (Unicode.Scalar, Int)? {
    guard index + 1 < end else { return nil }
    let letter = map.scalars[index + 1]
    if let simple = simpleEscapes[letter] { return (simple, 2) }
    guard let digits = ["x": 2, "u": 4, "U": 8][letter], index + 2 + digits <= end else {
        return nil
    }
    var hex = String.UnicodeScalarView()
    hex.append(contentsOf: map.scalars[index + 2..<index + 2 + digits])
    guard let value = UInt32(String(hex), radix: 16), let scalar = Unicode.Scalar(value) else {
        return nil
    }
    return (scalar, 2 + digits)
}

private let simpleEscapes: [Unicode.Scalar: Unicode.Scalar] = [
    "0": "\0", "a": "\u{7}", "b": "\u{8}", "t": "\t", "\t": "\t", "n": "\n", "v": "\u{B}",
    "f": "\u{C}", "r": "\r", "e": "\u{1B}", " ": " ", "\"": "\"", "/": "/", "\\": "\\",
    "N": "\u{85}", "_": "\u{A0}", "L": "\u{2028}", "P": "\u{2029}",
]

func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
func isBreak(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }
private func isWhite(_ scalar: Unicode.Scalar) -> Bool { isBlank(scalar) || isBreak(scalar) }
