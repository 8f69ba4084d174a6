import Testing

@testable import CEL

@Suite struct FunctionLibraryTests {
    private let all = Environment.libraries(of: .standard) + Environment.libraries(of: .policy)

    @Test func `every function says in a sentence what it does`() {
        for library in all {
            // More forms of a function that stands elsewhere need no second sentence.
            for function in library.functions
            where !(library.title == "Network" && function.name == "string") {
                #expect(function.about.hasSuffix("."), "\(function.name)")
                let first = function.about.unicodeScalars.first ?? " "
                #expect(!("a"..."z").contains(first), "\(function.name)")
            }
        }
    }

    @Test(arguments: [
        (Extension.strings, "'a'.charAt(0)"), (.math, "math.abs(1)"), (.lists, "[1].reverse()"),
        (.sets, "sets.contains([1], [1])"), (.encoders, "base64.encode(b'a')"),
        (.network, "ip('::1')"), (.network, "net.IP"),
    ])
    func `a part that is left out is not there`(part: Extension, text: String) {
        var options = Environment.Options.standard
        #expect(Environment(options).compile(text).problems.isEmpty)
        options.extensions.remove(part)
        #expect(Environment(options).compile(text).program == nil)
    }

    @Test func `the core stays without any part`() {
        var options = Environment.Options.standard
        options.extensions = []
        let text = "'a'.startsWith('a') && 'a'.matches('a') && size([1]) == 1 && int('1') == 1"
        #expect(Environment(options).compile(text).problems.isEmpty)
    }
}
