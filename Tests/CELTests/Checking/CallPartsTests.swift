import CEL
import Testing

/// What a host sees of the arguments of a call before it is made.
@Suite struct CallPartsTests {
    private func parts(_ text: String) throws -> [[Program.Part]] {
        var environment = Environment(.policy)
        environment.declare(
            StructureDeclaration("seat", fields: [FieldDeclaration("team", .wrapper(.string))])
        )
        environment.declare(variable: "seat", .structure("seat"), about: "a seat")
        environment.declare(variable: "name", .string, about: "a name")
        environment.declare(
            FunctionDeclaration(
                "find",
                [
                    Overload(isMember: false, parameters: [.string], result: .string) { arguments in
                        arguments[1]
                    }.reading("%facts")
                ]
            )
        )
        return try #require(environment.compile(text).program).calls(of: "find")
    }

    @Test func `texts, variables and their fields are seen, also of those that may be null`() throws
    {
        #expect(try parts("find('North')") == [[.text("North")]])
        #expect(try parts("find(name)") == [[.variable("name")]])
        #expect(try parts("find(seat.team)") == [[.field("team", of: "seat")]])
        #expect(try parts("find(find(name + 'x'))") == [[.other], [.other]])
        #expect(try parts("['a'].exists(a, find(a) == 'b') || find('c') == 'd'").count == 2)
        #expect(try parts("['a'].exists(a, find(a) == 'b')") == [[.other]])
        #expect(try parts("size(name) > 2") == [])
    }
}
