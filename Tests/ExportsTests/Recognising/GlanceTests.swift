import Exports
import Tabular
import Testing

@Suite struct GlanceTests {
    private func glance(_ text: String) -> Glance? { Glance(MemorySource(Array(text.utf8))) }

    @Test func `a file is named as far as it can be read`() throws {
        let seen = try #require(
            glance(
                """
                email,team_alias,seat_assignment
                a@example.com,North,assigned

                b@example.com,NORTH,assigned
                c@example.com,South,assigned

                """
            )
        )
        #expect(seen.dataset == .usageReport)
        #expect(seen.teams == ["North", "South"])
        #expect(seen.rows == 3)
    }

    @Test func `where it cannot be read to its end, rows are not counted`() throws {
        let seen = try #require(glance("email,role,team\na@b.c,User,North\n\"open,User,South\n"))
        #expect(seen.dataset == .users)
        #expect(seen.teams == ["North"])
        #expect(seen.rows == nil)
    }

    @Test func `no more teams are named than help`() throws {
        let rows = (0..<20).map { "a@b.c,User,Team \($0)\n" }.joined()
        #expect(try #require(glance("email,role,team\n" + rows)).teams.count == Glance.maximumTeams)
    }

    @Test(arguments: ["", "%PDF-1.7", "[", "\u{FEFF}"])
    func `what has no header is nothing`(_ text: String) { #expect(glance(text) == nil) }
}

@Suite struct ExportStepsTests {
    @Test(arguments: Dataset.allCases) func `every data set has a way to a good file`(
        _ dataset: Dataset
    ) throws {
        let steps = dataset.exportSteps(team: "North")
        #expect(
            steps.last == "Put the new file into the inbox as it is, without opening it in Excel."
        )
        if dataset.isVendors, dataset != .tokenFlex {
            #expect(steps.first?.contains("https://manage.autodesk.com") == true)
            #expect(steps.contains { $0.contains("the team North") })
            #expect(steps.contains { $0.contains("CSV") })
        }
    }

    @Test func `the Usage report has a page of its own, the others share one`() {
        #expect(
            Dataset.usageReport.exportSteps(team: nil) == [
                "Sign in at https://manage.autodesk.com and open Reporting > Usage Report.",
                "Choose the team and the date range of 12 months, clear every filter, and click Export.",
                "Choose CSV as the type of file. When it is ready under Export History, click Download.",
                "Put the new file into the inbox as it is, without opening it in Excel.",
            ]
        )
        #expect(
            Dataset.users.exportSteps(team: nil).prefix(2) == [
                "Sign in at https://manage.autodesk.com and open Reporting > Export.",
                "Choose the team, CSV as the type of file, the category Users, and click Export; "
                    + "in English, so that the roles can be read.",
            ]
        )
        #expect(
            Dataset.leavers.exportSteps(team: nil).first
                == "Write it anew as a CSV file with the first line email,left_on, one row for each person "
                + "who has left, days written like 2026-11-24."
        )
        #expect(
            Dataset.absences.exportSteps(team: nil).first
                == "Write it anew as a CSV file with the first line email,from,until,note, one row for each "
                + "absence, both days away, days written like 2026-11-24; or export the calendar again as .ics."
        )
    }
}
