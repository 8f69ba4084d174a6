import Platform
import Spooling
import Testing

@testable import Cycle

@Suite struct FailureTests {
    @Test(arguments: [
        ("inbox/ada-byron.csv", "cannot rename a file in inbox: Permission denied"),
        ("ada-byron.csv", "cannot rename a file: Permission denied"),
    ])
    func `of a dropped file that cannot be moved a journal is told the folder and the reason`(
        path: String,
        journal: String
    ) {
        let failure = Failure(FileError(.system(13), .rename, path), doing: "not moved: ")
        #expect(failure.message == "not moved: cannot rename \(path): Permission denied")
        #expect(failure.journalText == "not moved: \(journal)")
    }

    @Test func `what names nobody is the same in a journal`() {
        #expect(Failure(.tryLater, "somebody works here").journalText == "somebody works here")
    }
}
