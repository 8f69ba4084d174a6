import Exports
import Notices

/// What stands in `README.txt` of the inbox: which exports to put there, and what to click.
package let inboxGuide = plainLayout([.text(introduction)] + exports.flatMap(passages) + own) + "\n"

private let introduction =
    "Put the exports of Autodesk Account into this folder, as they are, without opening them in Excel. "
    + "Names of files do not matter: a file is known by its columns; CSV is best, and Excel "
    + "workbooks, JSON and ZIP archives of one export are read too. What was read moves to the folder "
    + "done; what cannot be used moves to refused, with the reason and what to do beside it. A newer "
    + "export takes the place of an older one."

/// The vendor's exports, in the order of their use here.
private let exports: [(dataset: Dataset, use: String)] = [
    (.usageReport, "Needed, once a week: who has a seat, and when it was last used."),
    (.users, "Wanted, once a month: who administers which team."),
    (.subscriptions, "For renewals, once a month: what was bought, and until when."),
    (.tokenUsage, "For Flex, once a week: the tokens that were spent."),
    (.groups, "Where seats are given by groups, when the groups change."),
]

private func passages(_ dataset: Dataset, _ use: String) -> [Passage] {
    [.heading(dataset.title), .text(use), .steps(dataset.exportSteps(team: nil))]
}

private let own: [Passage] = [
    .heading("Small files of your own, as CSV"),
    .list([
        "Who has left, with the first line: email,left_on",
        "Who is away, with the first line: email,from,until,note; or a calendar (.ics), "
            + "whose events name people as invited, as organizer, or by an address in the title",
        "Flex tokens, with the first line: as_of,team,pack_id,tokens_purchased,purchase_date,"
            + "end_date,tokens_available",
    ]),
    .text(
        "Days are written like 2026-11-24. Absences add up: a newer file takes none of them back."
    ),
]
