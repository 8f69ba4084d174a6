package import Tabular

/// How the columns of a file are headed, for people.
package struct Heading: Sendable {
    /// The columns that mean something: the canonical key, and the header as it is written.
    package let columns: [(key: String, header: String)]

    /// Looks at the header of a file.
    ///
    /// Nothing is thrown: what is wrong with a file is said by whoever reads it.
    ///
    /// - Parameters:
    ///   - source: one file; of an archive the first export counts.
    ///   - options: further spellings of headers.
    package init?(_ source: some ByteSource, _ options: ReadingOptions = ReadingOptions()) {
        guard let opened = try? firstRows(of: source, options),
            let layout = try? Layout(Header(opened.header, aliases: options.aliases))
        else { return nil }
        columns = layout.places.map { ($0.column.key, $0.written) }
    }
}
