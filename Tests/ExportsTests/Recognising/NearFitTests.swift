import Exports
import Testing

@Suite struct NearFitTests {
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

    @Test(arguments: [
        (
            "sep=,\nemail,offering_name,offering_name,seat_assignment\n",
            "Line 2 names the column 'offering_name' more than once"
        ),
        ("sep=;\ncolour;weight\n", "The columns of this file fit no known export: its line 2 has"),
        ("\n\ncolour;weight\n", "The columns of this file fit no known export: its line 3 has"),
        ("sep=;\nada@example.com;Revit\n", "Line 2 of this file holds data where"),
    ])
    func `a header behind other lines is named by its line`(_ text: String, _ message: String)
        throws
    {
        let error = #expect(throws: ExportError.self) { try read(text) }
        #expect(error?.lines == [text.hasPrefix("\n") ? 3 : 2])
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
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
            ("Product,Seat assignment,Days used,Last accessed", "hashed_user_id"),
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
            ("contractYear,tokenPool,usageCategory,usageDate,productName", "tokens_used"),
            ("usageMonth,tokenPool,productName,tokensConsumed", "day_used"),
            ("email,from,note", "until"),
        ])
    func `each data set says what it cannot do without`(_ header: String, _ column: String) {
        let error = #expect(throws: ExportError.self) { try read(header) }
        #expect(error?.kind == .missingColumn)
        #expect(error?.column == column)
    }

    struct Lost: Sendable, CustomTestStringConvertible {
        let header: String
        let dataset: Dataset
        let column: String
        var testDescription: String { header }
    }

    /// Whole headers of the vendor, each without one column.
    static let lost = [
        Lost(
            header: "Email,First name,Last name,Product,Version,Team",
            dataset: .seatUsage,
            column: "day_used"
        ),
        Lost(
            header: "email,first_name,last_name,product_name,version,team_alias",
            dataset: .seatUsage,
            column: "day_used"
        ),
        Lost(
            header: "Email,First name,Last name,Product,Feature,Team,Tokens used",
            dataset: .tokenUsage,
            column: "day_used"
        ),
        Lost(
            header: "Day used,Email,First name,Last name,Product,Feature,Team",
            dataset: .tokenUsage,
            column: "tokens_used"
        ),
        Lost(
            header:
                "email,first_name,last_name,autodesk_id,hashed_autodesk_id,offering_name,product_name,"
                + "version,access_option,team_alias",
            dataset: .usage,
            column: "day_used"
        ),
        Lost(
            header:
                "emailAddress,userId,productName,childProductName,version,source,teamName,tokens",
            dataset: .usage,
            column: "day_used"
        ),
        Lost(
            header: "hashed_autodesk_id,email,team_alias,group,offering_name,version,assigned_date,"
                + "unassigned_date,user_activity,days_inactive,days_used,last_accessed",
            dataset: .usageReport,
            column: "seat_assignment"
        ),
        Lost(
            header: "first_name,last_name,role,account_status,offering_name,team_alias",
            dataset: .users,
            column: "email"
        ),
        Lost(
            header:
                "contract_number,offering_name,start_date,end_date,term,reseller_name,team_alias",
            dataset: .subscriptions,
            column: "seat_quantity"
        ),
        Lost(header: "Group type,Email,Role", dataset: .groups, column: "group"),
        Lost(header: "Group,Group type,Role", dataset: .groups, column: "email"),
        Lost(
            header: "team,pack_id,tokens_purchased,purchase_date,end_date,tokens_available",
            dataset: .balances,
            column: "as_of"
        ),
    ]

    @Test(arguments: lost)
    func `a header that lost a column is that of the file that was meant`(_ lost: Lost) {
        let error = #expect(throws: ExportError.self) { try read(lost.header + "\n") }
        #expect(error?.kind == .missingColumn)
        #expect(error?.dataset == lost.dataset)
        #expect(error?.column == lost.column)
    }

    /// Files from elsewhere that have some columns of the vendor's: none may take the place of a good one.
    static let foreign: [(header: String, column: String?)] = [
        // An inventory, an invoice, a directory.
        ("Name,Email,Product,Serial,Price", nil),
        ("Email,Product,Status,Price", "role"),
        ("Email,First name,Product,Serial", nil),
        ("Email,Group,Department,Company", "group_type"),
        // The file with which users are added.
        ("First name,Last name,Email address", nil),
        ("Email,left", nil),
        ("Invoice,Customer,Team,Amount", nil),
        ("usage_type,Region,Amount,Currency,Store", nil),
    ]

    @Test(arguments: foreign)
    func `lists from elsewhere are no exports`(_ header: String, _ column: String?) {
        let error = #expect(throws: ExportError.self) { try read(header + "\n") }
        #expect(error?.kind == (column == nil ? .unknownDataset : .missingColumn))
        #expect(error?.column == column)
    }

    @Test func `sums of months are to be asked for by day`() {
        let error = #expect(throws: ExportError.self) {
            try read("usageMonth,usageCategory,productName,tokensConsumed\n")
        }
        #expect(
            error?.description == """
                This looks like a file of "Token Flex usage", but it has no column for the day of use: looked \
                for 'day_used', 'usagedate', 'usage_date', found 'usageMonth', 'usageCategory', 'productName', \
                'tokensConsumed'. Export "Token Flex usage" again from the Token Flex reporting of your \
                enterprise agreement, choose CSV, and do not open it in Excel before you drop it here. The \
                file has sums of months: ask for the field usageDate in place of usageMonth.
                """
        )
    }

    @Test func `a short list of people is told how it must begin`() {
        let error = #expect(throws: ExportError.self) { try read("Email,left\n") }
        #expect(
            error?.advice == [
                "For a file of your own write the first line so: Leavers: email,left_on; Absences: "
                    + "email,from,until,note; Balances: as_of,team,pack_id,tokens_purchased,purchase_date,"
                    + "end_date,tokens_available."
            ]
        )
    }

    @Test func `a header in one pair of quotation marks is told what it is`() {
        let error = #expect(throws: ExportError.self) {
            try read("\"email,offering_name,seat_assignment\"\n\"a@example.com,Revit,assigned\"\n")
        }
        #expect(error?.kind == .unknownDataset)
        #expect(error?.advice.first?.hasPrefix("The whole first line stands in one pair") == true)
    }

    @Test func `a hostile header gives a short message without control characters`() {
        let header = (0..<2000).map { "c\($0)\u{1B}[31m" + String(repeating: "x", count: 90) }
        let error = #expect(throws: ExportError.self) { try read(header.joined(separator: ",")) }
        #expect(error?.kind == .unknownDataset)
        #expect((error?.description.count ?? 0) < 2000)
        #expect(error?.description.contains("\u{1B}") == false)
        #expect(error?.description.contains("and 1988 more") == true)
    }
}
