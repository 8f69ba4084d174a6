extension FactSchema {
    /// Every fact table of this version.
    package static let all = FactSchema(tables: [
        Seats.schema, PersonColumns.schema, Pool.schema, Subscription.schema, Balance.schema,
        Team.schema, Admin.schema, Bundle.schema, Group.schema, DatasetFacts.schema,
        Change.schema,
    ])
}
