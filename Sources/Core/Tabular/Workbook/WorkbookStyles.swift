/// Which styles of a workbook show a number as a date.
struct WorkbookStyles: Hashable, Sendable {
    /// By the number that a cell has as its style.
    private(set) var areDates: [Bool] = []

    /// Styles beyond which none is kept; Excel has 65,490.
    private static let maximumStyles = 100_000

    /// The styles of a workbook without any.
    init() {}

    /// Reads the part that describes the styles.
    init(_ entry: ArchiveEntry, of archive: Archive) throws(TabularError) {
        var codes: [Int: Bool] = [:]
        var areDates: [Bool] = []
        try walk(entry, of: archive) { parents, element in
            switch parents {
            case ["styleSheet", "numFmts"]:
                guard let id = element.attributeNumber("numFmtId"),
                    let code = element.attributeText("formatCode"),
                    codes.count < Self.maximumStyles
                else { return }
                codes[id] = DateFormats.isDate(code)
            case ["styleSheet", "cellXfs"] where areDates.count < Self.maximumStyles:
                let id = element.attributeNumber("numFmtId") ?? 0
                areDates.append(codes[id] ?? DateFormats.isDate(builtIn: id))
            default: break
            }
        }
        self.areDates = areDates
    }

    /// Whether a cell of a style shows a date.
    func isDate(_ style: Int) -> Bool { areDates.indices.contains(style) && areDates[style] }
}
