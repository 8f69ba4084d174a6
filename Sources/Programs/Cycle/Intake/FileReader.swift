import CivilTime
import Digests
import Exports
import Facts
import Platform
import Spooling
import Tabular

/// What a file says, and the digest of its bytes.
struct ReadFile {
    let receipt: InboxReceipt
    /// What it says: one export, or of an archive and a folder one for each data set.
    let exports: [ReadExport]

    /// The digest under which one of the exports is known: that of the file, unless there are several.
    func digest(ofExport index: Int) -> String {
        exports.count > 1 ? Self.digest(receipt.digest, ofExport: index) : receipt.digest
    }

    /// The digest of one export of a file that holds several.
    static func digest(_ digest: String, ofExport index: Int) -> String {
        hex(sha256("\(digest) \(index)".utf8))
    }
}

/// One export of a file.
struct ReadExport {
    /// What it says; of a file that goes on where an older one ends, what follows that one.
    let content: ExportContent
    /// Where its rows stand in an archive, a workbook or a folder.
    let places: [String]
    /// Where a longer file that begins with this one can be read on.
    var end: Facts.ResumePoint?
    /// The older file with whose rows it begins; `nil` where it was read whole.
    var base: Intake?
}

/// Why nothing was read of a file.
enum ReadingFailure: Error {
    /// It is no use.
    case refused(ExportError, InboxReading, digest: String)
    /// It is not what was seen, may not be read, or cannot be a file of ours.
    case inbox(InboxError)
    /// The world failed, or the program stops.
    case failed(Failure)
}

/// Reads files block by block, on the threads that there are.
struct FileReader {
    let options: ReadingOptions
    let workers: Workers
    var progress: Progress
    /// How long days of use are kept (`retention.days`).
    var kept = TimeSpan(days: 0)

    /// Opens a file.
    func open(_ candidate: Candidate) throws(ReadingFailure) -> InboxReading {
        do throws(InboxError) { return try candidate.inbox.open(candidate.file) } catch {
            throw .inbox(error)
        }
    }

    /// Reads what a file says.
    ///
    /// What is found wrong counts only where every byte came, and nobody wrote to it meanwhile.
    ///
    /// - Parameters:
    ///   - reading: the open file.
    ///   - known: the digest of its bytes, where that is known already.
    ///   - resumable: older files that it may continue.
    /// - Returns: what it says.
    /// - Throws: why nothing was read.
    func exports(
        of reading: InboxReading,
        digest known: String? = nil,
        resumable: [Resumable] = []
    ) throws(ReadingFailure) -> ReadFile {
        let sources = reading.parts.map(source)
        let result: Result<(exports: [ReadExport], digest: String?), ExportError>
        do throws(ExportError) {
            result = .success(try exports(sources, of: reading, resumable))
        } catch {
            result = .failure(error)
        }
        try requireSound(sources, reading)
        switch result {
        case .success(let read):
            let digest =
                if let found = known ?? read.digest { found } else { try digest(of: reading) }
            let receipt = InboxReceipt(file: reading.file, digest: digest)
            return ReadFile(receipt: receipt, exports: read.exports)
        case .failure(let error):
            let digest = if let known { known } else { try digest(of: reading) }
            throw .refused(error, reading, digest: digest)
        }
    }

    /// The digest of the bytes of a file; of a folder over the names and digests of its files.
    func digest(of reading: InboxReading) throws(ReadingFailure) -> String {
        let sources = reading.parts.map(source)
        var digests: [String] = []
        for source in sources {
            do throws(TabularError) {
                let blocks = try BlockHashes(of: source, workers: workers)
                digests.append(hex(try contentDigest(of: source, blocks)))
            } catch {
                // What did not come is told by the source, or the file became shorter.
                try requireSound(sources, reading)
                throw .inbox(.changed)
            }
        }
        try requireSound(sources, reading)
        guard reading.file.isFolder else { return digests[0] }
        let lines = zip(sources, digests).map { "\($1) \($0.name)\n" }
        return hex(sha256(lines.joined().utf8))
    }

    /// A named file with what its sidecar says.
    func candidate(_ named: NamedFile) throws(ReadingFailure) -> Candidate {
        let bytes: [UInt8]?
        do throws(InboxError) { bytes = try named.place.readSidecar(of: named.file) } catch {
            throw .inbox(error)
        }
        let plain = Candidate(named.place, named.file, nil)
        do throws(ExportError) {
            let sidecar = try bytes.map { bytes throws(ExportError) in try readSidecar(bytes) }
            return Candidate(named.place, named.file, sidecar)
        } catch {
            throw .refused(error, try open(plain), digest: named.file.name)
        }
    }

    /// The bytes of one open file.
    func source(_ part: InboxReading.Part) -> FileSource { FileSource(part, progress) }

    /// Reads all rows and columns of a file, in the order of the file.
    func rows(of reading: InboxReading) throws(ReadingFailure) -> Export {
        let sources = reading.parts.map(source)
        let result: Result<Export, ExportError>
        do throws(ExportError) { result = .success(try readExport(sources[0], options)) } catch {
            result = .failure(error)
        }
        try requireSound(sources, reading)
        switch result {
        case .success(let export): return export
        case .failure(let error): throw .refused(error, reading, digest: reading.file.name)
        }
    }

    /// What can be said of a file that was refused; nothing where it is more than one.
    func glance(at reading: InboxReading) -> Glance? {
        guard reading.parts.count == 1 else { return nil }
        return Glance(source(reading.parts[0]), options)
    }

    /// What the sources say, and the digest of a single one where reading gave it.
    private func exports(
        _ sources: [FileSource],
        of reading: InboxReading,
        _ resumable: [Resumable]
    ) throws(ExportError) -> (exports: [ReadExport], digest: String?) {
        var isContainer = reading.file.isFolder
        if !isContainer { isContainer = try isArchive(sources[0]) }
        guard !isContainer else {
            let named = sources.map { NamedSource(name: $0.name, $0) }
            let found = try readContents(named, options, workers: workers)
            return (found.items.map { ReadExport(content: $0.content, places: $0.places) }, nil)
        }
        let source = sources[0]
        let base = base(of: source, resumable)
        let read = try readContent(source, options, workers: workers, from: base?.point)
        let digest = try? contentDigest(of: source, read.blocks)
        let end = source.count >= Self.resumedBytes ? read.end : nil
        let export = ReadExport(
            content: read.content,
            places: [],
            end: end.map { Facts.ResumePoint($0, options, kept: kept) },
            base: read.isContinuation ? base?.intake : nil
        )
        return ([export], digest.map { hex($0) })
    }

    /// The older file with whose bytes a file begins; `nil` where there is none.
    private func base(
        of source: FileSource,
        _ resumable: [Resumable]
    ) -> (intake: Intake, point: Exports.ResumePoint)? {
        let block = BlockHashes.blockBytes
        var candidates: [(intake: Intake, point: Exports.ResumePoint)] = []
        for candidate in resumable {
            guard let point = candidate.point.point(options, kept: kept), block <= point.offset,
                point.offset <= source.count
            else { continue }
            candidates.append((candidate.intake, point))
        }
        // The first block tells nearly all files apart; a disk that fails is told by the reading.
        guard !candidates.isEmpty, let first = try? BlockHashes(of: source, upTo: block) else {
            return nil
        }
        return candidates.first { candidate in
            guard candidate.point.blocks.bytes.starts(with: first.bytes) else { return false }
            return (try? candidate.point.blocks.begin(source, workers: workers)) ?? false
        }
    }

    /// Files below this are read whole: that is as quick.
    private static let resumedBytes = 8 << 20

    private func requireSound(
        _ sources: [FileSource],
        _ reading: InboxReading
    ) throws(ReadingFailure) {
        do throws(Failure) {
            for source in sources { try source.requireSound() }
        } catch {
            throw .failed(error)
        }
        do throws(InboxError) { try reading.requireUnchanged() } catch { throw .inbox(error) }
    }
}

extension Workers {
    /// The threads of this machine.
    static var ofMachine: Workers {
        let count = WorkThreads.count
        return Workers(count: count) { WorkThreads.run(count, $0) }
    }
}
