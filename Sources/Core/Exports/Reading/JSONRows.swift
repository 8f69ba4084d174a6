import Tabular

/// The rows of a JSON export: a list of objects, or an object that holds one such list.
///
/// The shape of the vendor's JSON is not documented. Objects may lack keys, so the header is the union of
/// all keys, which a first reading finds; a second one hands out the rows, so that neither the text nor a
/// tree of it is ever held.
struct JSONRows {
    /// The keys in the order in which they first come; spellings that fold to one name are one key.
    private(set) var headers: [String] = []
    /// Keys under which a list or an object stands somewhere, each with the line of the first row.
    private(set) var nested: [String: Int] = [:]
    /// The column of each spelling of a key.
    private var cells: [String: Int] = [:]
    /// The reader before the list of rows; `nil` where there is none, so that there are no rows.
    private var list: JSONReader?
    /// The key of the list.
    private var name = ""

    /// Lists beside the rows beyond which a file is refused.
    private static let maximumLists = 100

    /// Finds the rows of a text.
    ///
    /// - Parameters:
    ///   - source: the text.
    ///   - aliases: further spellings of headers, by which the rows are told from other lists.
    /// - Throws: `damagedJSON` and the like.
    init(
        _ source: any ByteSource,
        aliases: [String: [String]] = [:]
    ) throws(ExportError) {
        do {
            var reader = try JSONReader(source)
            if try reader.peek() == UInt8(ascii: "[") {
                list = reader
                try survey(&reader, mustBeRows: true)
            } else {
                var found: [JSONRows] = []
                try Self.findLists(&reader, &found)
                self = try Self.choose(found, aliases)
            }
            try reader.end()
        } catch {
            throw ExportError(error)
        }
    }

    /// A cursor before the first row.
    func cursor() -> Cursor { Cursor(cells: cells, count: headers.count, list: list) }

    /// Finds the members that are lists of objects, also those of objects inside.
    private static func findLists(
        _ reader: inout JSONReader,
        _ found: inout [JSONRows]
    ) throws(TabularError) {
        try reader.forEachMember { (reader, key) throws(TabularError) in
            switch try reader.peek() {
            case UInt8(ascii: "["):
                var candidate = JSONRows()
                candidate.list = reader
                candidate.name = key
                guard try candidate.survey(&reader, mustBeRows: false),
                    !candidate.headers.isEmpty
                else { return }
                found.append(candidate)
                guard found.count <= maximumLists else {
                    throw reader.damaged(
                        "more than \(maximumLists) lists: one file holds one export"
                    )
                }
            case UInt8(ascii: "{"): try findLists(&reader, &found)
            default: _ = try reader.value()
            }
        }
    }

    /// The one list whose keys are those of an export, else the only one.
    private static func choose(
        _ found: [JSONRows],
        _ aliases: [String: [String]]
    ) throws(TabularError) -> JSONRows {
        let known = found.filter { Dataset(Header($0.headers, aliases: aliases)) != nil }
        let candidates = known.isEmpty ? found : known
        guard candidates.count > 1 else { return candidates.first ?? JSONRows() }
        throw TabularError(
            .damagedJSON,
            line: nil,
            "two lists of rows, '\(candidates[0].name)' and '\(candidates[1].name)': one file holds one "
                + "export"
        )
    }

    /// Reads a list and collects its keys.
    ///
    /// - Returns: whether every element is an object.
    @discardableResult
    private mutating func survey(
        _ reader: inout JSONReader,
        mustBeRows: Bool
    ) throws(TabularError) -> Bool {
        var folded: [String: Int] = [:]
        var isRows = true
        var count = 0
        try reader.beginList()
        while try reader.nextElement(after: count) {
            count += 1
            let line = try reader.line()
            guard let members = try reader.value().object else {
                guard !mustBeRows else {
                    throw reader.damaged(
                        "element \(count) of the list is no object, so it is no row"
                    )
                }
                isRows = false
                continue
            }
            var taken: Set<Int> = []
            for member in members {
                let cell = try cell(of: member.key, &folded, reader)
                guard taken.insert(cell).inserted else {
                    throw reader.damaged("two keys of one object mean '\(headers[cell])'")
                }
                if member.value.array != nil || member.value.object != nil {
                    nested[headers[cell]] = nested[headers[cell]] ?? line
                }
            }
        }
        return isRows
    }

    /// The column of a key, which is a new one where neither it nor another spelling was there.
    private mutating func cell(
        of key: String,
        _ folded: inout [String: Int],
        _ reader: JSONReader
    ) throws(TabularError) -> Int {
        if let cell = cells[key] { return cell }
        guard cells.count < TabularLimits.standard.maximumColumns else {
            throw reader.damaged("the rows have too many different keys")
        }
        let name = foldHeader(key)
        let cell = (name.isEmpty ? nil : folded[name]) ?? headers.count
        if cell == headers.count { headers.append(key) }
        folded[name] = cell
        cells[key] = cell
        return cell
    }

    private init() {}

    /// A place between two rows.
    struct Cursor {
        private let cells: [String: Int]
        private let width: Int
        private var reader: JSONReader?
        private var count = 0

        fileprivate init(cells: [String: Int], count: Int, list: JSONReader?) {
            self.cells = cells
            width = count
            reader = list
        }

        /// Goes to the next row.
        mutating func advance(into record: inout Record) throws(TabularError) -> Bool {
            guard var reader else { return false }
            // Taken out and put back, so that its window of the text is not copied.
            self.reader = nil
            if count == 0 { try reader.beginList() }
            guard try reader.nextElement(after: count) else { return false }
            count += 1
            let line = try reader.line()
            fill(&record, try reader.value().object ?? [], line: line)
            self.reader = reader
            return true
        }

        private func fill(_ record: inout Record, _ members: [JSONMember], line: Int) {
            var texts = [String](repeating: "", count: width)
            for member in members {
                if let cell = cells[member.key] { texts[cell] = Cursor.text(of: member.value) }
            }
            record.begin(line: line)
            for text in texts { record.append(text.utf8) }
        }

        /// A value as a cell of delimited text would have it; lists and objects are no cells.
        private static func text(of value: JSONValue) -> String {
            switch value {
            case .null, .array, .object: ""
            case .bool(let bool): bool ? "true" : "false"
            case .string(let text): text
            case .number(let text):
                text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (0x30...0x39).contains($0) }
                    ? text : value.double.map(plainNumber) ?? text
            }
        }
    }
}
