import Glibc

/// Why a file could not be written.
struct FileProblem: Error, CustomStringConvertible {
    let path: String
    let code: Int32

    init(_ path: String) {
        self.path = path
        code = errno
    }

    var description: String { "\(path): \(String(cString: strerror(code)))" }
}

/// A file that is written from its beginning to its end.
struct ExportFile: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []

    /// Bytes that are held before they go to the disk.
    private static let blockBytes = 4 << 20

    init(_ path: String) throws(FileProblem) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        guard descriptor >= 0 else { throw FileProblem(path) }
        buffer.reserveCapacity(Self.blockBytes + 65_536)
    }

    deinit { Glibc.close(descriptor) }

    /// Adds a row of cells, those quoted that need it.
    mutating func write(_ cells: [String]) throws(FileProblem) {
        buffer.append(contentsOf: csvLine(cells).utf8)
        if buffer.count >= Self.blockBytes { try flush() }
    }

    /// Adds a beginning and a part of a text.
    mutating func write(
        _ beginning: [UInt8],
        _ text: [UInt8],
        _ part: Range<Int32>
    ) throws(FileProblem) {
        buffer.append(contentsOf: beginning)
        buffer.append(contentsOf: text[Int(part.lowerBound)..<Int(part.upperBound)])
        if buffer.count >= Self.blockBytes { try flush() }
    }

    /// Adds text as it is.
    mutating func write(_ text: String) { buffer.append(contentsOf: text.utf8) }

    /// Hands everything to the system.
    mutating func flush() throws(FileProblem) {
        var written = 0
        while written < buffer.count {
            let count = buffer.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            guard count > 0 else { throw FileProblem(path) }
            written += count
        }
        buffer.removeAll(keepingCapacity: true)
    }

    /// Adds another file from a place on.
    mutating func append(
        contentsOf other: String,
        from start: Int = 0
    ) throws(FileProblem) {
        try flush()
        let source = open(other, O_RDONLY)
        guard source >= 0 else { throw FileProblem(other) }
        defer { Glibc.close(source) }
        lseek(source, start, SEEK_SET)
        while true {
            buffer = [UInt8](unsafeUninitializedCapacity: Self.blockBytes) { space, count in
                count = Swift.max(0, read(source, space.baseAddress, space.count))
            }
            if buffer.isEmpty { return }
            try flush()
        }
    }
}

/// One line of a file: cells with a comma, a quotation mark or a line end stand in quotes.
func csvLine(_ cells: [String]) -> String {
    cells.map { cell in
        guard cell.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A }) else {
            return cell
        }
        return "\""
            + cell.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }.joined(separator: ",") + "\n"
}
