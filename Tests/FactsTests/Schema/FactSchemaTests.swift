import CivilTime
import Columns
import Facts
import Testing

@Suite struct FactSchemaTests {
    /// Names as facts.md lists them; `?` may be null.
    @Test(arguments: [
        (
            "seat",
            """
            team offering email? name? group? version? person kind assigned assigned_on? \
            unassigned_on? access via_group usage_known used_days last_used? never_used? first_known days_known \
            covered_days days_idle? days_idle_present? on_leave left days_assigned? days_used_30? \
            days_used_90? days_used_365? monthly_average? tokens_30? tokens_365? price? flex_rate? \
            expected_days_year? flex_cost_year? covered_by flex_beside_seat_30? reachable role? \
            account_status? as_of fresh
            """
        ),
        (
            "person",
            """
            person email? name? teams offerings assigned_seats last_used? days_idle? \
            offerings_used_30 is_admin roles account_status? pending? left left_on? absent \
            first_seen as_of? fresh
            """
        ),
        (
            "pool",
            """
            team offering kind seats_bought? seats_assigned? seats_free? over_assigned? active_30? \
            active_90? active_365? peak_users_90? p95_users_90? idle_seats? needed? price? \
            idle_cost_year? next_renewal? seats_due? best_seats? best_flex_users? cost_now? \
            cost_best? saving_best? as_of fresh
            """
        ),
        (
            "bundle",
            """
            team person collection holds_collection singles products_used_365? covered_days \
            cost_collection? cost_singles? cheapest_single? cheapest_single_cost? as_of fresh
            """
        ),
        ("group", "name type? members admins as_of fresh"),
        (
            "subscription",
            """
            id contract? team offering kind seats? starts_on? ends_on? renews_on? auto_renew? \
            channel reseller_name? reseller_email? term status? due_on? renewal running \
            days_to_due? renewal_opens_on? last_reduce_day? act_by? return_until? grace_until? \
            contract_manager? contract_manager_known plan? value_year? as_of fresh
            """
        ),
        (
            "balance",
            """
            team purchased stated? stated_on? packs available? share_left? next_pack_ends? \
            next_pack_unused? expiring_90? tokens_7? tokens_28? tokens_90? tokens_mtd? \
            tokens_prev_month? rate? rate_low? rate_high? days_left? empty_on? empty_on_early? \
            empty_on_late? month_forecast? budget_month? budget_year? budget_month_share? \
            dearest_rate? users_28? top_users as_of fresh
            """
        ),
        (
            "team",
            """
            name primary_admin? secondary_admins? sso_admins? backups? has_backup? admins_able? \
            backups_able? bus_factor? primary_absent? people contract_manager? \
            contract_manager_able? api_owner_is_admin? roles_known as_of? fresh
            """
        ),
        (
            "admin",
            """
            team person email? name? role account_status? pending absent absent_from? \
            absent_until? next_absence_from? last_used? drilled_on? left as_of? fresh
            """
        ),
        (
            "dataset",
            """
            dataset team as_of? age_days? rows? rows_refused? source? expected late missing \
            covered_from? gap_days? range_assumed hashed_share? personal_data filtered? fresh
            """
        ),
    ])
    func `the columns are those of the definition, in its order`(table: String, columns: String)
        throws
    {
        let schema = try #require(FactSchema.all[table])
        #expect(
            schema.columns.map { $0.name + ($0.isNullable ? "?" : "") }
                == columns.split(separator: " ").map(String.init)
        )
    }

    @Test func `every column says in a short phrase what it is`() {
        for table in FactSchema.all.tables {
            #expect(table.key.allSatisfy { table[$0] != nil }, "\(table.name)")
            #expect(table.teamColumn.map { table[$0] != nil } ?? true, "\(table.name)")
            for column in table.columns {
                #expect(!column.about.isEmpty && column.about.count <= 110, "\(column.name)")
                #expect(!column.about.hasSuffix("."), "\(column.name)")
            }
            for relation in table.relations {
                #expect(FactSchema.all[relation.target] != nil, "\(relation.name)")
            }
        }
        #expect(
            FactSchema.all["seat"]?["days_idle"]?.about
                == "days since the last known use, or the assignment if later"
        )
        #expect(FactSchema.all["seats"] == nil)
    }

    @Test func `tables without rows have their columns`() throws {
        let facts = try Account().facts()
        for schema in FactSchema.all.tables {
            let table = try #require(facts.table(schema.name))
            #expect(table.rowCount == 0)
            #expect(table.columns.map(\.name) == schema.columns.map(\.name))
            #expect(table.columns.map(\.type) == schema.columns.map(\.type))
        }
        #expect(facts.table("pools") == nil)
    }

    @Test func `facts can be given as they stand, for tests of policies`() throws {
        let schema = try #require(FactSchema.all["team"])
        var table = Table("team", columns: schema.columns.map { ($0.name, $0.type) })
        table.append(schema.columns.map { $0.name == "name" ? .text("North") : .null })
        let facts = FactSet(
            now: try instant(november24),
            today: try day("2026-11-24"),
            zone: .utc,
            tables: [table],
            relations: ["team.balance": [nil]]
        )
        #expect(facts.subject("team", row: 0) == "North")
        #expect(facts.row("team", key: ["NORTH "]) == 0)
        #expect(facts.row("team", key: ["South"]) == nil)
        #expect(facts.related("team", row: 0, "balance") == nil)
        #expect(facts.aliases("team", row: 0).isEmpty)
        #expect(facts.table("seat")?.rowCount == 0)
    }
}
