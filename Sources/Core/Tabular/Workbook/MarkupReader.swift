import CExpat

/// What takes the elements of a part of a workbook as they come.
protocol MarkupHandler: AnyObject {
    /// An element begins.
    func begin(_ element: MarkupElement) throws(TabularError)
    /// A piece of text; a long one comes in several.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) throws(TabularError)
    /// An element ends.
    ///
    /// - Returns: whether to pause here.
    func end(_ element: MarkupElement) throws(TabularError) -> Bool
}

/// Reads a part of a workbook, which is XML, as it is unpacked: nothing of it is held.
///
/// A document type is refused, and with it every entity that somebody could declare.
final class MarkupReader {
    /// Bytes that are unpacked at once.
    private static let chunkBytes: Int32 = 32_768
    /// Bytes that may make up one tag.
    private static let maximumTagBytes = 1 << 20
    /// Elements inside each other.
    private static let maximumDepth = 64

    private let parser: XML_Parser
    private let input: EntryReader
    private let part: String
    private let handler: any MarkupHandler
    private var depth = 0
    /// Bytes read since something was recognised in them.
    private var silence = 0
    private var isPaused = false
    private var isFed = false
    /// What the handler has thrown through the parser, which cannot throw.
    private var failure: TabularError?

    /// Goes to the beginning of a part.
    ///
    /// - Throws: what is wrong with its place in the archive.
    init(
        _ entry: ArchiveEntry,
        of archive: Archive,
        _ handler: any MarkupHandler
    ) throws(TabularError) {
        input = try EntryReader(entry, of: archive.source)
        guard let parser = XML_ParserCreate(nil) else {
            throw TabularError(.tooLarge, line: nil, "there is no memory to read the workbook")
        }
        self.parser = parser
        self.handler = handler
        part = entry.name
        // The parser lives no longer than this object, which ends it.
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { MarkupReader.at($0)?.begin($1, $2) },
            { MarkupReader.at($0)?.end($1) }
        )
        XML_SetCharacterDataHandler(parser) { MarkupReader.at($0)?.text($1, $2) }
        XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, _ in
            MarkupReader.at(user)?.refuseDocumentType()
        }
    }

    deinit { XML_ParserFree(parser) }

    /// Reads on.
    ///
    /// - Returns: whether the handler has paused; `false` at the end.
    /// - Throws: what the handler throws; `damagedArchive`, `tooLarge`.
    func advance() throws(TabularError) -> Bool {
        var status = XML_STATUS_OK
        if isPaused {
            isPaused = false
            status = XML_ResumeParser(parser)
        }
        while true {
            if let failure { throw failure }
            switch status {
            case XML_STATUS_SUSPENDED: return true
            case XML_STATUS_OK where isFed: return false
            case XML_STATUS_OK: status = try feed()
            default: throw damaged(String(cString: XML_ErrorString(XML_GetErrorCode(parser))))
            }
        }
    }

    private func feed() throws(TabularError) -> XML_Status {
        guard silence <= Self.maximumTagBytes else {
            throw TabularError(
                .tooLarge,
                line: nil,
                "a tag in '\(part)' is longer than \(Self.maximumTagBytes) bytes"
            )
        }
        guard let buffer = XML_GetBuffer(parser, Self.chunkBytes) else {
            throw TabularError(.tooLarge, line: nil, "there is no memory to read the workbook")
        }
        let count = try input.read(
            into: UnsafeMutableRawBufferPointer(start: buffer, count: Int(Self.chunkBytes))
        )
        silence += count
        isFed = count == 0
        return XML_ParseBuffer(parser, Int32(count), isFed ? 1 : 0)
    }

    private func damaged(_ message: String) -> TabularError {
        let line = XML_GetCurrentLineNumber(parser)
        return TabularError(
            .damagedArchive,
            line: nil,
            "the workbook is damaged: '\(part)', line \(line): \(message)"
        )
    }
}

extension MarkupReader {
    private static func at(_ user: UnsafeMutableRawPointer?) -> MarkupReader? {
        user.map { Unmanaged<MarkupReader>.fromOpaque($0).takeUnretainedValue() }
    }

    private func begin(
        _ name: UnsafePointer<XML_Char>?,
        _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
    ) {
        guard let name, failure == nil else { return }
        silence = 0
        depth += 1
        guard depth <= Self.maximumDepth else {
            return fail(damaged("more than \(Self.maximumDepth) elements inside each other"))
        }
        do {
            try handler.begin(MarkupElement(name, attributes))
        } catch {
            fail(error)
        }
    }

    private func text(_ bytes: UnsafePointer<XML_Char>?, _ count: Int32) {
        guard let bytes, failure == nil else { return }
        silence = 0
        do {
            try bytes.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
                (start) throws(TabularError) in
                try handler.text(UnsafeBufferPointer(start: start, count: Int(count)))
            }
        } catch {
            fail(error)
        }
    }

    private func end(_ name: UnsafePointer<XML_Char>?) {
        guard let name, failure == nil else { return }
        silence = 0
        depth -= 1
        do {
            guard try handler.end(MarkupElement(name, nil)) else { return }
            isPaused = true
            XML_StopParser(parser, 1)
        } catch {
            fail(error)
        }
    }

    private func refuseDocumentType() {
        fail(damaged("it declares a document type, as no workbook does"))
    }

    private func fail(_ error: TabularError) {
        failure = error
        XML_StopParser(parser, 0)
    }
}
