import Tabular

/// The rows of a JSON export: a list of objects, or an object that holds one such list.
///
/// The shape of the vendor's JSON is not documented. Objects may lack keys, so the header is the union of
/// all keys, which a first reading finds; a second one hands out the rows, so that no tree of the whole
/// file is ever held.
struct JSONRows {
    /// The keys in the order in which they first come.
    private(set) var headers: [String] = []
    /// Keys under which a list or an object stands somewhere, each with the line of the first row.
    private(set) var nested: [String: Int] = [:]
    /// The reader before the list of rows; `nil` where there is none, so that there are no rows.
    private var list: JSONReader?

    init(_ bytes: [UInt8]) throws(ExportError) {
        do {
            var reader = try JSONReader(bytes)
            if reader.peek() == UInt8(ascii: "[") {
                list = reader
                try survey(&reader, mustBeRows: true)
            } else {
                try findList(&reader)
            }
            try reader.end()
        } catch {
            throw ExportError(error)
        }
    }

    /// A cursor before the first row.
    func cursor() -> Cursor { Cursor(headers: headers, list: list) }

    /// Finds the one member that is a list of objects.
    private mutating func findList(_ reader: inout JSONReader) throws(TabularError) {
        var found = self
        var foundKey: String?
        try reader.forEachMember { (reader, key) throws(TabularError) in
            guard reader.peek() == UInt8(ascii: "[") else {
                _ = try reader.value()
                return
            }
            var candidate = JSONRows()
            candidate.list = reader
            guard try candidate.survey(&reader, mustBeRows: false) else { return }
            guard found.headers.isEmpty || candidate.headers.isEmpty else {
                throw reader.damaged(
                    "two lists of rows, '\(foundKey ?? "")' and '\(key)': one file holds one export"
                )
            }
            if found.headers.isEmpty {
                found = candidate
                foundKey = key
            }
        }
        self = found
    }

    /// Reads a list and collects its keys.
    ///
    /// - Returns: whether every element is an object.
    @discardableResult
    private mutating func survey(
        _ reader: inout JSONReader,
        mustBeRows: Bool
    ) throws(TabularError) -> Bool {
        var known: Set<String> = []
        var isRows = true
        var count = 0
        try reader.beginList()
        while try reader.nextElement(after: count) {
            count += 1
            let line = reader.line()
            guard let members = try reader.value().object else {
                guard !mustBeRows else {
                    throw reader.damaged(
                        "element \(count) of the list is no object, so it is no row"
                    )
                }
                isRows = false
                continue
            }
            for member in members {
                if known.insert(member.key).inserted { headers.append(member.key) }
                if member.value.array != nil || member.value.object != nil {
                    nested[member.key] = nested[member.key] ?? line
                }
            }
            guard headers.count <= TabularLimits.standard.maximumColumns else {
                throw reader.damaged("the rows have too many different keys")
            }
        }
        return isRows
    }

    private init() {}

    /// A place between two rows.
    struct Cursor {
        private let cells: [String: Int]
        private var reader: JSONReader?
        private var count = 0

        fileprivate init(headers: [String], list: JSONReader?) {
            cells = Dictionary(uniqueKeysWithValues: headers.enumerated().map { ($1, $0) })
            reader = list
        }

        /// Goes to the next row.
        mutating func advance(into record: inout Record) throws(TabularError) -> Bool {
            guard var reader else { return false }
            // Taken out and put back: a copy beside it would be harmless here, the text is never changed.
            defer { self.reader = reader }
            if count == 0 { try reader.beginList() }
            guard try reader.nextElement(after: count) else {
                count = 0
                return false
            }
            count += 1
            let line = reader.line()
            fill(&record, try reader.value().object ?? [], line: line)
            return true
        }

        private func fill(_ record: inout Record, _ members: [JSONMember], line: Int) {
            var texts = [String](repeating: "", count: cells.count)
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
