import Exports
import Testing

@Suite struct HeaderTests {
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

    struct Alias: Sendable, CustomTestStringConvertible {
        let aliases: [String: [String]]
        let header: String
        let keys: [String]
        var unknown: [String] = []
        var testDescription: String { "\(aliases) \(header)" }
    }

    static let aliases = [
        // What the configuration says counts before the vendor's name of the same thing.
        Alias(
            aliases: ["team": ["Cost centre"]],
            header: "email,role,team_alias=North,cost_centre=4711",
            keys: ["email", "role", "team=4711"],
            unknown: ["team_alias"]
        ),
        Alias(
            aliases: ["email": ["Work mail", "Mail"]],
            header: "Email,Mail=m,Role",
            keys: ["email=m", "role"],
            unknown: ["Email"]
        ),
        // A name that means something else in the vendor's files.
        Alias(
            aliases: ["offering": ["Feature"]],
            header: "Email,Product=AEC,Feature=Revit,Role",
            keys: ["email", "role", "offering=Revit", "product=AEC"]
        ),
        // Without the column the alias says nothing.
        Alias(
            aliases: ["offering": ["Produkt"], "team": ["", "--"]],
            header: "Email,Role,,Product=Revit",
            keys: ["email", "role", "offering=Revit"]
        ),
        // One spelling for two keys means the first by name.
        Alias(
            aliases: ["product": ["Software"], "offering": ["Software"]],
            header: "Email,Role,Software=Revit",
            keys: ["email", "role", "offering=Revit"]
        ),
        // A column that the data set does not know stays unknown.
        Alias(
            aliases: ["as_of": ["Stand"]],
            header: "Email,Role,Stand",
            keys: ["email", "role"],
            unknown: ["Stand"]
        ),
    ]

    @Test(arguments: aliases)
    func `a spelling of the configuration counts before all others`(_ alias: Alias) throws {
        let cells = alias.header.split(separator: ",", omittingEmptySubsequences: false).map {
            $0.split(separator: "=", maxSplits: 1)
        }
        let text =
            cells.map { $0.first ?? "" }.joined(separator: ",") + "\n"
            + cells.map { $0.count > 1 ? $0[1] : "x" }.joined(separator: ",") + "\n"
        let export = try read(text, ReadingOptions(aliases: alias.aliases))
        let keys = export.keys.map { key in
            let value = export.column(key)[0]
            return value == "x" ? key : "\(key)=\(value)"
        }
        #expect(keys == alias.keys)
        #expect(export.unknownColumns == alias.unknown)
    }

    @Test func `a configuration with a wrong spelling is told so`() {
        #expect(aliasMistakes(["offering": ["Produkt", "produkt"], "team": ["Mannschaft"]]) == [])
        #expect(
            aliasMistakes(["ofering": ["Produkt"]]) == [
                "'ofering' in 'inputs.columns' is no column; did you mean 'offering'?"
            ]
        )
        #expect(
            aliasMistakes(["product": ["SOFT-WARE"], "offering": ["--", "Soft ware"]]) == [
                "'--' in 'inputs.columns: offering' has no letter or digit",
                "'SOFT-WARE' in 'inputs.columns' is a spelling of both 'offering' and 'product'",
            ]
        )
        let unlike = aliasMistakes(["xyzxyzxyz": []])
        #expect(
            unlike.first?.hasPrefix("'xyzxyzxyz' in 'inputs.columns' is no column; the columns")
                == true
        )
    }

    @Test(
        arguments: [
            "Email,Role,Email", "email,role,Role ", "E-mail,email,EMAIL,role",
            "email,\"email\",role",
            "email,role,team_alias,Team alias",
        ])
    func `two columns with one name are refused`(_ header: String) {
        let error = #expect(throws: ExportError.self) { try read(header + "\n") }
        #expect(error?.kind == .duplicateColumn)
        #expect(error?.description.contains("more than once, so nobody can say which") == true)
    }

    @Test func `columns that mean nothing may have one name`() throws {
        let export = try read("email,role,x,X,,\na@example.com,User,1,2,,\n")
        #expect(export.unknownColumns == ["x", "X"])
    }

    @Test(
        arguments: [
            "\"email\",\"role\"", "\u{FEFF}\"email\",\"role\"", "\u{FEFF}\u{FEFF}email,role",
            "\"\u{FEFF}email\",role", "=\"email\",=\"role\"", "\u{A0}email\u{A0}, role ",
            "email,role,,",
            ",email,role", "EMAIL;ROLE", "email\trole",
        ])
    func `a header is read through what programs put around it`(_ header: String) throws {
        let export = try read(header + "\n")
        #expect(export.dataset == .users)
        #expect(export.keys == ["email", "role"])
        #expect(export.unknownColumns == [])
    }

    @Test(
        arguments: [
            ("autodesk_id,email,role,Cost centre", Generation.a),
            ("Autodesk ID,Email,Role,cost_centre", .b),
            ("autodesk_id,email,role,account_status,costCentre", .c),
            ("userId,emailAddress,role", .api),
            ("subscription_id,offering_name,seat_quantity,end_date,team_alias", .a),
            ("team_alias,offering_name,subscription_id,seat_quantity,end_date", .c),
            ("subscription_id,offering_name,seat_quantity,end_date,Team", .b),
            ("Group,Group_type,Email", .c),
            ("Group,Group type,Email", .b),
            ("group,group_type,email", .a),
            ("Day used,Email,Product", .b),
            ("day_used,email,product_name", .a),
            ("day_used,email,offering_name,access_option", .c),
        ])
    func `the generation is that of the columns that mean something`(
        _ header: String,
        _ generation: Generation
    ) throws {
        #expect(try read(header + "\n").generation == generation)
    }
}
