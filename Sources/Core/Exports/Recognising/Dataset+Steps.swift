// Where an export is found in the vendor's web pages (autodesk.com/support/account/admin/usage,
// 2026): the Usage report is exported from its own page, everything else from the page Export.

extension Dataset {
    /// How to get an export of it, for someone who has not done it before.
    ///
    /// - Parameter team: the team to choose; `nil` where it is not known which.
    /// - Returns: sentences, one after the other, up to the file in the inbox.
    package func exportSteps(team: String?) -> [String] {
        guard isVendors else {
            return [
                "Write it anew as a CSV file with the first line \(ownHeader), one row "
                    + "\(ownRow), days written like 2026-11-24\(otherForm).",
                Self.drop,
            ]
        }
        let choice = team.map { "the team \($0)" } ?? "the team"
        switch self {
        case .usageReport:
            return [
                Self.open("Usage Report"),
                "Choose \(choice) and the date range of 12 months, clear every filter, and click "
                    + "Export.",
                "Choose CSV as the type of file. When it is ready under Export History, click "
                    + "Download.",
                Self.drop,
            ]
        case .tokenFlex:
            return ["Export it again from \(place), as CSV.", Self.drop]
        default:
            let range = hasDayRows ? ", and the longest range of dates that is offered" : ""
            return [
                Self.open("Export"),
                "Choose \(choice), CSV as the type of file, the category \(category)\(range), and click "
                    + "Export\(self == .users ? "; in English, so that the roles can be read" : "").",
                "When it is ready under Export History, click Download.",
                Self.drop,
            ]
        }
    }

    /// The same where nobody knows what the file was meant to be.
    package static func exportSteps() -> [String] {
        [
            "Sign in at https://manage.autodesk.com. Open Reporting > Usage Report for the Usage "
                + "report, or Reporting > Export for Users, Subscriptions, Groups, Seat usage and "
                + "Token usage.",
            "Choose the team, clear every filter, choose CSV as the type of file, and click Export.",
            "When it is ready under Export History, click Download.",
            drop,
        ]
    }

    private static func open(_ page: String) -> String {
        "Sign in at https://manage.autodesk.com and open Reporting > \(page)."
    }

    private static let drop =
        "Put the new file into the inbox as it is, without opening it in Excel."

    /// The category of the page Export; it offers no day rows of everything as the API does.
    private var category: String { self == .usage ? Dataset.seatUsage.title : title }

    /// In what other form the file may come, as the end of a sentence.
    var otherForm: String {
        self == .absences ? "; or export the calendar again as .ics" : ""
    }

    private var ownRow: String {
        switch self {
        case .balances: "for each pack of a team"
        case .leavers: "for each person who has left"
        default: "for each absence, both days away"
        }
    }
}
