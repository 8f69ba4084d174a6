import CEL
import CivilTime
import Testing

@testable import Cases

@Suite struct CaseTests {
    static let answers: [(line: String, answer: String)] = [
        (
            #"{"expr": "1 + 2"}"#,
            #"{"value":{"int":"3"},"deduced_type":{"primitive":"INT64"}}"#
        ),
        (#"{"expr": "1 + 2", "disable_check": true}"#, #"{"value":{"int":"3"}}"#),
        (
            #"{"expr": "[1.5]", "check_only": true}"#,
            #"{"value":null,"deduced_type":{"listType":{"elemType":{"primitive":"DOUBLE"}}}}"#
        ),
        (
            #"{"expr": "y", "container": "a.b", "type_env": [{"name": "a.y", "ident": {"type": "#
                + #"{"primitive": "STRING"}}}], "bindings": {"a.y": {"string": "é"}}}"#,
            #"{"value":{"string":"é"},"deduced_type":{"primitive":"STRING"}}"#
        ),
        (
            #"{"expr": "limit * 2u", "type_env": [{"name": "limit", "ident": {"type": "#
                + #"{"primitive": "UINT64"}, "value": {"uint64Value": "30"}, "doc": "most"}}]}"#,
            #"{"value":{"uint":"60"},"deduced_type":{"primitive":"UINT64"}}"#
        ),
        (
            #"{"expr": "limit", "type_env": [{"name": "limit", "ident": {"value": "#
                + #"{"stringValue": "x"}}}]}"#,
            #"{"value":{"string":"x"},"deduced_type":{"primitive":"STRING"}}"#
        ),
        (
            #"{"expr": "x.nearest(1)", "check_only": true, "type_env": [{"name": "x", "ident": "#
                + #"{"type": {"listType": {"elemType": {"primitive": "BOOL"}}}}}, {"name": "#
                + #""nearest", "function": {"overloads": [{"overloadId": "a", "isInstanceFunction""#
                + #": true, "typeParams": ["T"], "params": [{"listType": {"elemType": "#
                + #"{"typeParam": "T"}}}, {"primitive": "INT64"}], "resultType": {"typeParam": "#
                + #""T"}}]}}]}"#,
            #"{"value":null,"deduced_type":{"primitive":"BOOL"}}"#
        ),
        (
            #"{"expr": "timestamp('2026-07-01T12:00:00Z').getHours('Moon/Sea')"}"#,
            #"{"value":{"int":"13"},"deduced_type":{"primitive":"INT64"}}"#
        ),
        (#"{"expr": "1 +"}"#, #"{"error":"1:4: the expression ends where a value is needed"}"#),
        (#"{"expr": "[\n 1 / 0]"}"#, #"{"error":"2:2: division by zero"}"#),
    ]

    @Test(arguments: answers) func `a case has one answer`(_ line: String, _ answer: String) {
        #expect(answered(line) == answer)
    }

    static let damages: [(line: String, message: String)] = [
        ("", "line 1, column 1: the file ends early"),
        ("{\"expr\": ", "line 1, column 10: the file ends early"),
        ("nonsense", "line 1, column 2: this is no value of JSON"),
        ("[1]", "a case is an object of JSON"),
        ("{}", "a case has a text 'expr'"),
        (#"{"expr": 1}"#, "a case has a text 'expr'"),
        (
            #"{"expr": "1", "expr": "2"}"#,
            "line 1, column 22: the key 'expr' stands twice in one object"
        ),
        (#"{"expr": "1", "container": 1}"#, "'container' is a text"),
        (#"{"expr": "1", "check_only": "yes"}"#, "'check_only' is true or false"),
        (#"{"expr": "1", "type_env": {}}"#, "'type_env' is a list"),
        (#"{"expr": "1", "type_env": [1]}"#, "a declaration of 'type_env' has a 'name'"),
        (
            #"{"expr": "1", "type_env": [{"name": "x"}]}"#,
            "the declaration of 'x' has neither 'ident' nor 'function'"
        ),
        (
            #"{"expr": "1", "type_env": [{"name": "f", "function": {"overloads": [{"#
                + #""isInstanceFunction": true}]}}]}"#,
            "'f' is called on its first parameter and has none"
        ),
        (
            #"{"expr": "1", "type_env": [{"name": "x", "ident": {"type": {"primitive": "INT"}}}]}"#,
            "this is no type of kind 'primitive'"
        ),
        (#"{"expr": "1", "bindings": []}"#, "'bindings' is an object"),
        (#"{"expr": "1", "bindings": {"x": {"int": "a"}}}"#, "this is no value of type 'int'"),
    ]

    @Test(arguments: damages) func `a line that is no case has an answer too`(
        _ line: String,
        _ message: String
    ) {
        #expect(throws: CaseError(message)) { try Case(line: Array(line.utf8), zoneNamed: nil) }
    }

    @Test func `a line that is no text is refused`() {
        let line = Array(#"{"expr": ""#.utf8) + [0xFF] + Array(#""}"#.utf8)
        #expect(throws: CaseError.self) { try Case(line: line, zoneNamed: nil) }
    }

    @Test func `a line of endless depth is refused`() {
        let line = #"{"expr": "1", "bindings": {"x": "# + String(repeating: "[", count: 100_000)
        #expect(throws: CaseError.self) { try Case(line: Array(line.utf8), zoneNamed: nil) }
    }

    @Test func `a value of another type than the declared one is no crash`() {
        let declared = #""type_env": [{"name": "x", "ident": {"type": {"primitive": "INT64"}}}]"#
        for expression in ["x + 1", "x > 1", "x == 1", "string(x)", "[x][0]", "x < 2.5", "-x"] {
            let answer = answered(
                #"{"expr": "\#(expression)", \#(declared), "bindings": {"x": {"string": "a"}}}"#
            )
            #expect(answer.hasPrefix("{"))
        }
    }

    @Test func `an evaluation without end is stopped`() {
        let item = Case("[1, 2, 3].all(a, [1, 2, 3].all(b, [1, 2, 3].all(c, a + b + c > 0)))")
        guard case .value(.bool(true), .bool?) = item.answer() else {
            Issue.record("no value")
            return
        }
        guard case .error(let message) = item.answer(budget: 50) else {
            Issue.record("no error")
            return
        }
        #expect(message.contains("steps"))
    }

    @Test func `without macros their names are functions like others`() {
        let answer = answered(#"{"expr": "has(x.y)", "disable_macros": true}"#)
        #expect(answer.hasPrefix(#"{"error":""#))
    }

    @Test func `a variable is declared by its value`() {
        var item = Case("days_idle + 1")
        item.bind("days_idle", to: .int(73))
        #expect(item.compiled().program?.type == .int)
        #expect(item.answer().line.hasPrefix(#"{"value":{"int":"74"}"#))
        var wrong = Case("days_idle + 1")
        wrong.bind("days_idle", to: .string("73"))
        #expect(wrong.compiled().program == nil)
    }
}

private func answered(_ line: String) -> String {
    do {
        return try Case(line: Array(line.utf8), zoneNamed: moonZone).answer().line
    } catch {
        return "\(error)"
    }
}

/// A zone that no machine has, one hour east of UTC.
@Sendable private func moonZone(_ name: String) -> Zone? {
    guard name == "Moon/Sea" else { return nil }
    return Zone(name: name, tzif: fixedZone)
}

/// The smallest file of a zone: version 1, no transitions, one type at +01:00 named `X`.
private let fixedZone: [UInt8] =
    Array("TZif".utf8) + [UInt8](repeating: 0, count: 16)
    + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2]
    + [0, 0, 0x0E, 0x10, 0, 0, 0x58, 0]
