package import Diagnostics

/// The bounds of what is read.
package enum Limit {
    /// The largest file, in bytes of UTF-8.
    package static let bytes = 1 << 20
    /// Lists and mappings inside each other.
    package static let levels = 64
    /// Scalars, lists and mappings of one file.
    package static let nodes = 100_000
    /// Documents with syntax mistakes after which reading goes on.
    package static let restarts = 20
}

/// The documents of a YAML text.
///
/// Every scalar is a text: what `no`, `08:00` or `1e3` means is for the schema to say. Aliases,
/// anchors, tags and duplicate keys are mistakes. A document with a syntax mistake is left out, and
/// reading goes on with the next `---`.
///
/// - Parameters:
///   - source: the text.
///   - reporter: takes every mistake, with its place.
/// - Returns: the documents that could be read, in order; an empty one is a `Node` that `isAbsent`.
package func readDocuments(_ source: SourceText, reporter: Reporter) -> [Node] {
    let map = SourceMap(source.text)
    guard vet(map, bytes: source.text.utf8.count, reporter: reporter) else { return [] }
    var documents: [Node] = []
    var nodes = 0
    // libyaml would count a byte order mark as a column.
    var base = map.scalars.first == "\u{FEFF}" ? 1 : 0
    for _ in 0...Limit.restarts {
        var builder = DocumentBuilder(map, from: base, reporter: reporter, nodes: nodes)
        do throws(Interruption) {
            while let document = try builder.nextDocument() { documents.append(document) }
        } catch {
            switch error {
            case .syntax(let problem):
                builder.report(problem)
                guard let next = map.documentStart(from: problem.index, after: base) else {
                    return documents
                }
                (base, nodes) = (next, builder.nodes)
                continue
            case .limit: return documents
            }
        }
        return documents
    }
    return documents
}

/// Why a document ends early.
enum Interruption: Error {
    case syntax(SyntaxProblem)
    /// A limit was reached and reported.
    case limit
}
