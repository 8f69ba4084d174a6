import Digests
import Exports
import Platform
import Spooling
import Tabular

/// What a file says, and the digest of its bytes.
struct ReadFile {
    let receipt: InboxReceipt
    /// What it says: one export, or of an archive and a folder one for each data set.
    let contents: [ExportContent]

    /// The digest under which one of the contents is known: that of the file, unless there are several.
    func digest(ofContent index: Int) -> String {
        contents.count > 1 ? Self.digest(receipt.digest, ofContent: index) : receipt.digest
    }

    /// The digest of one export of a file that holds several.
    static func digest(_ digest: String, ofContent index: Int) -> String {
        hex(sha256("\(digest) \(index)".utf8))
    }
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
    /// - Returns: what it says.
    /// - Throws: why nothing was read.
    func contents(
        of reading: InboxReading,
        digest known: String? = nil
    ) throws(ReadingFailure) -> ReadFile {
        let sources = reading.parts.map(source)
        let result: Result<(contents: [ExportContent], digest: String?), ExportError>
        do throws(ExportError) {
            result = .success(try contents(sources, of: reading))
        } catch {
            result = .failure(error)
        }
        try requireSound(sources, reading)
        switch result {
        case .success(let read):
            let digest =
                if let found = known ?? read.digest { found } else { try digest(of: reading) }
            let receipt = InboxReceipt(file: reading.file, digest: digest)
            return ReadFile(receipt: receipt, contents: read.contents)
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
    private func contents(
        _ sources: [FileSource],
        of reading: InboxReading
    ) throws(ExportError) -> (contents: [ExportContent], digest: String?) {
        guard reading.file.isFolder else {
            let read = try readContent(sources[0], options, workers: workers)
            let digest = try? contentDigest(of: sources[0], read.blocks)
            return ([read.content], digest.map { hex($0) })
        }
        var contents: [ExportContent] = []
        var stray: ExportError?
        for source in sources {
            do throws(ExportError) {
                contents.append(try readContent(source, options, workers: workers).content)
            } catch {
                // A note among exports is nobody's mistake; a damaged export is.
                let named = error.inFile(source.name)
                guard error.kind == .unknownDataset || error.kind == .emptyFile else { throw named }
                stray = stray ?? named
            }
        }
        if contents.isEmpty, let stray { throw stray }
        return (contents, nil)
    }

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
