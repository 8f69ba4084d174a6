extension Expression {
    /// The expression with other parts inside; `nil` where a form is not known to the planner, or
    /// the replacement is.
    ///
    /// - Parameter replacement: what stands instead of an expression; `nil` where its own parts are
    ///   looked at.
    /// - Returns: the new expression.
    func replacing(_ replacement: (Expression) -> Expression?) -> Expression? {
        if let other = replacement(self) { return other }
        guard let parts = parts.mapAll({ $0.replacing(replacement) }) else { return nil }
        return with(parts: parts)
    }

    /// The same form with other parts, in the order of `parts`; `nil` where the form is not known.
    func with(parts: [Expression]) -> Expression? {
        switch form {
        case .select(_, let field): return with(.select(parts[0], field))
        case .has(_, let field): return with(.has(parts[0], field))
        case .not: return with(.not(parts[0]))
        case .present(_, let error): return with(.present(parts[0], error))
        case .index: return with(.index(parts[0], parts[1]))
        case .equal(_, _, let isNegated):
            return with(.equal(parts[0], parts[1], isNegated: isNegated))
        case .compare(let comparison, _, _):
            return with(.compare(comparison, parts[0], parts[1]))
        case .contained: return with(.contained(parts[0], parts[1]))
        case .orElse: return with(.orElse(parts[0], parts[1]))
        case .and: return with(.and(parts))
        case .or: return with(.or(parts))
        case .list: return with(.list(parts))
        case .call(let call, _): return with(.call(call, parts))
        case .conditional: return with(.conditional(parts[0], parts[1], parts[2]))
        case .comprehension(let old):
            let new = Comprehension(
                macro: old.macro,
                range: parts[0],
                slots: old.slots,
                filter: old.filter.map { _ in parts[1] },
                body: parts[parts.count - 1]
            )
            return with(.comprehension(new))
        default: return parts.isEmpty ? self : nil
        }
    }
}

extension Array {
    /// What each element becomes; `nil` where one becomes nothing.
    func mapAll<Result>(_ transform: (Element) -> Result?) -> [Result]? {
        var results: [Result] = []
        results.reserveCapacity(count)
        for element in self {
            guard let result = transform(element) else { return nil }
            results.append(result)
        }
        return results
    }
}
