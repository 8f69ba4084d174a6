import Diagnostics
import Settings
import Testing

struct ConfigurationPlacesTests {
    private let text = """
        prices: [{ offering: Revit, price: 1, team: North }]
        flex:
          packs:
            - { team: North, id: P1, tokens: 1, bought: 2026-01-01, ends: 2027-01-01 }
            - team: South
              id: P2
              tokens: 1
              bought: 2026-01-01
              ends: 2027-01-01
        """

    @Test(arguments: [
        ("prices", "1:1"), ("prices[0].offering", "1:22"), ("prices[0].team", "1:45"),
        ("flex.packs[0]", "4:7"), ("flex.packs[1].ends", "9:13"),
        // What is not written lies where the entry, the list or the section does.
        ("prices[0].since", "1:10"), ("prices[7]", "1:1"), ("flex.rates[0].product", "2:1"),
    ])
    func `everything written has its place`(path: String, place: String) throws {
        let (configuration, mistakes) = configured(text)
        #expect(mistakes == [])
        let range = try #require(configuration.places[path])
        #expect("\(range.line):\(range.column)" == place)
    }

    @Test func `what is nowhere has none`() {
        #expect(configured(text).configuration.places["absences[0].email"] == nil)
        #expect(configured(text).configuration.places[""] == nil)
        #expect(Configuration.standard.places["prices"] == nil)
    }
}
