import CivilTime
import Diagnostics
import YAML

extension Price {
    init?(_ reader: inout MappingReader) {
        let offering = reader.requiredName("offering")
        let price = reader.required("price") { $0.number($1, in: 0...) }
        let since = reader.day("since")?.value
        let team = reader.name("team")?.value
        guard let offering, let price else { return nil }
        self.init(offering: offering, price: price.value, since: since, team: team)
    }
}

extension Flex {
    mutating func read(_ reader: inout MappingReader) {
        tokenPrice = reader.number("token_price", in: 0...)?.value
        rates = reader.each("rates", what: "a rate in 'flex.rates'") { Rate(&$0) }
        packs = reader.each("packs", what: "a pack in 'flex.packs'") { Pack(&$0) }
        balances = reader.each("balances", what: "a balance in 'flex.balances'") {
            StatedBalance(&$0)
        }
        budgets = reader.each("budgets", what: "a budget in 'flex.budgets'") { Budget(&$0) }
    }
}

extension Rate {
    init?(_ reader: inout MappingReader) {
        let product = reader.requiredName("product")
        let tokens = reader.required("tokens") { $0.number($1, in: 0...) }
        let since = reader.day("since")?.value
        let team = reader.name("team")?.value
        guard let product, let tokens else { return nil }
        self.init(product: product, tokens: tokens.value, since: since, team: team)
    }
}

extension Pack {
    init?(_ reader: inout MappingReader) {
        let team = reader.requiredName("team")
        let id = reader.requiredName("id")
        let tokens = reader.required("tokens") { $0.number($1, in: 0...) }
        let bought = reader.required("bought") { $0.day($1) }
        let ends = reader.required("ends") { $0.day($1) }
        guard let team, let id, let tokens, let bought, let ends else { return nil }
        guard bought.value < ends.value else {
            reader.reporter.error(
                "order",
                "the pack ends on \(ends.value), not after it was bought on \(bought.value)",
                at: ends.range
            )
            return nil
        }
        self.init(
            team: team,
            id: id,
            tokens: tokens.value,
            bought: bought.value,
            ends: ends.value
        )
    }
}

extension StatedBalance {
    init?(_ reader: inout MappingReader) {
        let team = reader.requiredName("team")
        let tokens = reader.required("tokens") { $0.number($1, in: 0...) }
        let day = reader.required("as_of") { $0.day($1) }
        guard let team, let tokens, let day else { return nil }
        self.init(team: team, tokens: tokens.value, asOf: day.value)
    }
}

extension Budget {
    init?(_ reader: inout MappingReader) {
        let team = reader.requiredName("team")
        let month = reader.number("month", in: 0...)?.value
        let year = reader.number("year", in: 0...)?.value
        if month == nil, year == nil, reader.node("month") == nil, reader.node("year") == nil {
            reader.reporter.error(
                "missing-key",
                "\(reader.what) needs 'month', 'year' or both",
                at: reader.range
            )
        }
        guard let team else { return nil }
        self.init(team: team, month: month, year: year)
    }
}
