import Columns

// CEL specification, "List of Standard Definitions", and the strings extension of the reference
// implementations. Places are code points; comparing is by code points, never by canonical
// equivalence.

/// Functions of texts.
let textFunctions: [FunctionDeclaration] = [
    FunctionDeclaration(
        "startsWith",
        [.member(.bool) { (a: String, b: String) in .bool(a.utf8.starts(with: b.utf8)) }]
    ),
    FunctionDeclaration(
        "endsWith",
        [
            .member(.bool) { (a: String, b: String) in
                .bool(a.utf8.reversed().starts(with: b.utf8.reversed()))
            }
        ]
    ),
    FunctionDeclaration(
        "contains",
        [
            .member(.bool) { (a: String, b: String) in
                .bool(find(Array(b.utf8), in: Array(a.utf8)) != nil)
            }
        ]
    ),
    FunctionDeclaration(
        "lowerAscii",
        [
            .member(.string) { (a: String) in
                .string(
                    mapped(a) {
                        ("A"..."Z").contains($0) ? Unicode.Scalar(UInt8($0.value) + 32) : $0
                    }
                )
            }
        ]
    ),
    FunctionDeclaration(
        "upperAscii",
        [
            .member(.string) { (a: String) in
                .string(
                    mapped(a) {
                        ("a"..."z").contains($0) ? Unicode.Scalar(UInt8($0.value) - 32) : $0
                    }
                )
            }
        ]
    ),
    FunctionDeclaration("trim", [.member(.string) { (a: String) in .string(trim(a)) }]),
    FunctionDeclaration(
        "charAt",
        [
            .member(.string) { (a: String, place: Int64) throws(EvaluationError) -> Value in
                let scalars = Array(a.unicodeScalars)
                let index = try position(place, upTo: scalars.count)
                return .string(index == scalars.count ? "" : String(scalars[index]))
            }
        ]
    ),
    FunctionDeclaration(
        "substring",
        [
            .member(.string) { (a: String, start: Int64) throws(EvaluationError) -> Value in
                let scalars = Array(a.unicodeScalars)
                return .string(text(scalars[(try position(start, upTo: scalars.count))...]))
            },
            .member(.string) {
                (a: String, start: Int64, end: Int64) throws(EvaluationError) -> Value in
                let scalars = Array(a.unicodeScalars)
                let first = try position(start, upTo: scalars.count)
                let last = try position(end, upTo: scalars.count)
                guard first <= last else {
                    throw EvaluationError(
                        .outOfRange,
                        "a part of a text cannot begin at \(start) and end at \(end)"
                    )
                }
                return .string(text(scalars[first..<last]))
            },
        ]
    ),
    FunctionDeclaration(
        "indexOf",
        [
            .member(.int) { (a: String, b: String) in
                .int(Int64(find(Array(b.unicodeScalars), in: Array(a.unicodeScalars)) ?? -1))
            },
            .member(.int) { (a: String, b: String, from: Int64) throws(EvaluationError) -> Value in
                let scalars = Array(a.unicodeScalars)
                let start = try position(from, upTo: scalars.count)
                return .int(Int64(find(Array(b.unicodeScalars), in: scalars, from: start) ?? -1))
            },
        ]
    ),
    FunctionDeclaration(
        "lastIndexOf",
        [
            .member(.int) { (a: String, b: String) in
                .int(Int64(findLast(Array(b.unicodeScalars), in: Array(a.unicodeScalars)) ?? -1))
            },
            .member(.int) { (a: String, b: String, from: Int64) throws(EvaluationError) -> Value in
                let scalars = Array(a.unicodeScalars)
                let start = try position(from, upTo: scalars.count)
                return .int(
                    Int64(findLast(Array(b.unicodeScalars), in: scalars, from: start) ?? -1)
                )
            },
        ]
    ),
    FunctionDeclaration(
        "replace",
        [
            .member(.string) {
                (a: String, old: String, new: String) throws(EvaluationError) -> Value in
                .string(try replace(old, with: new, in: a, most: -1))
            },
            Overload(
                isMember: true,
                [.string, .string, .string, .int],
                .string,
                .any { (values: [Value]) throws(EvaluationError) -> Value in
                    guard let a = String(values[0]), let old = String(values[1]),
                        let new = String(values[2]), let most = Int64(values[3])
                    else { throw .noOverload(values) }
                    return .string(try replace(old, with: new, in: a, most: most))
                }
            ),
        ]
    ),
    FunctionDeclaration(
        "split",
        [
            .member(.list(.string)) { (a: String, separator: String) in
                .list(split(a, separator, most: -1))
            },
            .member(.list(.string)) { (a: String, separator: String, most: Int64) in
                .list(split(a, separator, most: most))
            },
        ]
    ),
    FunctionDeclaration(
        "join",
        [
            Overload(
                isMember: true,
                [.list(.string)],
                .string,
                .unary { (list: Value) throws(EvaluationError) -> Value in
                    try join(list, separator: "")
                }
            ),
            Overload(
                isMember: true,
                [.list(.string), .string],
                .string,
                .binary { (list: Value, separator: Value) throws(EvaluationError) -> Value in
                    guard let separator = String(separator) else {
                        throw .noOverload([list, separator])
                    }
                    return try join(list, separator: separator)
                }
            ),
        ]
    ),
]

// MARK: Places

private func position(_ place: Int64, upTo count: Int) throws(EvaluationError) -> Int {
    guard let index = Int(exactly: place), (0...count).contains(index) else {
        throw EvaluationError(.outOfRange, "\(place) is no place of a text of \(count) characters")
    }
    return index
}

private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
}

private func mapped(_ text: String, _ transform: (Unicode.Scalar) -> Unicode.Scalar) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map(transform)))
}

/// Where a run of elements first stands in another, found in linear time (Knuth, Morris and Pratt).
private func find<Element: Equatable>(
    _ part: [Element],
    in whole: [Element],
    from start: Int = 0
) -> Int? {
    guard !part.isEmpty else { return start }
    guard whole.count - start >= part.count else { return nil }
    var fallback = Array(repeating: 0, count: part.count)
    var length = 0
    for index in part.indices.dropFirst() {
        while length > 0, part[index] != part[length] { length = fallback[length - 1] }
        if part[index] == part[length] { length += 1 }
        fallback[index] = length
    }
    var matched = 0
    for index in start..<whole.count {
        while matched > 0, whole[index] != part[matched] { matched = fallback[matched - 1] }
        if whole[index] == part[matched] { matched += 1 }
        if matched == part.count { return index + 1 - part.count }
    }
    return nil
}

/// Where a run of elements last stands in another, at a place or before it.
private func findLast<Element: Equatable>(
    _ part: [Element],
    in whole: [Element],
    from place: Int? = nil
) -> Int? {
    guard whole.count >= part.count else { return nil }
    let last = Swift.min(place ?? whole.count, whole.count - part.count)
    let reversed = Array(whole[..<(last + part.count)].reversed())
    return find(Array(part.reversed()), in: reversed).map { last - $0 }
}

// MARK: Taking apart and putting together

/// The text with a part of it replaced, `most` times at most (negative: everywhere).
private func replace(
    _ old: String,
    with new: String,
    in text: String,
    most: Int64
) throws(EvaluationError) -> String {
    let (whole, part) = (Array(text.unicodeScalars), Array(old.unicodeScalars))
    var result = String.UnicodeScalarView()
    var length = 0
    var place = 0
    var count: Int64 = 0
    while most < 0 || count < most, let found = find(part, in: whole, from: place) {
        result.append(contentsOf: whole[place..<found])
        result.append(contentsOf: new.unicodeScalars)
        length += found - place + new.utf8.count
        try checkMade(text: length)
        place = found + part.count
        count += 1
        if part.isEmpty {
            // Nothing stands before each character and at the end.
            guard place < whole.count else { break }
            result.append(whole[place])
            place += 1
        }
    }
    result.append(contentsOf: whole[Swift.min(place, whole.count)...])
    return String(result)
}

/// The parts of a text between separators, `most` of them at most (negative: all).
private func split(_ text: String, _ separator: String, most: Int64) -> [Value] {
    if most == 0 { return [] }
    let (whole, part) = (Array(text.unicodeScalars), Array(separator.unicodeScalars))
    var result: [Value] = []
    var place = 0
    if part.isEmpty {
        while place < whole.count, most < 0 || Int64(result.count) < most - 1 {
            result.append(.string(String(whole[place])))
            place += 1
        }
        if place < whole.count { result.append(.string(CEL.text(whole[place...]))) }
        return result
    }
    while most < 0 || Int64(result.count) < most - 1, let found = find(part, in: whole, from: place)
    {
        result.append(.string(CEL.text(whole[place..<found])))
        place = found + part.count
    }
    result.append(.string(CEL.text(whole[place...])))
    return result
}

private func join(_ list: Value, separator: String) throws(EvaluationError) -> Value {
    guard let elements = Elements(list) else { throw .noOverload([list]) }
    var result = ""
    for (index, element) in elements.values.enumerated() {
        guard case .string(let text) = element else { throw .noOverload([element]) }
        if index > 0 { result += separator }
        result += text
        try checkMade(text: result.utf8.count)
    }
    return .string(result)
}
