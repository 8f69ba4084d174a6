/// Looks at each element of a small part of a workbook.
///
/// - Parameters:
///   - entry: the part.
///   - archive: the workbook.
///   - visit: takes the names of the elements around an element, from the outside, and the element.
/// - Throws: what is wrong with the part; `tooLarge`.
func walk(
    _ entry: ArchiveEntry,
    of archive: Archive,
    _ visit: @escaping (_ parents: [String], MarkupElement) -> Void
) throws(TabularError) {
    guard entry.unpackedBytes <= maximumWalkBytes else {
        throw TabularError(
            .tooLarge,
            line: nil,
            "the part '\(entry.name.prefix(100))' of the workbook is larger than "
                + "\(maximumWalkBytes >> 20) MiB"
        )
    }
    let reader = try MarkupReader(entry, of: archive, MarkupWalk(visit))
    _ = try reader.advance()
}

/// Bytes of a part that is walked through: what is found in it is held.
private let maximumWalkBytes = 32 << 20

private final class MarkupWalk: MarkupHandler {
    private let visit: ([String], MarkupElement) -> Void
    private var names: [String] = []

    init(_ visit: @escaping ([String], MarkupElement) -> Void) { self.visit = visit }

    func begin(_ element: MarkupElement) {
        visit(names, element)
        names.append(element.text)
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    func end(_ element: MarkupElement) -> Bool {
        names.removeLast()
        return false
    }
}
