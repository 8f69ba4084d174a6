// The form of ../shared/conformance/README.md: one object a case; the declarations as protobuf's JSON
// mapping prints `cel.expr.Decl`.

import CEL
package import CivilTime
package import Tabular

extension Case {
    /// The longest line that is read as a case, in bytes.
    package static let maximumLineBytes = 16 << 20

    private static var limits: TabularLimits {
        var limits = TabularLimits.standard
        limits.maximumCellBytes = maximumLineBytes
        limits.maximumValues = 1_000_000
        // A list of a list takes four of them.
        limits.maximumDepth = 500
        return limits
    }

    /// A case that is one line of JSON.
    ///
    /// - Parameters:
    ///   - line: the bytes, without the line's end.
    ///   - zoneNamed: finds a time zone for the accessors of timestamps.
    /// - Throws: where it is no JSON, or the JSON is no case.
    package init(
        line: [UInt8],
        zoneNamed: (@Sendable (String) -> Zone?)?
    ) throws(CaseError) {
        let json: JSONValue
        do throws(TabularError) {
            var reader = try JSONReader(line, limits: Self.limits, permitsNUL: true)
            json = try reader.value()
            try reader.end()
        } catch {
            throw CaseError("\(error)")
        }
        try self.init(json, zoneNamed: zoneNamed)
    }

    /// A case that was read as JSON; what it is expected to give is not looked at.
    ///
    /// - Parameters:
    ///   - json: an object.
    ///   - zoneNamed: finds a time zone for the accessors of timestamps.
    /// - Throws: where the JSON is no case.
    package init(
        _ json: JSONValue,
        zoneNamed: (@Sendable (String) -> Zone?)?
    ) throws(CaseError) {
        guard json.object != nil else { throw CaseError("a case is an object of JSON") }
        guard let expression = json["expr"]?.string else {
            throw CaseError("a case has a text 'expr'")
        }
        self.init(expression)
        options.container = try json.text("container") ?? ""
        options.readsMacros = try !json.flag("disable_macros")
        options.checksTypes = try !json.flag("disable_check")
        options.zoneNamed = zoneNamed
        isCheckedOnly = try json.flag("check_only")
        for declaration in try json.elements("type_env") { try declare(declaration) }
        for member in try json.members("bindings") {
            bindings[member.key] = try decodedValue(member.value)
        }
    }

    private mutating func declare(_ declaration: JSONValue) throws(CaseError) {
        guard let name = declaration["name"]?.string, !name.isEmpty else {
            throw CaseError("a declaration of 'type_env' has a 'name'")
        }
        if let variable = declaration["ident"] {
            let constant = try variable["value"].map { json throws(CaseError) in
                try decodedConstant(json)
            }
            let type = try variable["type"].map { json throws(CaseError) in
                try decodedType(json)
            }
            variables.append(Variable(name, type ?? constant.map(declaredType) ?? .dyn))
            if let constant { bindings[name] = constant }
        } else if let function = declaration["function"] {
            var overloads: [Overload] = []
            for overload in try function.elements("overloads") {
                overloads.append(try decodedOverload(overload, of: name))
            }
            functions.append(FunctionDeclaration(name, overloads))
        } else {
            throw CaseError("the declaration of '\(name)' has neither 'ident' nor 'function'")
        }
    }
}

/// A form of a function that only the checker knows.
private func decodedOverload(_ json: JSONValue, of name: String) throws(CaseError) -> Overload {
    var parameters: [ValueType] = []
    for parameter in try json.elements("params") { parameters.append(try decodedType(parameter)) }
    let isMember = try json.flag("isInstanceFunction")
    guard !isMember || !parameters.isEmpty else {
        throw CaseError("'\(name)' is called on its first parameter and has none")
    }
    return Overload(
        isMember: isMember,
        parameters: parameters,
        result: try json["resultType"].map { json throws(CaseError) in try decodedType(json) }
            ?? .dyn
    ) { (_: [Value]) throws(EvaluationError) -> Value in
        throw EvaluationError(.noOverload, "'\(name)' is only declared, and cannot be called")
    }
}

extension JSONValue {
    // A member that is absent is what protobuf leaves out: an empty one.
    fileprivate func flag(_ key: String) throws(CaseError) -> Bool {
        guard let value = self[key], !value.isNull else { return false }
        guard let flag = value.bool else { throw CaseError("'\(key)' is true or false") }
        return flag
    }

    fileprivate func text(_ key: String) throws(CaseError) -> String? {
        guard let value = self[key], !value.isNull else { return nil }
        guard let text = value.string else { throw CaseError("'\(key)' is a text") }
        return text
    }

    fileprivate func elements(_ key: String) throws(CaseError) -> [JSONValue] {
        guard let value = self[key], !value.isNull else { return [] }
        guard let elements = value.array else { throw CaseError("'\(key)' is a list") }
        return elements
    }

    fileprivate func members(_ key: String) throws(CaseError) -> [JSONMember] {
        guard let value = self[key], !value.isNull else { return [] }
        guard let members = value.object else { throw CaseError("'\(key)' is an object") }
        return members
    }
}
