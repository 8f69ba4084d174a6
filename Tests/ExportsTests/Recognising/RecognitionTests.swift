import Columns
import Exports
import Testing

@Suite struct RecognitionTests {
    static let headers: [(header: String, dataset: Dataset)] = [
        ("email,offering_name,seat_assignment", .usageReport),
        ("Hashed Autodesk ID,Product,Seat assignment,Days inactive", .usageReport),
        ("day_used,email,offering_name,access_option", .usage),
        ("day_used,hashed_autodesk_id,offering_name,product_name", .usage),
        ("usageDate,hashedUserId,productName,version,tokens", .usage),
        ("usageDate,emailAddress,productName,source,tokens", .usage),
        ("Day used,Email,Product,Version,Team", .seatUsage),
        ("day_used,email,product_name", .seatUsage),
        ("Day used,Email,Product,Feature,Team,Tokens used", .tokenUsage),
        ("day_used,hashed_autodesk_id,product_name,tokens_used", .tokenUsage),
        ("Autodesk ID,Email,Role", .users),
        ("email,first_name,last_name,Status,role", .users),
        ("email,offering_name", .users),
        ("offering_name,subscription_id,seat_quantity,end_date", .subscriptions),
        ("offering_name,contract_number,seats,end_date,autorenew_date", .subscriptions),
        ("Group,Group type,Email,Role", .groups),
        ("group,email", .groups),
        ("email", .leavers),
        ("email,", .leavers),
        ("Email,left_on", .leavers),
        ("email,from,until", .absences),
        ("email,from,until,note", .absences),
        (
            "as_of,team,pack_id,tokens_purchased,purchase_date,end_date,tokens_available", .balances
        ),
        ("as_of,team,tokens_available", .balances),
        ("usageDate,tokenPool,productLineCode,productName,tokensConsumed", .tokenFlex),
    ]

    @Test(arguments: headers)
    func `a data set is known by its header`(_ header: String, _ dataset: Dataset) throws {
        for text in [header, header + "\n", "\u{FEFF}" + header + "\r\n"] {
            let export = try read(text)
            #expect(export.dataset == dataset)
            #expect(export.table.rowCount == 0)
        }
        // The order of the columns means nothing.
        let cells = header.split(separator: ",").reversed().joined(separator: ";")
        #expect(try read(cells).dataset == dataset)
    }

    struct Meaning: Sendable, CustomTestStringConvertible {
        let header: String
        let row: String
        let cells: [String: String]
        var unknown: [String] = []
        var testDescription: String { header }
    }

    static let meanings = [
        Meaning(
            header: "Email,Product,Feature,Role",
            row: "a@example.com,AEC Collection,Revit,User",
            cells: [
                "email": "a@example.com", "offering": "AEC Collection", "product": "Revit",
                "role": "User",
            ]
        ),
        Meaning(
            header: "day_used,email,product_name",
            row: "2026-01-02,a@example.com,Revit",
            cells: ["day_used": "2026-01-02", "email": "a@example.com", "product": "Revit"]
        ),
        Meaning(
            header: "usageDate,productName,childProductName,source",
            row: "2026-01-02,AEC,Revit,sus",
            cells: [
                "day_used": "2026-01-02", "offering": "AEC", "product": "Revit",
                "access_option": "sus",
            ]
        ),
        // Beside `offering_name` a `Product` is no second parent.
        Meaning(
            header: "email,offering_name,Product,role",
            row: "a@example.com,AEC,Revit,User",
            cells: [
                "email": "a@example.com", "offering": "AEC", "product": "Revit", "role": "User",
            ]
        ),
        // `status` and `source` mean nothing where they are not known to mean something.
        Meaning(
            header: "email,role,status,source",
            row: "a@example.com,User,Pending,x",
            cells: ["email": "a@example.com", "role": "User", "account_status": "Pending"],
            unknown: ["source"]
        ),
        Meaning(
            header: "offering_name,subscription_id,seats,end_date,Status",
            row: "Revit,57001,5,2026-12-31,Active",
            cells: [
                "offering": "Revit", "subscription_id": "57001", "seat_quantity": "5.0",
                "end_date": "2026-12-31",
            ],
            unknown: ["Status"]
        ),
        // Of two columns that mean the same the vendor's newest spelling counts.
        Meaning(
            header: "hashed_user_id,hashed_autodesk_id,Colour,offering_name,seat_assignment",
            row: "old,new,red,Revit,assigned",
            cells: ["hashed_user_id": "new", "offering": "Revit", "seat_assignment": "assigned"],
            unknown: ["hashed_user_id", "Colour"]
        ),
    ]

    @Test(arguments: meanings) func `headers mean what they mean in their data set`(
        _ meaning: Meaning
    ) throws {
        let export = try read(meaning.header + "\n" + meaning.row + "\n")
        var cells: [String: String] = [:]
        for key in export.keys { cells[key] = export.column(key)[0] }
        #expect(cells == meaning.cells)
        #expect(export.unknownColumns == meaning.unknown)
    }

    @Test(
        arguments: [
            ("Assigned date", "assigned_date"), ("Group_type", "group_type"), ("  EMAIL ", "email"),
            ("\u{FEFF}email", "email"), ("Tokens  used (total)", "tokens_used_total"),
            ("usageDate", "usagedate"), ("Größe", "größe"), ("Gro\u{308}ße", "größe"),
            ("日付", "日付"), ("--", ""), ("_a_", "a"), ("100 %", "100"),
        ])
    func `spellings of a header meet`(_ written: String, _ folded: String) {
        #expect(foldHeader(written) == folded)
    }

    @Test func `spellings of the configuration count in recognition and in reading`() throws {
        let text = "E-Mail-Adresse;Produkt;Zuweisung\na@example.com;Revit;assigned\n"
        let options = ReadingOptions(aliases: [
            "email": ["E-Mail-Adresse"], "offering": ["Produkt"], "seat_assignment": ["Zuweisung"],
            "no_such_key": ["Produkt"],
        ])
        let export = try read(text, options)
        #expect(export.dataset == .usageReport)
        #expect(export.keys == ["email", "offering", "seat_assignment"])
        #expect(export.unknownColumns == [])
    }

    @Test func `columns stand in canonical order whatever the file's order`() throws {
        let a = try read("email,role,offering_name\na@example.com,User,Revit\n")
        let b = try read("offering_name,email,role\nRevit,a@example.com,User\n")
        #expect(a.keys == ["email", "role", "offering"])
        #expect(a.table == b.table)
    }

    @Test func `no spelling means two columns of one data set`() {
        for dataset in Dataset.allCases {
            var seen: [String: String] = [:]
            for column in CanonicalColumn.all {
                for spelling in column.spellings where spelling.only?.contains(dataset) ?? true {
                    #expect(seen[spelling.folded] == nil, "\(spelling.folded) in \(dataset)")
                    #expect(foldHeader(spelling.folded) == spelling.folded)
                    seen[spelling.folded] = column.key
                }
            }
        }
    }

    @Test func `an unknown header is refused with what was found`() {
        let error = #expect(throws: ExportError.self) { try read("colour,weight\nred,3\n") }
        #expect(error?.kind == .unknownDataset)
        #expect(
            error?.description == """
                The columns of this file fit no known export: its first line has 'colour', 'weight'. \
                Known are Usage report, Usage, Seat usage, Token usage, Users, Subscriptions, Groups, \
                Balances, Leavers, Absences, Token Flex usage, told apart by their columns, not by the \
                file's name. Export it again from Autodesk Account > Reporting > Export, choose CSV, and \
                do not open it in Excel before you drop it here. Where the names of the columns are in \
                another language, add them to the configuration under inputs: columns, and put the file \
                into the inbox again.
                """
        )
    }

    @Test func `a missing column is named with the spellings looked for`() {
        let error = #expect(throws: ExportError.self) {
            try read("email,seat_assignment,status\na@example.com,assigned,x\n")
        }
        #expect(error?.kind == .missingColumn)
        #expect(error?.dataset == .usageReport)
        #expect(error?.column == "offering")
        #expect(
            error?.description == """
                This looks like a file of "Usage report", but it has no column for the product or \
                collection: looked for 'offering_name', 'product', 'productname', found 'email', \
                'seat_assignment', 'status'. Export "Usage report" again from Autodesk Account > \
                Reporting > Export, choose CSV, and do not open it in Excel before you drop it here. \
                Where the column has another name, add that name to the configuration under inputs: \
                columns: offering, and put the file into the inbox again.
                """
        )
    }

    @Test(
        arguments: [
            ("offering_name,seat_assignment", "hashed_user_id"),
            ("email,offering_name,last_accessed", "seat_assignment"),
            // Not a list of users: the report of a filtered or older export.
            ("email,offering_name,days_used", "seat_assignment"),
            ("email,offering_name,tokens_used", "seat_assignment"),
            ("day_used,email", "offering"),
            ("day_used,tokens_used", "offering"),
            ("subscription_id,seat_quantity,end_date", "offering"),
            ("offering_name,subscription_id,end_date", "seat_quantity"),
            ("offering_name,subscription_id,seat_quantity", "end_date"),
            ("offering_name,seat_quantity,end_date", "subscription_id"),
            ("group_type,email", "group"),
            ("group,group_type", "email"),
            ("as_of,tokens_available", "team"),
            ("as_of,team,tokens_purchased", "tokens_available"),
            ("tokenPool,tokensConsumed,productName", "day_used"),
        ])
    func `each data set says what it cannot do without`(_ header: String, _ column: String) {
        let error = #expect(throws: ExportError.self) { try read(header) }
        #expect(error?.kind == .missingColumn)
        #expect(error?.column == column)
    }

    @Test func `a hostile header gives a short message without control characters`() {
        let header = (0..<2000).map { "c\($0)\u{1B}[31m" + String(repeating: "x", count: 90) }
        let error = #expect(throws: ExportError.self) { try read(header.joined(separator: ",")) }
        #expect(error?.kind == .unknownDataset)
        #expect((error?.description.count ?? 0) < 2000)
        #expect(error?.description.contains("\u{1B}") == false)
        #expect(error?.description.contains("and 1988 more") == true)
    }

    @Test func `properties of data sets follow the page of facts`() {
        #expect(
            Dataset.allCases.filter(\.isUsage).map(\.rawValue)
                == ["usage-report", "usage", "seat-usage", "token-usage", "token-flex"]
        )
        #expect(
            Dataset.allCases.filter(\.hasDayRows).map(\.rawValue)
                == ["usage", "seat-usage", "token-usage", "token-flex"]
        )
        #expect(
            Dataset.allCases.filter(\.isState).map(\.rawValue)
                == ["usage-report", "users", "subscriptions", "groups", "balances"]
        )
        #expect(Dataset.usageReport.vendorName == "USAGE_REPORT")
    }
}
