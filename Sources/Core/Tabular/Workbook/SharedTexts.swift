/// The texts that the cells of a workbook share, one behind the other.
///
/// Texts in runs of different fonts are joined; how a text is read aloud is left out.
struct SharedTexts: Hashable, Sendable {
    /// Bytes of all texts beyond which a workbook is refused.
    private static let maximumBytes = 256 << 20
    /// Texts beyond which a workbook is refused.
    private static let maximumCount = 16 << 20

    private var bytes: [UInt8] = []
    /// For each text where it ends.
    private var ends: [UInt32] = []

    /// The texts of a workbook without any.
    init() {}

    /// Reads the part that holds the texts.
    init(
        _ entry: ArchiveEntry,
        of archive: Archive,
        _ limits: TabularLimits
    ) throws(TabularError) {
        let collector = Collector(limits)
        _ = try MarkupReader(entry, of: archive, collector).advance()
        self = collector.texts
    }

    /// Bytes of all texts.
    var byteCount: Int { bytes.count }

    /// The bytes of a text; `nil` where there is none of that number.
    subscript(number: Int) -> ArraySlice<UInt8>? {
        guard ends.indices.contains(number) else { return nil }
        return bytes[(number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])]
    }

    /// sst/si/t, or sst/si/r/t for runs; sst/si/rPh/t is how it is read aloud.
    private final class Collector: MarkupHandler {
        private(set) var texts = SharedTexts()
        private let limits: TabularLimits
        private var depth = 0
        private var isRun = false
        private var isText = false
        private var start = 0

        init(_ limits: TabularLimits) { self.limits = limits }

        func begin(_ element: MarkupElement) throws(TabularError) {
            depth += 1
            switch depth {
            case 2: start = texts.bytes.count
            case 3:
                isRun = element.isNamed("r")
                isText = element.isNamed("t")
            case 4: isText = isRun && element.isNamed("t")
            default: isText = false
            }
        }

        func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(TabularError) {
            guard isText else { return }
            texts.bytes.append(contentsOf: bytes)
            guard texts.bytes.count - start <= limits.maximumCellBytes else {
                throw TabularError(
                    .cellTooLarge,
                    line: nil,
                    "a text of the workbook is longer than \(limits.maximumCellBytes) bytes"
                )
            }
            guard texts.bytes.count <= SharedTexts.maximumBytes else { throw Self.tooLarge }
        }

        func end(_ element: MarkupElement) throws(TabularError) -> Bool {
            if depth == 2, element.isNamed("si") {
                resolveEscapes(&texts.bytes, from: start)
                texts.ends.append(UInt32(texts.bytes.count))
                guard texts.ends.count <= SharedTexts.maximumCount else { throw Self.tooLarge }
            }
            isText = false
            depth -= 1
            return false
        }

        private static let tooLarge = TabularError(
            .tooLarge,
            line: nil,
            "the texts of the workbook are larger than \(SharedTexts.maximumBytes >> 20) MiB"
        )
    }
}

/// Puts in the characters that XML cannot hold and workbooks write like `_x000D_` (ECMA-376-1, 22.9.2.19).
///
/// Other characters could be written so too, and never are: what looks like it is what somebody typed into
/// a program that does not know of the escape.
///
/// - Parameters:
///   - bytes: UTF-8.
///   - start: where the text begins, which ends with the bytes.
func resolveEscapes(_ bytes: inout [UInt8], from start: Int) {
    let width = 7
    guard bytes.count - start >= width else { return }
    var place = start
    var kept = start
    while place < bytes.count {
        if bytes[place] == UInt8(ascii: "_"), let scalar = escape(bytes[place...].prefix(width)) {
            for byte in String(scalar).utf8 {
                bytes[kept] = byte
                kept += 1
            }
            place += width
        } else {
            bytes[kept] = bytes[place]
            kept += 1
            place += 1
        }
    }
    bytes.removeLast(place - kept)
}

/// The character of `_x000D_`; `nil` where it is none that needs an escape, or a NUL.
private func escape(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    let start = bytes.startIndex
    guard bytes.count == 7, bytes[start + 1] == UInt8(ascii: "x"),
        bytes[start + 6] == UInt8(ascii: "_")
    else { return nil }
    var value: UInt32 = 0
    for byte in bytes[start + 2..<start + 6] {
        guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
        value = value << 4 | UInt32(digit)
    }
    let isUnderscore = value == 0x5F
    return value > 0 && value < 0x20 || isUnderscore ? Unicode.Scalar(value) : nil
}
