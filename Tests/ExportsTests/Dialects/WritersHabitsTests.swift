import Exports
import Testing

// What programs make of one and the same file when a person opens it and saves it again. The texts were
// written by hand after what the programs do; the tests beside this one let the real programs write.

@Suite struct WritersHabitsTests {
    /// The rows that all of them hold.
    static let days = ["2026-02-13", "2026-02-03"]
    static let numbers = ["16.2", "null"]

    struct Dialect: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]

        init(_ name: String, _ text: String) {
            testDescription = name
            bytes = Array(text.utf8)
        }

        init(utf16 name: String, _ text: String, isBig: Bool = false) {
            testDescription = name
            bytes = ("\u{FEFF}" + text).utf16.flatMap {
                let pair = [UInt8($0 & 0xFF), UInt8($0 >> 8)]
                return isBig ? pair.reversed() : pair
            }
        }
    }

    static let lossless = [
        Dialect(
            "as the vendor writes it",
            """
            email,offering_name,seat_assignment,monthly_average,last_accessed
            zoë@example.com,"AEC, ""x"" all",assigned,16.2,2026-02-13
            b@example.com,Revit,unassigned,,2026-02-03

            """
        ),
        Dialect(
            "Excel's CSV UTF-8 in the United States",
            "\u{FEFF}email,offering_name,seat_assignment,monthly_average,last_accessed\r\n"
                + "zoë@example.com,\"AEC, \"\"x\"\" all\",assigned,16.2,2/13/2026\r\n"
                + "b@example.com,Revit,unassigned,,2/3/2026\r\n"
        ),
        Dialect(
            "Excel's CSV with a hint for itself, rows of cells that were emptied, and a wide sheet",
            "\u{FEFF}sep=;\r\nemail;offering_name;seat_assignment;monthly_average;last_accessed;;\r\n"
                + "zoë@example.com;\"AEC, \"\"x\"\" all\";assigned;16.2;2026-02-13;;\r\n"
                + ";;;;;;\r\nb@example.com;Revit;unassigned;;2026-02-03\r\n;;;;;;\r\n\r\n"
        ),
        Dialect(
            utf16: "Excel's Unicode text",
            "email\toffering_name\tseat_assignment\tmonthly_average\tlast_accessed\r\n"
                + "zoë@example.com\t\"AEC, \"\"x\"\" all\"\tassigned\t16.2\t2026-02-13\r\n"
                + "b@example.com\tRevit\tunassigned\t\t2026-02-03\r\n"
        ),
        Dialect(
            utf16: "UTF-16 in the other order",
            "email,offering_name,seat_assignment,monthly_average,last_accessed\n"
                + "zoë@example.com,\"AEC, \"\"x\"\" all\",assigned,16.2,2026-02-13\n"
                + "b@example.com,Revit,unassigned,,2026-02-03\n",
            isBig: true
        ),
        Dialect(
            "cells that are guarded against Excel",
            "email,offering_name,seat_assignment,monthly_average,last_accessed\n"
                + "=\"zoë@example.com\",\"=\"\"AEC, \"\"x\"\" all\"\"\",assigned,=\"16.2\",=\"2026-02-13\"\n"
                + "=\"b@example.com\",=\"Revit\",unassigned,=\"\",=\"2026-02-03\"\n"
        ),
        Dialect(
            "PowerShell's Export-Csv",
            "#TYPE System.Management.Automation.PSCustomObject\r\n"
                + #""email","offering_name","seat_assignment","monthly_average","last_accessed""#
                + "\r\n"
                + #""zoë@example.com","AEC, ""x"" all","assigned","16.2","2/13/2026 12:00:00 AM""#
                + "\r\n"
                + #""b@example.com","Revit","unassigned",,"2/3/2026 12:00:00 AM""# + "\r\n"
        ),
        Dialect(
            utf16: "PowerShell's Out-File",
            #""email";"offering_name";"seat_assignment";"monthly_average";"last_accessed""# + "\r\n"
                + #""zoë@example.com";"AEC, ""x"" all";"assigned";"16.2";"2026-02-13""# + "\r\n"
                + #""b@example.com";"Revit";"unassigned";"";"2026-02-03""# + "\r\n"
        ),
        Dialect(
            "pandas with its index",
            ",email,offering_name,seat_assignment,monthly_average,last_accessed\n"
                + "0,zoë@example.com,\"AEC, \"\"x\"\" all\",assigned,16.2,2026-02-13 00:00:00\n"
                + "1,b@example.com,Revit,unassigned,,2026-02-03 00:00:00\n"
        ),
        Dialect(
            "an old Macintosh",
            "email,offering_name,seat_assignment,monthly_average,last_accessed\r"
                + "zoë@example.com,\"AEC, \"\"x\"\" all\",assigned,16.2,2026-02-13\r"
                + "b@example.com,Revit,unassigned,,2026-02-03\r"
        ),
        Dialect(
            "a Japanese Excel, copied from a web page",
            "email\toffering_name\tseat_assignment\tmonthly_average\tlast_accessed\n"
                + "\u{A0}zoë@example.com\t\"AEC, \"\"x\"\" all\"\tassigned\u{A0}\t16.2\t2026/2/13\n"
                + "b@example.com\tRevit\tunassigned\t\u{A0}\t2026/2/3\n"
        ),
    ]

    @Test(arguments: lossless) func `what is lossless is read`(_ dialect: Dialect) throws {
        let export = try readExport(dialect.bytes)
        #expect(export.dataset == .usageReport)
        #expect(export.column("email") == ["zoë@example.com", "b@example.com"])
        #expect(export.column("offering") == [#"AEC, "x" all"#, "Revit"])
        #expect(export.column("seat_assignment") == ["assigned", "unassigned"])
        #expect(export.column("monthly_average") == Self.numbers)
        #expect(export.column("last_accessed") == Self.days)
        #expect(export.unknownColumns == [])
        #expect(export.refusedRowCount == 0)
    }

    struct Lossy: Sendable, CustomTestStringConvertible {
        let header: String
        let row: String
        let kind: ExportError.Kind
        let message: String
        var testDescription: String { row }
    }

    static let lossy = [
        // A German Excel: a comma for the point, a thousand with a point, its own dates, cut contracts.
        Lossy(
            header: "email;offering_name;seat_assignment;monthly_average",
            row: "a@example.com;Revit;assigned;16,2",
            kind: .badCell,
            message: "'16,2' is no number: write it with a point"
        ),
        Lossy(
            header: "offering_name;contract_number;seat_quantity;end_date",
            row: "Revit;110009876543;1.000;2026-12-31",
            kind: .badCell,
            message: "'1.000' can be 1 or 1000"
        ),
        Lossy(
            header: "offering_name;contract_number;seat_quantity;end_date",
            row: "Revit;1,10010E+11;5;2026-12-31",
            kind: .badCell,
            message: "has rounded"
        ),
        Lossy(
            header: "Day used;Email;Product;Version",
            row: "03.02.2026;a@example.com;Revit;2026",
            kind: .ambiguousDate,
            message: "can be read as month/day or as day/month"
        ),
        Lossy(
            header: "Day used;Email;Product;Version",
            row: "13.02.26;a@example.com;Revit;2026",
            kind: .badCell,
            message: "its year needs four digits"
        ),
        Lossy(
            header: "Day used,Email,Product,Version",
            row: "########,a@example.com,Revit,2026",
            kind: .badCell,
            message: "a spreadsheet writes when it has no value to show"
        ),
        Lossy(
            header: "Day used,Email,Product,Version",
            row: "46066,a@example.com,Revit,2026",
            kind: .badCell,
            message: "the number under which a spreadsheet keeps one"
        ),
        // A script that turned everything into text.
        Lossy(
            header: "Day used,Email,Product,Version",
            row: "2026-02-13,nan,Revit,2026",
            kind: .badCell,
            message: "'nan' is no name but what a program writes"
        ),
        // Excel of a country with semicolons that left the lines whole.
        Lossy(
            header: "email,offering_name,seat_assignment",
            row: "\"a@example.com,\"\"AEC, all\"\",assigned\"",
            kind: .columnCount,
            message: "1 cell where the header has 3"
        ),
    ]

    @Test(arguments: lossy) func `what has lost something is refused`(_ lossy: Lossy) {
        let error = #expect(throws: ExportError.self) {
            try read(lossy.header + "\n" + lossy.row + "\n")
        }
        #expect(error?.kind == lossy.kind)
        #expect(error?.lines == [2])
        #expect(error?.message.contains(lossy.message) == true, "\(error?.message ?? "")")
    }
}
