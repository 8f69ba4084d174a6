extension FactSchema {
    /// Every fact table of this version.
    package static let all = FactSchema(tables: [
        SeatColumns.schema, Pool.schema, Subscription.schema, Balance.schema, Team.schema,
        Admin.schema,
        DatasetFacts.schema,
    ])
}
