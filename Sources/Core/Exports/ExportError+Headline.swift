extension ExportError {
    /// What is wrong in a few words, to be read behind the name of the file.
    package var headline: String {
        if let brief { return brief }
        return switch kind {
        case .unterminatedQuote: "a quotation mark in it is not closed"
        case .nulBytes: "it is no text file"
        case .encoding: "its letters are stored in a way that cannot be read"
        case .damagedJSON: "its JSON is damaged"
        case .damagedCalendar: "it is no whole calendar"
        case .damagedArchive: "it is damaged, perhaps cut off"
        case .cellTooLarge, .tooLarge: "it is too large"
        case .emptyFile: "it is empty"
        case .unknownDataset: "it is no export that Seatwarden knows"
        case .missingColumn: "a column is missing: \(column.map(Self.name) ?? "")"
        case .duplicateColumn: "a column stands in it twice"
        case .workbook: "it is a workbook or an archive of a kind that cannot be read"
        case .columnCount: "rows of it have too few or too many cells"
        case .badCell: "some of its cells cannot be read"
        case .ambiguousDate: "its dates can be read in two ways"
        case .conflictingRows: "two of its rows contradict each other"
        case .unreadable: "it could not be read"
        case .sidecar: "the file \(Sidecar.suffix) beside it is wrong or missing"
        }
    }

    /// A canonical key as people say it.
    static func name(_ key: String) -> String {
        switch key {
        case "offering": "the product or collection"
        case "hashed_user_id", "email": "the person"
        case "subscription_id": "the subscription or contract"
        case "seat_assignment": "the assignment of the seat"
        case "day_used": "the day of use"
        case "tokens_used": "the tokens used"
        case "seat_quantity": "the number of seats"
        case "end_date": "the end of the term"
        case "role": "the role"
        case "group": "the group"
        case "group_type": "the type of the group"
        case "team": "the team"
        case "as_of": "the day of the balance"
        case "tokens_available": "the balance"
        case "from", "until": "the \(key == "from" ? "first" : "last") day of the absence"
        default: "'\(key)'"
        }
    }
}
