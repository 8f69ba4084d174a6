import Diagnostics

// CEL specification, "Name Resolution" and "Field Selection".
extension Checker {
    /// A name, or a chain of names and fields: the longest name that is declared is taken.
    mutating func reference(_ syntax: Syntax, passesNull: Bool) -> Expression {
        if let (names, isRooted) = syntax.qualifiedName {
            if !isRooted, let first = names.first, let local = local(first) {
                if names.count == 1 { return make(.local(local.slot), local.type, syntax) }
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
            if Self.typeNames.contains(name) || environment.typeNames.contains(name)
                || (name == "day" && options.hasDays)
            {
                return make(.literal(.type(name)), .type, syntax)
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

    private static let typeNames: Set<String> = [
        "bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type",
        "google.protobuf.Timestamp", "google.protobuf.Duration",
    ]

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
        report("unknown-name", "there is no '\(name)' here\(hint)", syntax.range)
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

    mutating func presence(of field: Syntax.Name, in operand: Syntax, _ syntax: Syntax)
        -> Expression
    {
        let target = check(operand, passesNull: true)
        let (position, _) = self.field(field, of: target.type)
        let chosen = Expression.Field(
            name: field.text,
            position: position,
            ofNull: options.nullReadsFail ? .null : .mistake
        )
        return make(.has(target, chosen), .bool, syntax)
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

    private mutating func reportMissing(_ field: Syntax.Name, in structure: StructureDeclaration) {
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

    mutating func place(_ operand: Syntax, _ index: Syntax, _ syntax: Syntax) -> Expression {
        let (target, place) = (value(operand), value(index))
        let result: ValueType
        switch resolved(target.type) {
        case .list(let element):
            result = element
            if !substitution.assign(place.type, to: .int) {
                report(
                    "type",
                    "a list is read by a place (int), not by \(shown(place.type))",
                    index.range
                )
            }
        case .map(let key, let value):
            result = value
            if !substitution.assign(place.type, to: key) {
                report(
                    "type",
                    "the keys of this map are \(shown(key)), not \(shown(place.type))",
                    index.range
                )
            }
        case .dyn, .parameter: result = .dyn
        case let other:
            result = .dyn
            report("type", "\(shown(other)) has no places: [] reads lists and maps", syntax.range)
        }
        return make(.index(target, place), result, syntax)
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
