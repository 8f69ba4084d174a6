import Exports
import Tabular

/// Bytes that may be an archive or a workbook are read, or it is said what is wrong with them.
func tryArchive(_ bytes: [UInt8]) { _ = try? readContent(MemorySource(bytes)) }

/// A whole archive whose sheets, texts and styles hold anything; a NUL parts them.
///
/// Bytes that change inside an archive break its checksum first: so the archive is made around them.
func tryWorkbook(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0, maxSplits: 3, omittingEmptySubsequences: false)
    var archive = StoredArchive()
    archive.add("[Content_Types].xml", Array(contentTypes.utf8))
    archive.add("_rels/.rels", Array(relationships.utf8))
    archive.add("xl/workbook.xml", parts.count > 3 ? Array(parts[3]) : Array(workbook.utf8))
    archive.add("xl/_rels/workbook.xml.rels", Array(workbookRelationships.utf8))
    let names = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
    for (name, part) in zip(names, parts) { archive.add(name, Array(part)) }
    _ = try? readContent(MemorySource(archive.bytes))
}

let archiveSeeds: [String: [UInt8]] = {
    var archive = StoredArchive()
    archive.add("usage.csv", daysSeeds["tokens"].map { Array($0.dropFirst()) } ?? [])
    archive.add("more/usage.csv", Array("Day used,Email,Product,Team\n".utf8))
    return ["zip": archive.bytes]
}()

let workbookSeeds = [
    "shared": Array((sheet + "\0" + texts + "\0" + styles).utf8),
    "all": Array((sheet + "\0" + texts + "\0" + styles + "\0" + workbook).utf8),
]

private let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
private let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
private let package = "http://schemas.openxmlformats.org/package/2006"

private let sheet = """
    <?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="\(main)"><sheetData>\
    <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>\
    <c r="C1" t="inlineStr"><is><t>Product</t></is></c><c r="D1" t="str"><v>Team</v></c></row>\
    <row r="2"><c r="A2" s="1"><v>46054</v></c><c r="B2" t="s"><v>2</v></c>\
    <c r="C2" t="inlineStr"><is><r><t>Ma</t></r><r><t>ya</t></r></is></c><c r="D2"><v>5</v></c></row>\
    </sheetData></worksheet>
    """

private let texts = """
    <sst xmlns="\(main)" count="3" uniqueCount="3"><si><t>Day used</t></si><si><t>Email</t></si>\
    <si><t xml:space="preserve">a@b.c </t></si></sst>
    """

private let styles = """
    <styleSheet xmlns="\(main)"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>\
    </numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>
    """

private let workbook = """
    <workbook xmlns="\(main)" xmlns:r="\(office)"><workbookPr date1904="0"/><sheets>\
    <sheet name="Rows" sheetId="1" r:id="rId1"/></sheets></workbook>
    """

private let workbookRelationships = """
    <Relationships xmlns="\(package)/relationships">\
    <Relationship Id="rId1" Type="\(office)/worksheet" Target="worksheets/sheet1.xml"/>\
    <Relationship Id="rId2" Type="\(office)/sharedStrings" Target="sharedStrings.xml"/>\
    <Relationship Id="rId3" Type="\(office)/styles" Target="styles.xml"/></Relationships>
    """

private let relationships = """
    <Relationships xmlns="\(package)/relationships"><Relationship Id="rId1" \
    Type="\(office)/officeDocument" Target="xl/workbook.xml"/></Relationships>
    """

private let contentTypes = """
    <Types xmlns="\(package)/content-types"><Default Extension="xml" ContentType="application/xml"/>\
    <Override PartName="/xl/workbook.xml" ContentType=\
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>
    """
