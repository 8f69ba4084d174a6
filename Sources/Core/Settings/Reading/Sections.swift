import CivilTime
import Diagnostics
import YAML

// Each section reads itself from its mapping: one line a key, in the order of configuration.md.

extension Folders {
    mutating func read(_ reader: inout MappingReader) {
        for (name, path) in Folders.keys {
            reader.path(name).assign(to: &self[keyPath: path])
        }
    }
}

extension Inputs {
    mutating func read(_ reader: inout MappingReader) {
        reader.span("settle", in: 0...30 * 86_400).assign(to: &settle)
        reader.span("stable_for", in: 0...86_400).assign(to: &stableFor)
        reader.bool("keep").assign(to: &keep)
        reader.percent("max_bad_rows").assign(to: &maxBadRows)
        reader.percent("shrink_guard").assign(to: &shrinkGuard)
        dateOrder = reader.choice("date_order")?.value
        columns = reader.named("columns", what: "'inputs.columns'", names: .any) { $0.value }
        expect = reader.each("expect", what: "an entry of 'inputs.expect'") { Expectation(&$0) }
        trusted = reader.names("trusted") ?? []
    }
}

extension Expectation {
    init?(_ reader: inout MappingReader) {
        let dataset = reader.required("dataset") { $0.text($1) }
        let teams = reader.teams("teams") ?? .all
        let every = reader.span("every", in: 3600...366 * 86_400)?.value
        let maxAge = reader.span("max_age", in: 3600...1096 * 86_400)?.value
        guard let dataset else { return nil }
        guard Expectation.datasets.contains(dataset.value) else {
            reader.reporter.error(
                "choice",
                unknownDataset(dataset.value, under: "dataset", among: Expectation.datasets),
                at: dataset.range
            )
            return nil
        }
        self.init(
            dataset: dataset.value,
            teams: teams,
            every: every ?? Expectation.standardInterval,
            maxAge: maxAge
        )
    }
}

extension Offerings {
    mutating func read(_ reader: inout MappingReader) {
        capacity = reader.patterns("capacity") ?? capacity
        flex = reader.patterns("flex") ?? flex
        collections = reader.each("collections", what: "a collection in 'offerings.collections'") {
            let name = $0.requiredName("name")
            let products = $0.requiredNames("products")
            guard let name, let products else { return nil }
            return Collection(name: name, products: products)
        }
    }
}

extension Groups {
    mutating func read(_ reader: inout MappingReader) {
        assign = reader.each("assign", what: "an entry of 'groups.assign'") {
            let group = $0.requiredName("group")
            let offerings = $0.requiredNames("offerings")
            guard let group, let offerings else { return nil }
            return GroupAssignment(group: group, offerings: offerings)
        }
        defaults = reader.each("defaults", what: "an entry of 'groups.defaults'") {
            let team = $0.requiredName("team")
            let offerings = $0.requiredNames("offerings")
            guard let team, let offerings else { return nil }
            return DefaultAssignment(team: team, offerings: offerings)
        }
        reader.bool("group_cell_means_group_assignment").assign(to: &groupCellMeansGroupAssignment)
    }
}

extension Pools {
    mutating func read(_ reader: inout MappingReader) {
        reader.span("idle", in: 86_400...1096 * 86_400).assign(to: &idle)
        reader.span("grace", in: 0...366 * 86_400).assign(to: &grace)
    }
}

extension Renewals {
    mutating func read(_ reader: inout MappingReader) {
        let year: ClosedRange<Int64> = 0...366 * 86_400
        reader.span("opens", in: year).assign(to: &opens)
        reader.span("reduce_until", in: year).assign(to: &reduceUntil)
        reader.span("reseller_lead", in: year).assign(to: &resellerLead)
        reader.span("return_annual", in: year).assign(to: &returnAnnual)
        reader.span("return_monthly", in: year).assign(to: &returnMonthly)
        reader.span("grace_annual", in: year).assign(to: &graceAnnual)
        reader.span("grace_monthly", in: year).assign(to: &graceMonthly)
        plans = reader.each("plans", what: "a plan in 'renewals.plans'") {
            let subscription = $0.requiredName("subscription")
            let plan = $0.required("plan") { $0.choice($1, RenewalPlan.Plan.self) }
            guard let subscription, let plan else { return nil }
            return RenewalPlan(subscription: subscription, plan: plan.value)
        }
    }
}

extension Retention {
    mutating func read(_ reader: inout MappingReader) {
        let bounds: ClosedRange<Int64> = 86_400...TimeSpan.maximum.seconds
        let written = reader.span("days", in: bounds)
        written.assign(to: &days)
        reader.span("snapshots", in: bounds).assign(to: &snapshots)
        reader.span("inputs", in: bounds).assign(to: &inputs)
        reader.span("sent", in: bounds).assign(to: &sent)
        if let written, written.value < TimeSpan(days: 366) {
            reader.reporter.warning(
                "retention",
                "'days: \(written.value)' keeps less than a year of use: figures over a year "
                    + "will be "
                    + "unknown",
                at: written.range
            )
        }
    }
}
