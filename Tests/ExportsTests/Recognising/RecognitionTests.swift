import Columns
import Exports
import Testing

@Suite struct RecognitionTests {
    static let headers: [(header: String, dataset: Dataset)] = [
        ("email,offering_name,seat_assignment", .usageReport),
        ("Hashed Autodesk ID,Product,Seat assignment,Days inactive", .usageReport),
        ("emailAddress,productName,seatAssignment,seat_assignment,latestUsageDate", .usageReport),
        ("day_used,email,offering_name,access_option", .usage),
        ("day_used,hashed_autodesk_id,offering_name,product_name", .usage),
        ("Day used,Email,autodesk_id,offering_name,product_name,version,Team", .usage),
        ("day_used,email,offering_name,product_name,version", .usage),
        ("usageDate,hashedUserId,productName,version,tokens", .usage),
        ("usageDate,emailAddress,productName,source,tokens", .usage),
        ("usageDate,emailAddress,productName,childProductName", .usage),
        ("Day used,Email,Product,Version,Team", .seatUsage),
        ("Day used,Hashed Autodesk ID,Product,Version,Team", .seatUsage),
        ("Day used,Product,Version,Team", .seatUsage),
        ("day_used,email,product_name", .seatUsage),
        ("Day used,Email,Product,Feature,Team,Tokens used", .tokenUsage),
        ("Day used,Email,Product,Feature,Version,Team,Tokens used", .tokenUsage),
        ("day_used,hashed_autodesk_id,product_name,tokens_used", .tokenUsage),
        ("usageDate,emailAddress,productName,teamName,tokens", .tokenUsage),
        ("usageDate,teamName,productName,tokensConsumed", .tokenUsage),
        ("Autodesk ID,Email,Role", .users),
        ("email,first_name,last_name,Status,role", .users),
        ("email,offering_name,account_status,Cost centre", .users),
        ("email,offering_name", .users),
        ("email,product_name,status", .users),
        ("offering_name,subscription_id,seat_quantity,end_date", .subscriptions),
        ("offering_name,contract_number,seats,end_date,autorenew_date", .subscriptions),
        ("Group,Group type,Email,Role", .groups),
        ("Group,Group type,Email,Role,Company", .groups),
        ("group,email", .groups),
        ("email", .leavers),
        ("email,", .leavers),
        ("Email,left_on", .leavers),
        ("Email,left on,Reason", .leavers),
        ("email,from,until", .absences),
        ("email,from,until,note", .absences),
        (
            "as_of,team,pack_id,tokens_purchased,purchase_date,end_date,tokens_available", .balances
        ),
        ("as_of,team,tokens_available", .balances),
        ("usageDate,tokenPool,productLineCode,productName,tokensConsumed", .tokenFlex),
        ("usageDate,productLineCode,productName,userName,tokensConsumed", .tokenFlex),
        ("usageDate,usageMonth,productName,tokensConsumed,customField1,customField10", .tokenFlex),
        (
            "chargedItemID,sessionStartDate,machineName,usageDate,productLineCode,tokensConsumed",
            .tokenFlex
        ),
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
