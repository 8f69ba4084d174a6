import Exports
import Testing

@Suite struct JSONRowsTests {
    @Test func `keys that rows lack are absent values`() throws {
        let export = try read(
            """
            {"generated": "2026-10-31", "filters": {"x": [1]}, "rows": [
              {"email": "a@example.com", "role": "User"},
              {"role": null, "offering_name": "Revit", "email": ""},

              {"email": "c@example.com", "Extra": [1, 2]}
            ]}
            """
        )
        #expect(export.dataset == .users)
        #expect(export.column("email") == ["a@example.com", "null", "c@example.com"])
        #expect(export.column("offering") == ["null", "Revit", "null"])
        #expect(export.unknownColumns == ["Extra"])
        #expect(export.lines == [2, 3, 5])
    }

    @Test func `numbers in text columns are plain digits, texts in number columns are numbers`()
        throws
    {
        let export = try read(
            #"""
            [{"offering_name": "AutoCAD", "subscription_id": 57412300112233445566, "seat_quantity": "25",
              "end_date": "2026-12-31", "term": 3, "contract_number": 1.0e3, "reseller_name": true}]
            """#
        )
        #expect(export.column("subscription_id") == ["57412300112233445566"])
        #expect(export.column("seat_quantity") == ["25.0"])
        #expect(export.column("term") == ["3"])
        #expect(export.column("contract_number") == ["1000"])
        #expect(export.column("reseller_name") == ["true"])
    }

    @Test(
        arguments: [
            (
                #"[{"email": "a", "role": "b"}, 3]"#, ExportError.Kind.damagedJSON,
                "element 2 of the list"
            ),
            (#"{"a": [{"email": "x"}], "b": [{"email": "y"}]}"#, .damagedJSON, "'a' and 'b'"),
            (#"[{"email": "a", "role": "b"}"#, .damagedJSON, "the file ends early"),
            (#"[{"email": "a", "email": "b"}]"#, .damagedJSON, "stands twice"),
            (#"{"a": 1}"#, .emptyFile, "no first line"),
            (#"{"rows": []}"#, .emptyFile, "no first line"),
            ("[{}, {}]", .emptyFile, "no first line"),
            (#"[{"email": ["a"], "role": "User"}]"#, .badCell, "Line 1: 'email' holds a list"),
        ])
    func `a form that is no list of rows is refused`(
        _ text: String,
        _ kind: ExportError.Kind,
        _ message: String
    ) {
        let error = #expect(throws: ExportError.self) { try read(text) }
        #expect(error?.kind == kind)
        #expect(error?.description.contains(message) == true)
    }

    @Test func `lists beside the rows do not disturb`() throws {
        let export = try read(
            #"{"teams": ["North"], "none": [], "rows": [{"email": "a", "role": "b"}], "x": [{}]}"#
        )
        #expect(export.column("email") == ["a"])
    }

    @Test func `the list whose keys are those of an export is taken, however deep`() throws {
        let export = try read(
            #"""
            {"columns": [{"name": "email", "type": "text"}],
             "result": {"pages": 1, "rows": [{"email": "a@example.com", "role": "User"}]}}
            """#
        )
        #expect(export.column("email") == ["a@example.com"])
        #expect(export.lines == [2])
    }

    @Test func `spellings of a key that fold to one name are one column`() throws {
        let export = try read(
            #"[{"Email": "a", "role": "User"}, {"email": "b", "Role": "User"}, {"E-mail": "x"}]"#
        )
        #expect(export.column("email") == ["a", "b", "null"])
        #expect(export.unknownColumns == ["E-mail"])
        let error = #expect(throws: ExportError.self) {
            try read(#"[{"Email": "a", "email": "b", "role": "User"}]"#)
        }
        #expect(error?.message.contains("two keys of one object mean 'Email'") == true)
    }

    @Test func `texts and rows may lie anywhere in the blocks that are read`() throws {
        // Texts of many lengths, so that each border of 64 KiB falls into another place.
        let names = (0..<4000).map { "é\($0)" + String(repeating: "\\\u{201C}x", count: $0 % 37) }
        let rows = names.map {
            #"{"email": "\#($0.replacing("\\", with: #"\\"#))", "role": "User"}"#
        }
        let export = try read("[\n" + rows.joined(separator: ",\n") + "]")
        #expect(export.column("email") == names)
        #expect(export.lines.last == 4001)
    }

    @Test func `UTF-16 is read`() throws {
        let text = #"[{"email": "zoë@example.com", "role": "User"}]"#
        let bytes: [UInt8] =
            [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try readExport(bytes).column("email") == ["zoë@example.com"])
    }
}
