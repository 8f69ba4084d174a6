import CivilTime
import Exports

extension History {
    /// Sets the tokens that a file states: rows of one key are added, a newer file replaces the
    /// key, a key that the newer file lacks stays (facts §2).
    mutating func mergeTokens(
        _ rows: FileRows,
        _ codes: RowCodes,
        _ intake: Intake,
        _ change: inout HistoryChange
    ) {
        guard let groups = rows.groups, rows.dataset.bringsTokens else { return }
        var sums: [TokenKey: Double] = [:]
        for entry in groups.tokens {
            let line = Int(entry.group)
            let (offering, product) = (
                codes.products.offerings[line], codes.products.products[line]
            )
            let key = TokenKey(
                team: codes.team(line),
                offering: offering,
                product: product == Names.none ? offering : product,
                identity: codes.identity(line),
                day: entry.day.daysSince1970
            )
            sums[key, default: 0] += entry.tokens
        }
        for (key, sum) in sums.sorted(by: { TokenKey.isOrdered($0.key, $1.key) }) {
            var statements = tokens[key] ?? []
            state(sum, by: intake.id, in: &statements)
            tokens[key] = statements
            change.tokens.append(contentsOf: statements.map { TokenDay(key, $0) })
        }
    }

    /// Puts a statement among those of a key, so that for every moment the newest one stands.
    private func state(_ number: Double, by intake: Int, in statements: inout [TokenStatement]) {
        let place = statements.firstIndex { isOlder(intake, than: $0.intake) } ?? statements.count
        if place > 0 {
            let before = statements[place - 1]
            if isOlder(intake, than: before.confirmed) {
                guard before.tokens != number else { return }
                // It stands between two files that agree: the later one states its number anew.
                statements[place - 1].confirmed = before.intake
                statements.insert(
                    TokenStatement(
                        tokens: before.tokens,
                        intake: before.confirmed,
                        confirmed: before.confirmed
                    ),
                    at: place
                )
            } else if before.tokens == number {
                statements[place - 1].confirmed = intake
                return
            }
        }
        if place < statements.count, statements[place].tokens == number {
            statements[place].intake = intake
            return
        }
        statements.insert(
            TokenStatement(tokens: number, intake: intake, confirmed: intake),
            at: place
        )
    }
}
