/// A workbook put together from the XML of its parts.
package struct HandMadeWorkbook: Sendable {
    /// One sheet.
    package struct Sheet: Sendable {
        /// Its name.
        package var name: String
        /// What stands in `sheetData`.
        package var rows: String
        /// Its state, such as `hidden`.
        package var state = "visible"

        /// A sheet with rows.
        package init(_ name: String, _ rows: String) {
            self.name = name
            self.rows = rows
        }

        /// A sheet of texts in their cells; `nil` leaves a cell out.
        package init(_ name: String, texts: [[String?]]) {
            let rows = texts.enumerated().map { row, cells in
                let filled = cells.enumerated().compactMap { column, text in
                    text.map {
                        "<c r=\"\(HandMadeWorkbook.letters(column))\(row + 1)\" t=\"inlineStr\">"
                            + "<is><t>\(HandMadeWorkbook.escaped($0))</t></is></c>"
                    }
                }
                return "<row r=\"\(row + 1)\">\(filled.joined())</row>"
            }
            self.init(name, rows.joined())
        }
    }

    /// The sheets in their order.
    package var sheets: [Sheet]
    /// What stands in `sst`; no such part where it is `nil`.
    package var sharedTexts: String?
    /// What stands in `styleSheet`; no such part where it is `nil`.
    package var styles: String?
    /// What stands before the sheets in the part of the workbook.
    package var properties = ""
    /// The namespace of the parts.
    package var namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    /// Parts that are added, or take the place of others.
    package var parts: [String: String] = [:]

    /// A workbook of some sheets.
    package init(_ sheets: [Sheet]) { self.sheets = sheets }

    /// The workbook with one sheet.
    package init(rows: String) { self.init([Sheet("Sheet1", rows)]) }

    /// The archive that it is.
    package var archive: HandMadeArchive {
        var all: [(name: String, text: String)] = [
            ("[Content_Types].xml", "<Types/>"),
            (
                "_rels/.rels",
                "<Relationships><Relationship Id=\"a\" Type=\"http://x/officeDocument\" "
                    + "Target=\"xl/workbook.xml\"/></Relationships>"
            ),
            ("xl/workbook.xml", workbook), ("xl/_rels/workbook.xml.rels", relationships),
        ]
        for (number, sheet) in sheets.enumerated() {
            all.append(
                (
                    "xl/worksheets/sheet\(number + 1).xml",
                    root("worksheet", "<sheetData>\(sheet.rows)</sheetData>")
                )
            )
        }
        if let sharedTexts { all.append(("xl/sharedStrings.xml", root("sst", sharedTexts))) }
        if let styles { all.append(("xl/styles.xml", root("styleSheet", styles))) }
        for (name, text) in parts.sorted(by: { $0.key < $1.key }) {
            all.removeAll { $0.name == name }
            all.append((name, text))
        }
        return HandMadeArchive(all.map { HandMadeArchive.Member($0.name, $0.text) })
    }

    /// The bytes of the file.
    package var bytes: [UInt8] { archive.bytes }

    private var workbook: String {
        let list = sheets.enumerated().map { number, sheet in
            "<sheet name=\"\(Self.escaped(sheet.name))\" sheetId=\"\(number + 7)\" "
                + "state=\"\(sheet.state)\" r:id=\"rId\(number + 1)\"/>"
        }
        return "<workbook xmlns=\"\(namespace)\" xmlns:r=\"r\">\(properties)"
            + "<sheets>\(list.joined())</sheets></workbook>"
    }

    private var relationships: String {
        func link(_ id: String, _ kind: String, _ target: String) -> String {
            "<Relationship Id=\"\(id)\" Type=\"http://x/\(kind)\" Target=\"\(target)\"/>"
        }
        var links = sheets.indices.map {
            link("rId\($0 + 1)", "worksheet", "worksheets/sheet\($0 + 1).xml")
        }
        links.append(link("texts", "sharedStrings", "/xl/sharedStrings.xml"))
        links.append(link("styles", "styles", "../xl/styles.xml"))
        return "<Relationships>\(links.joined())</Relationships>"
    }

    private func root(_ name: String, _ contents: String) -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<\(name) xmlns=\"\(namespace)\">\(contents)</\(name)>"
    }

    /// The letters of a column, counted from 0.
    package static func letters(_ column: Int) -> String {
        let last = String(Unicode.Scalar(UInt8(0x41 + column % 26)))
        return column < 26 ? last : letters(column / 26 - 1) + last
    }

    /// A text as XML writes it.
    package static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing("\"", with: "&quot;")
    }
}
