/// What the functions of texts do, by code points.
extension String {
    /// The index of a place; the end counts as one.
    func index(at place: Int64) throws(EvaluationError) -> String.Index {
        guard place >= 0, let offset = Int(exactly: place),
            let index = unicodeScalars.index(startIndex, offsetBy: offset, limitedBy: endIndex)
        else {
            let count = unicodeScalars.count
            throw EvaluationError(
                .outOfRange,
                "\(place) is no place of a text of \(count) characters"
            )
        }
        return index
    }

    /// How many code points stand before an index; -1 for none.
    func place(of index: String.Index?) -> Int64 {
        index.map { Int64(unicodeScalars.distance(from: startIndex, to: $0)) } ?? -1
    }

    /// The text with some octets of ASCII changed.
    func mappingASCII(_ range: ClosedRange<UInt8>, _ change: (UInt8) -> UInt8) -> String {
        guard utf8.contains(where: range.contains) else { return self }
        return String(unsafeUninitializedCapacity: utf8.count) { buffer in
            var count = 0
            for octet in utf8 {
                buffer[count] = range.contains(octet) ? change(octet) : octet
                count += 1
            }
            return count
        }
    }

    /// The text with another in place of a part, `most` times at most (negative: everywhere).
    func replacing(
        _ old: String,
        with new: String,
        most: Int64
    ) throws(EvaluationError) -> String {
        var result = ""
        var place = startIndex
        var count: Int64 = 0
        while most < 0 || count < most, let found = firstPlace(of: old, from: place) {
            result += self[place..<found]
            result += new
            place = utf8.index(found, offsetBy: old.utf8.count)
            count += 1
            if old.isEmpty {
                // Nothing stands before each code point and at the end.
                guard place < endIndex else { break }
                result.unicodeScalars.append(unicodeScalars[place])
                place = unicodeScalars.index(after: place)
            }
            try checkMade(text: result.utf8.count)
        }
        // What was not asked to change is returned as it is, however long.
        guard count > 0 else { return self }
        result += self[place...]
        try checkMade(text: result.utf8.count)
        return result
    }

    /// The parts between separators, `most` of them at most (negative: all); between empty ones the
    /// code points.
    func parts(between separator: String, most: Int64) throws(EvaluationError) -> [Value] {
        if most == 0 || (separator.isEmpty && isEmpty) { return [] }
        var result: [Value] = []
        var place = startIndex
        while most < 0 || Int64(result.count) < most - 1 {
            let end: String.Index
            let next: String.Index
            if separator.isEmpty {
                end = unicodeScalars.index(after: place)
                next = end
                if end == endIndex { break }
            } else {
                guard let found = firstPlace(of: separator, from: place) else { break }
                end = found
                next = utf8.index(found, offsetBy: separator.utf8.count)
            }
            result.append(.string(String(self[place..<end])))
            try checkMade(list: result.count)
            place = next
        }
        return result + [.string(String(self[place...]))]
    }

    /// The text in double quotes, with escapes for quotes, backslashes and what moves the pen.
    var quoted: String {
        var result = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\u{07}": result += "\\a"
            case "\u{08}": result += "\\b"
            case "\u{0C}": result += "\\f"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0B}": result += "\\v"
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
