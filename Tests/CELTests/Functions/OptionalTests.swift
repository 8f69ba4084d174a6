import Testing

@testable import CEL

/// Optional values: made, asked, read through and left out.
@Suite struct OptionalTests {
    @Test(arguments: [
        // Making and asking.
        ("optional.of(1).hasValue()", "true"), ("optional.none().hasValue()", "false"),
        ("optional.of('a').value()", "'a'"),
        ("optional.none().value()", "the optional value is none"),
        ("optional.of(1).orValue(2)", "1"), ("optional.none().orValue(2)", "2"),
        ("optional.none().or(optional.of(3)).value()", "3"),
        ("optional.of(1).or(optional.none()).value()", "1"),
        ("optional.none().or(optional.none()).hasValue()", "false"),
        ("type(optional.of(1)) == optional_type", "true"),
        // The other side is looked at only where it is needed.
        ("optional.of(1).orValue(1 / 0)", "1"),
        ("optional.none().orValue(1 / 0)", "division by zero"),
        ("optional.of(1).or(optional.of(1 / 0)).value()", "1"),
        // What counts as zero.
        ("optional.ofNonZeroValue(0).hasValue()", "false"),
        ("optional.ofNonZeroValue(0u).hasValue()", "false"),
        ("optional.ofNonZeroValue(-0.0).hasValue()", "false"),
        ("optional.ofNonZeroValue('').hasValue()", "false"),
        ("optional.ofNonZeroValue(b'').hasValue()", "false"),
        ("optional.ofNonZeroValue([]).hasValue()", "false"),
        ("optional.ofNonZeroValue({}).hasValue()", "false"),
        ("optional.ofNonZeroValue(null).hasValue()", "false"),
        ("optional.ofNonZeroValue(false).hasValue()", "false"),
        ("optional.ofNonZeroValue(duration('0s')).hasValue()", "false"),
        ("optional.ofNonZeroValue(timestamp(0)).hasValue()", "false"),
        ("optional.ofNonZeroValue(optional.none()).hasValue()", "false"),
        ("optional.ofNonZeroValue([0]).value()", "[0]"),
        ("optional.ofNonZeroValue(int).value()", "int"),
        // Lists of them.
        ("optional.unwrap([optional.of(1), optional.none(), optional.of(3)])", "[1, 3]"),
        ("[optional.none(), optional.of('a')].unwrapOpt()", "['a']"),
        ("[optional.of(1), dyn(2)].unwrapOpt()", "'unwrapOpt' is not defined for int"),
        ("[1, 2, 3].first().value()", "1"), ("[1, 2, 3].last().value()", "3"),
        ("[].first().hasValue()", "false"), ("[].last().orValue('x')", "'x'"),
        // Equal where both have equal values, or none.
        ("optional.of(1) == optional.of(1)", "true"), ("optional.of(1) == optional.of(2)", "false"),
        ("optional.of(dyn(1)) == optional.of(1.0)", "true"),
        ("optional.none() == optional.none()", "true"),
        ("optional.of(1) != optional.none()", "true"), ("optional.of(1) == null", "false"),
        ("optional.of(1) in [optional.none(), optional.of(1)]", "true"),
    ])
    func `an optional value is made and asked`(text: String, value: String) throws {
        #expect(try shown(text).hasPrefix(value))
    }

    @Test(arguments: [
        // Fields and keys.
        ("{'a': 1}.?a.value()", "1"), ("{'a': 1}.?b.hasValue()", "false"),
        ("{'a': null}.?a.hasValue()", "true"), ("{'a b': 1}.?`a b`.value()", "1"),
        ("{'a': {'b': 2}}.?a.b.value()", "2"), ("{'a': {'b': 2}}.?a.?c.hasValue()", "false"),
        ("{'a': {'b': {}}}.?x.b.c.d.hasValue()", "false"),
        ("{'a': {'b': 2}}.a.x", "there is no key 'x'"),
        ("optional.of({'a': {}}).a.x.orValue('none')", "'none'"),
        ("has({'a': {'b': 1}}.?a.b)", "true"), ("has({'a': {'b': 1}}.?x.b)", "false"),
        ("has({'a': optional.none()}.a)", "true"),
        ("dyn(1).?a", "int has no field 'a'"), ("optional.of(dyn(1)).a", "int has no field 'a'"),
        ("dyn(null).?a.hasValue()", "false"), ("dyn(null).a", "null_type has no field 'a'"),
        // Places.
        ("{'a': 1}[?'a'].value()", "1"), ("{1: 'x'}[?dyn(1.0)].value()", "'x'"),
        ("{'a': 1}[?'b'].orValue(7)", "7"), ("[1, 2][?1].value()", "2"),
        ("[1, 2][?2].hasValue()", "false"), ("[1, 2][?-1].hasValue()", "false"),
        ("[1][?dyn('a')]", "a list is read by a whole number, not by 'a'"),
        ("dyn(1)[?0]", "int has no places"),
        ("optional.of([5])[0].value()", "5"), ("optional.of([5])[?1].hasValue()", "false"),
        ("optional.none()[0].hasValue()", "false"), ("optional.of({'a': 1})['a'].value()", "1"),
        ("optional.of([[5]])[0][0].value()", "5"),
        // Left out where there is no value.
        ("[?optional.of(1), 2, ?optional.none(), ?{}.?a]", "[1, 2]"),
        ("{?'a': optional.of(1), ?'b': optional.none(), 'c': 3}", "{'a': 1, 'c': 3}"),
        ("[?dyn(optional.of(1))]", "[1]"),
        ("[?dyn(1)]", "'?' needs an optional value behind it"),
        ("{?dyn(1.5): optional.none()}", "{}"),
        ("{?dyn(1.5): optional.of(1)}", "double cannot be a key"),
        ("[?{'a': 1 / 0}.?a]", "division by zero"),
    ])
    func `what is not there is none, and is left out of what is made`(text: String, value: String)
        throws
    {
        #expect(try shown(text) == value)
    }

    @Test(arguments: [
        ("optional.of(2).optMap(x, x * x).value()", "4"),
        ("optional.none().optMap(x, 1 / 0).hasValue()", "false"),
        ("optional.of(0).optMap(x, 1 / x)", "division by zero"),
        ("optional.of([1]).optFlatMap(x, x[?0]).value()", "1"),
        ("optional.of([1]).optFlatMap(x, x[?1]).hasValue()", "false"),
        ("dyn(1).optMap(x, x)", "optMap() is not defined for int"),
        (
            "optional.of(1).optFlatMap(x, dyn(x))",
            "optFlatMap() needs an optional value here, not int"
        ),
        ("{'a': {'b': 'c'}}.?a.optMap(m, m.size()).orValue(0)", "1"),
        ("optional.of(1).optMap(x, [x].map(x, x + 1)[0] + x).value()", "3"),
    ])
    func `what an optional value holds is made into something else`(text: String, value: String)
        throws
    {
        #expect(try shown(text) == value)
    }

    @Test(arguments: [
        ("optional.of(1)", "optional_type(int)"), ("optional.none()", "optional_type(dyn)"),
        ("[optional.none(), optional.of(1)]", "list(optional_type(int))"),
        ("[optional.of(1), optional.of(dyn(1))]", "list(optional_type(dyn))"),
        ("[optional.of('a'), null]", "list(optional_type(string))"),
        ("{'a': 1}.?a", "optional_type(int)"), ("{'a': [1]}.?a[0]", "optional_type(int)"),
        ("{'a': {'b': 1u}}.?a.b", "optional_type(uint)"), ("['a'][?0]", "optional_type(string)"),
        ("[?optional.of(1)]", "list(int)"), ("{?'a': optional.of(1.5)}", "map(string, double)"),
        ("optional.of(1).or(optional.none())", "optional_type(int)"),
        ("optional.none().orValue(1)", "int"), ("[1].first()", "optional_type(int)"),
        ("optional.of(1).optMap(x, string(x))", "optional_type(string)"),
        ("optional.of(['a']).optFlatMap(x, x[?0])", "optional_type(string)"),
        ("optional.unwrap([optional.of(1)])", "list(int)"),
        ("true ? optional.none() : optional.of(1)", "optional_type(int)"),
        ("dyn(1).?a", "optional_type(dyn)"),
    ])
    func `the type of what it holds is deduced`(text: String, type: String) {
        #expect(Environment().compile(text).program?.type.description == type)
    }

    @Test(arguments: [
        ("1.?a", "int has no field 'a'"), ("{1: 2}.?a", "the keys of this map are int"),
        ("[1][?'a']", "a list is read by a place (int), not by string"),
        ("[?1]", "'?' needs an optional value behind it, and this is int"),
        ("{?'a': 1}", "'?' needs an optional value behind it, and this is int"),
        ("optional.of(1).or(2)", "or() takes"), ("optional.of(1).orValue('a')", "orValue() takes"),
        ("optional.of(1) + 1", "'+' cannot be applied to optional_type(int) and int"),
        ("1.optMap(x, x)", "optMap() needs an optional value, not int"),
        ("optional.of(1).optFlatMap(x, x)", "optFlatMap() needs an optional value here, not int"),
        ("optional.of(1) == 1", "'==' cannot compare optional_type(int) with int"),
        ("optional.of(1) < optional.of(2)", "optional_type(int) has no order"),
    ])
    func `a mistake of types is seen before the evaluation`(text: String, message: String) throws {
        #expect(try shown(text).hasPrefix(message))
        #expect(Environment().compile(text).program == nil)
    }

    @Test(arguments: [
        ("seat.?price.orValue(1.5)", "1.5"), ("seat.?days_idle.value()", "73"),
        ("seat.?pool.seats_free.orValue(-1)", "-1"), ("seat.pool.?seats_free.hasValue()", "false"),
        ("seat.?price.optMap(p, p * 2.0).hasValue()", "false"),
    ])
    func `under policy a null is none`(text: String, value: String) throws {
        let outcome = try Sample.evaluate(text, ["price": .null, "pool": .null])
        #expect(try outcome.get().brief == value)
    }

    @Test(arguments: ["{'a': 1}.?a", "[1][?0]", "[?1]", "{?'a': 1}"])
    func `a host may leave them out`(text: String) throws {
        let message = "optional values ('?') are not part of the language here"
        #expect(try shown(text, in: environment(without: [.optionals])) == message)
    }
}
