import Diagnostics

// CEL specification, "Name Resolution" and "Field Selection".
extension Checker {
    /// A name, or a chain of names and fields: the longest name that is declared is taken.
    mutating func reference(_ syntax: Syntax, passesNull: Bool) -> Expression {
        if let (names, isRooted) = syntax.qualifiedName {
            if !isRooted, let first = names.first, let local = scope[first] {
                if names.count == 1 { return make(local.form, local.type, syntax) }
            } else if let expression = declared(names, isRooted, syntax) {
                return expression
            }
        }
        switch syntax.kind {
        case .select(let operand, let field):
            return selection(of: field, in: operand, syntax, passesNull: passesNull)
        case .name(let name, _): return unknown(name, syntax)
        default: return make(.literal(.null), .dyn, syntax)
        }
    }

    private mutating func declared(_ names: [String], _ isRooted: Bool, _ syntax: Syntax)
        -> Expression?
    {
        for name in candidates(names, isRooted: isRooted) {
            if let variable = environment.variables[name] {
                return make(.variable(position(ofVariable: name)), variable.type, syntax)
            }
            if let constant = environment.constants[name] {
                return literal(constant, syntax)
            }
            if environment.isTypeName(name) {
                let type = ValueType.type(environment.type(named: name))
                return make(.literal(.type(name)), type, syntax)
            }
        }
        return nil
    }

    /// The full names that a name may mean, by the namespace of the environment.
    func candidates(_ names: [String], isRooted: Bool) -> [String] {
        let name = names.joined(separator: ".")
        guard !isRooted, !options.container.isEmpty else { return [name] }
        var parts = options.container.split(separator: ".")
        var result: [String] = []
        while !parts.isEmpty {
            result.append(parts.joined(separator: ".") + "." + name)
            parts.removeLast()
        }
        return result + [name]
    }

    private mutating func unknown(_ name: String, _ syntax: Syntax) -> Expression {
        let variables = environment.variables
        var hint = suggestion(for: name, among: variables.keys)
        if hint.isEmpty {
            // The field of a row is often written without the row.
            let owner = variables.keys.sorted().first { owner in
                guard case .structure(let structure)? = variables[owner]?.type else { return false }
                return environment.structures[structure]?.position(of: name) != nil
            }
            if let owner { hint = "; did you mean '\(owner).\(name)'?" }
        }
        let shown = name.hasPrefix("@") ? text(syntax.range) : "'\(name)'"
        report("unknown-name", "there is no \(shown) here\(hint)", syntax.range)
        // Without a check the host may still know it when it is asked.
        return make(.variable(position(ofVariable: name)), .dyn, syntax)
    }

    // MARK: Fields

    private mutating func selection(
        of field: Syntax.Name,
        in operand: Syntax,
        _ syntax: Syntax,
        passesNull: Bool
    ) -> Expression {
        let target = check(operand, passesNull: passesNull)
        if let inside = resolved(target.type).insideOptional {
            let (position, type) = self.field(field, of: inside)
            let chosen = Expression.Field(name: field.text, position: position, ofNull: .mistake)
            return make(.select(target, chosen), .optional(type), syntax)
        }
        let (position, type) = self.field(field, of: target.type)
        var ofNull = Expression.Field.OfNull.mistake
        if passesNull && options.nullReadsFail {
            ofNull = .null
        } else if options.nullReadsFail {
            let path = warnIfUnguarded(target, operand)
            ofNull = .absent(.absent(path, offsets: operand.range))
        }
        let chosen = Expression.Field(name: field.text, position: position, ofNull: ofNull)
        return make(.select(target, chosen), passesNull ? type.nullableField : type, syntax)
    }

    /// `operand.?field`: the field as an optional value.
    mutating func optionalSelection(
        of field: Syntax.Name,
        in operand: Syntax,
        _ syntax: Syntax
    ) -> Expression {
        let (target, chosen, type) = question(field, in: operand)
        let inside = options.nullReadsFail ? type.unwrapped : type
        return make(.optionalSelect(target, chosen), .optional(inside), syntax)
    }

    mutating func presence(of field: Syntax.Name, in operand: Syntax, _ syntax: Syntax)
        -> Expression
    {
        let (target, chosen, _) = question(field, in: operand)
        return make(.has(target, chosen), .bool, syntax)
    }

    /// A field that may be missing, with its owner and its type.
    private mutating func question(_ field: Syntax.Name, in operand: Syntax) -> (
        target: Expression, field: Expression.Field, type: ValueType
    ) {
        let target = check(operand, passesNull: true)
        let owner = resolved(target.type)
        let (position, type) = self.field(field, of: owner.insideOptional ?? owner)
        let chosen = Expression.Field(
            name: field.text,
            position: position,
            ofNull: options.nullReadsFail ? .null : .mistake
        )
        return (target, chosen, type)
    }

    /// The position and the type of a field.
    private mutating func field(_ field: Syntax.Name, of type: ValueType) -> (Int?, ValueType) {
        switch resolved(type).unwrapped {
        case .structure(let name):
            guard let structure = environment.structures[name] else { return (nil, .dyn) }
            guard let position = structure.position(of: field.text) else {
                reportMissing(field, in: structure)
                return (nil, .dyn)
            }
            fields.insert(FieldReference(structure: name, field: field.text))
            return (position, structure.fields[position].type)
        case .map(let key, let value):
            if !substitution.assign(.string, to: key) {
                report(
                    "no-such-field",
                    "the keys of this map are \(shown(key)), so it has no field '\(field.text)'",
                    field.range
                )
            }
            return (nil, value)
        case .dyn, .parameter: return (nil, .dyn)
        case let other:
            report("no-such-field", "\(shown(other)) has no field '\(field.text)'", field.range)
            return (nil, .dyn)
        }
    }

    mutating func reportMissing(_ field: Syntax.Name, in structure: StructureDeclaration) {
        var message = "\(structure.name) has no field '\(field.text)'"
        if let near = nearestName(to: field.text, among: structure.fields.lazy.map(\.name)),
            let position = structure.position(of: near)
        {
            let about = structure.fields[position].about
            message += "; did you mean '\(near)'\(about.isEmpty ? "" : " (\(about))")?"
        }
        report("no-such-field", message, field.range)
    }

    // MARK: Places

    /// `operand[index]`, or `operand[?index]` where it `isOptional`.
    mutating func place(
        _ operand: Syntax,
        _ index: Syntax,
        _ syntax: Syntax,
        isOptional: Bool
    ) -> Expression {
        let (target, place) = (value(operand), value(index))
        let owner = resolved(target.type)
        let element: ValueType
        switch owner.insideOptional ?? owner {
        case .list(let inner):
            element = inner
            if !substitution.assign(place.type, to: .int) {
                report(
                    "type",
                    "a list is read by a place (int), not by \(shown(place.type))",
                    index.range
                )
            }
        case .map(let key, let value):
            element = value
            if !substitution.assign(place.type, to: key) {
                report(
                    "type",
                    "the keys of this map are \(shown(key)), not \(shown(place.type))",
                    index.range
                )
            }
        case .dyn, .parameter: element = .dyn
        case let other:
            element = .dyn
            report("type", "\(shown(other)) has no places: [] reads lists and maps", syntax.range)
        }
        let type = isOptional || owner.insideOptional != nil ? .optional(element) : element
        return make(
            isOptional ? .optionalIndex(target, place) : .index(target, place),
            type,
            syntax
        )
    }
}

extension ValueType {
    /// The type of a field whose owner may be null.
    fileprivate var nullableField: ValueType {
        switch self {
        case .structure, .list, .map: self
        default: nullable
        }
    }
}
