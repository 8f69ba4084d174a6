package import Diagnostics

/// The bytes of a file are no text; the diagnostic says where and what to do.
package struct InvalidText: Error, Hashable {
    /// What is wrong, with line and column.
    package let diagnostic: Diagnostic
}

extension SourceText {
    /// The text of a file's bytes, without a byte order mark.
    ///
    /// - Parameters:
    ///   - name: the path as the user gave it.
    ///   - bytes: UTF-8.
    /// - Throws: `InvalidText` at the first byte that is no UTF-8.
    package init(name: String, utf8 bytes: [UInt8]) throws(InvalidText) {
        let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let body = isMarked ? bytes.dropFirst(3) : bytes[...]
        guard let text = String(validating: body, as: UTF8.self) else {
            throw InvalidText(diagnostic: encodingMistake(in: body, name: name))
        }
        self.init(name: name, text: text)
    }
}

private func encodingMistake(in bytes: ArraySlice<UInt8>, name: String) -> Diagnostic {
    var good = String.UnicodeScalarView()
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { good.append(scalar) }
    let line = good.count { $0 == "\n" } + 1
    let column = good.reversed().prefix { $0 != "\n" }.count + 1
    let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    let found = isUTF16 ? "the file is UTF-16" : "this byte is not UTF-8"
    return Diagnostic(
        .error,
        code: "encoding",
        "\(found); save the file as UTF-8",
        file: name,
        range: SourceRange(line: line, column: column)
    )
}
