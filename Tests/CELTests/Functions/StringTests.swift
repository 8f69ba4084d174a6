import TestSupport
import Testing

@testable import CEL

@Suite struct StringTests {
    typealias Case = FunctionCase

    @Test(arguments: [
        Case("'Grüße😀'.size() == 6 && size('') == 0 && size(b'ü') == 2 && size({1: 2}) == 1"),
        Case("'abc'.startsWith('ab') && !'abc'.startsWith('b') && 'abc'.startsWith('')"),
        Case("'abc'.endsWith('bc') && !'abc'.endsWith('b') && !'c'.endsWith('bc')"),
        Case("'banana'.contains('anan') && !'banana'.contains('nab') && 'a'.contains('')"),
        Case("!'e\\u0301'.contains('é') && 'e\\u0301'.startsWith('e')"),
        Case("'AbÄ'.lowerAscii() == 'abÄ' && 'aBä'.upperAscii() == 'ABä'"),
        Case("' \\t\\u00a0a b\\n'.trim() == 'a b' && '  '.trim() == ''"),
        Case("'a😀c'.charAt(1) == '😀' && 'ab'.charAt(2) == ''"),
        Case("'ab'.charAt(3)", fails: "3 is no place of a text of 2 characters"),
        Case("'ab'.charAt(-1)", fails: "-1 is no place of a text of 2 characters"),
        Case(
            "'a😀cd'.substring(1) == '😀cd' && 'abcd'.substring(1, 3) == 'bc' "
                + "&& 'a'.substring(1) == ''"
        ),
        Case("'abc'.substring(2, 1)", fails: "a part of a text cannot begin at 2 and end at 1"),
        Case("'abc'.substring(4)", fails: "4 is no place of a text of 3 characters"),
        Case(
            "'tacocat'.indexOf('c') == 2 && 'tacocat'.indexOf('c', 3) == 4 "
                + "&& 'abc'.indexOf('x') == -1"
        ),
        Case(
            "'aaab'.indexOf('aab') == 1 && 'ababac'.indexOf('abac') == 2 "
                + "&& 'ab'.indexOf('', 2) == 2"
        ),
        Case("'ab'.indexOf('a', 3)", fails: "3 is no place of a text of 2 characters"),
        Case("'tacocat'.lastIndexOf('c') == 4 && 'tacocat'.lastIndexOf('c', 3) == 2"),
        Case(
            "'abab'.lastIndexOf('ab') == 2 && 'ab'.lastIndexOf('abc') == -1 "
                + "&& 'ab'.lastIndexOf('') == 2"
        ),
        Case("'hello hello'.replace('he', 'we') == 'wello wello'"),
        Case("'aaa'.replace('a', 'b', 2) == 'bba' && 'aaa'.replace('a', 'b', 0) == 'aaa'"),
        Case("'ab'.replace('', '-') == '-a-b-' && 'ab'.replace('', '-', 1) == '-ab'"),
        Case("'aa'.replace('a', 'aa') == 'aaaa' && 'abc'.replace('c', '') == 'ab'"),
        Case("'a,b,c'.split(',') == ['a', 'b', 'c'] && 'a,b,c'.split(',', 2) == ['a', 'b,c']"),
        Case("'abc'.split('') == ['a', 'b', 'c'] && 'abc'.split('', 2) == ['a', 'bc']"),
        Case("'a,b'.split(',', 0) == [] && ''.split(',') == [''] && ','.split(',') == ['', '']"),
        Case("['a', 'b'].join('-') == 'a-b' && ['a', 'b'].join() == 'ab' && [].join('x') == ''"),
        Case("[dyn(1)].join()", fails: "'join' is not defined for int"),
    ])
    func `texts`(_ item: Case) throws { try item.check() }

    @Test(arguments: [
        Case("'gums'.reverse() == 'smug' && ''.reverse() == '' && 'a😀b'.reverse() == 'b😀a'"),
        Case("'e\\u0301'.reverse() == '\\u0301e'"),
        Case("strings.quote('a\"b\\\\c') == '\"a\\\\\"b\\\\\\\\c\"'"),
        Case(#"strings.quote('\a\b\f\n\r\t\v') == r'"\a\b\f\n\r\t\v"'"#),
        Case("strings.quote('ÿ😀\\u200b') == '\"ÿ😀\\u200b\"' && strings.quote('') == '\"\"'"),
        Case("'\\u2003\\u3000x\\u0085'.trim() == 'x' && '\\u200bx'.trim() == '\\u200bx'"),
        Case("'αβγα'.indexOf('α', 1) == 3 && 'αβγα'.indexOf('α', 4) == -1"),
        Case("'αβγα'.lastIndexOf('α', 2) == 0 && 'αβγα'.lastIndexOf('β', 0) == -1"),
        Case("'αβ'.lastIndexOf('', 1) == 1 && 'αβ'.lastIndexOf('β') == 1"),
        Case("'aaa'.lastIndexOf('aa') == 1 && 'abcabc'.lastIndexOf('bca', 5) == 1"),
        Case("'ab'.lastIndexOf('a', 3)", fails: "3 is no place of a text of 2 characters"),
        Case("'ab'.indexOf('a', -1)", fails: "-1 is no place of a text of 2 characters"),
        Case("'é'.split('') == ['é'] && ''.split('') == [] && 'a||b'.split('||') == ['a', 'b']"),
        Case("'a😀b'.split('', 2) == ['a', '😀b'] && 'a,b'.split(',', -1) == ['a', 'b']"),
        Case("'😀😀'.replace('😀', 'x', 1) == 'x😀' && 'é'.replace('', '.') == '.é.'"),
        Case("'x'.replace('y', 'z') == 'x' && ''.replace('', 'z') == 'z'"),
        Case("'Z[az{'.lowerAscii() == 'z[az{' && 'Z[az{'.upperAscii() == 'Z[AZ{'"),
        Case("['é', 'b'].join('→') == 'é→b' && [''].join('x') == ''"),
    ])
    func `texts beyond the core`(_ item: Case) throws { try item.check() }

    @Test func `searches agree with a plain one on random texts`() throws {
        var numbers = SeededGenerator(seed: 6)
        func text(_ length: ClosedRange<Int>) -> String {
            let count = Int.random(in: length, using: &numbers)
            let scalars = (0..<count).map { _ -> Unicode.Scalar in
                ["a", "b", "é", "😀"][Int.random(in: 0..<4, using: &numbers)]
            }
            return String(String.UnicodeScalarView(scalars))
        }
        for _ in 0..<3000 {
            let (whole, part) = (text(0...12), text(0...3))
            let (a, b) = (Array(whole.unicodeScalars), Array(part.unicodeScalars))
            let places = (0...a.count).filter { a[$0...].starts(with: b) }
            #expect(whole.place(of: whole.firstPlace(of: part)) == Int64(places.first ?? -1))
            #expect(whole.place(of: whole.lastPlace(of: part)) == Int64(places.last ?? -1))
            #expect(whole.begins(with: part) == a.starts(with: b))
            #expect(whole.ends(with: part) == a.reversed().starts(with: b.reversed()))
            let limit = Int.random(in: 0...a.count, using: &numbers)
            let index = try whole.index(at: Int64(limit))
            #expect(
                whole.place(of: whole.firstPlace(of: part, from: index))
                    == Int64(places.first { $0 >= limit } ?? -1)
            )
            #expect(
                whole.place(of: whole.lastPlace(of: part, upTo: index))
                    == Int64(places.last { $0 <= limit } ?? -1)
            )
        }
    }

    @Test func `what is made of texts is bounded`() throws {
        var environment = Environment()
        environment.declare(variable: "a", .string)
        let bindings: Bindings = ["a": .string(String(repeating: "a", count: 600_000))]
        for text in [
            "a.replace('a', 'bb')", "[a, a].join()", "'%x'.format([a])", "a.replace('', 'bb')",
            "'%s%s'.format([a, a])", "base64.encode(bytes(a + a.substring(200001)))",
        ] {
            let outcome = try Sample.outcome(environment.compile(text), bindings)
            guard case .failure(let error) = outcome else {
                Issue.record("\(text) has a value")
                continue
            }
            #expect(error.kind == .budget, "\(text): \(error)")
        }
    }
}
