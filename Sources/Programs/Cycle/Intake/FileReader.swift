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
    func digest(of content: ExportContent) -> String {
        contents.count > 1 ? Self.digest(receipt.digest, of: content.dataset) : receipt.digest
    }

    /// The digest of one data set of a file that holds several.
    static func digest(_ digest: String, of dataset: Dataset) -> String {
        hex(sha256("\(digest) \(dataset.rawValue)".utf8))
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
    let progress: Progress

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
        let sources = reading.parts.map { FileSource($0, progress) }
        let result: Result<(contents: [ExportContent], digest: String?), ExportError>
        do throws(ExportError) {
            result = .success(try contents(sources, of: reading))
        } catch {
            result = .failure(error)
        }
        try requireSound(sources, reading)
        let digest = try known ?? (try? result.get())?.digest ?? digest(of: reading)
        switch result {
        case .success(let read):
            let receipt = InboxReceipt(file: reading.file, digest: digest)
            return ReadFile(receipt: receipt, contents: read.contents)
        case .failure(let error):
            throw .refused(error, reading, digest: digest)
        }
    }

    /// The digest of the bytes of a file; of a folder over the names and digests of its files.
    func digest(of reading: InboxReading) throws(ReadingFailure) -> String {
        let sources = reading.parts.map { FileSource($0, progress) }
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

    /// What can be said of a file that was refused; nothing where it is more than one.
    func glance(at reading: InboxReading) -> Glance? {
        guard reading.parts.count == 1 else { return nil }
        return Glance(FileSource(reading.parts[0], progress), options)
    }

    /// What the sources say, and the digest of a single one where reading gave it.
    private func contents(
        _ sources: [FileSource],
        of reading: InboxReading
    ) throws(ExportError) -> (contents: [ExportContent], digest: String?) {
        var contents: [ExportContent] = []
        for source in sources {
            let read = try readContent(source, options, workers: workers)
            guard reading.file.isFolder else {
                let digest = try? contentDigest(of: source, read.blocks)
                return ([read.content], digest.map { hex($0) })
            }
            contents.append(read.content)
        }
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
