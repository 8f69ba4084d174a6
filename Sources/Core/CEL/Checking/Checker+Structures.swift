import Diagnostics

/// Structures that are made in an expression, as `Name{field: value}`.
extension Checker {
    mutating func structure(
        _ name: Syntax,
        _ fields: [(field: Syntax.Name, value: Syntax)],
        _ syntax: Syntax
    ) -> Expression {
        let names = name.qualifiedName ?? ([text(name.range)], false)
        let full = candidates(names.names, isRooted: names.isRooted)
        guard options.extensions.contains(.structures),
            let (declaration, maker) = environment.maker(of: full)
        else {
            for field in fields { _ = element(field.value) }
            return unmakeable(name, full, syntax)
        }
        let parts = fields.compactMap { part($1, for: $0, of: declaration) }
        let given = Set(fields.map(\.field.text))
        for missing in maker.required.subtracting(given).sorted() {
            report("type", "\(declaration.name) needs the field '\(missing)'", name.range)
        }
        // Without a check mistakes are left to the evaluation.
        guard given.count == parts.count, maker.required.isSubset(of: given) else {
            let error = EvaluationError(
                .noSuchField,
                "these are not the fields of a \(declaration.name)",
                offsets: syntax.range
            )
            return make(.failure(error), maker.result, syntax)
        }
        let structure = Expression.Structure(name: declaration.name, fields: parts, maker: maker)
        return make(.structure(structure), maker.result, syntax)
    }

    private mutating func part(
        _ value: Syntax,
        for field: Syntax.Name,
        of declaration: StructureDeclaration
    ) -> (field: FieldDeclaration, value: Expression)? {
        let checked = element(value)
        guard let position = declaration.position(of: field.text) else {
            reportMissing(field, in: declaration)
            return nil
        }
        let field = declaration.fields[position]
        let needed = field.type
        let adapted = adapt(checked, to: needed)
        if !substitution.assign(adapted.type, to: needed) {
            report(
                "type",
                "the field '\(field.name)' of \(declaration.name) is \(shown(needed)), "
                    + "not \(shown(adapted.type))\(conversionHint(adapted.type, needed))",
                value.range
            )
        }
        return (field, adapted)
    }

    private mutating func unmakeable(_ name: Syntax, _ full: [String], _ syntax: Syntax)
        -> Expression
    {
        let shown = name.path ?? text(name.range)
        var message = "a \(shown) cannot be made in an expression"
        if options.extensions.contains(.structures),
            !full.contains(where: { environment.structures[$0] != nil })
        {
            message =
                "there is no structure '\(shown)' here"
                + suggestion(for: shown, among: environment.makeableNames)
        }
        report("type", message, name.range)
        let error = EvaluationError(.noOverload, message, offsets: name.range)
        return make(.failure(error), .dyn, syntax)
    }
}
