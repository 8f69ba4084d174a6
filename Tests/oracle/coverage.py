#!/usr/bin/env python3
"""Whether the random companies have every oddity, and whether every column of the facts takes its values in them.

    coverage.py --seeds 1-200

A comparison says nothing about a column that is null everywhere. Exit status 1: something never occurs.
"""
import argparse
import collections
import concurrent.futures
import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import facts_oracle
import make_company

# The columns as the definitions list them; ? may be null, : the values that it takes.
SUBSCRIPTION_KINDS = "seats-bought seats-reduced subscription-new subscription-gone subscription-renewed"
COLUMNS = {
    "seat": "team offering email? name? group? version? person kind:seats,capacity,flex assigned:True,False assigned_on? "
            "unassigned_on? access:subscription,flex,other via_group:True,False usage_known:True,False used_days last_used? "
            "never_used?:True,False first_known days_known covered_days days_idle? days_idle_present? on_leave:True,False "
            "left:True,False days_assigned? days_used_30? days_used_90? days_used_365? monthly_average? tokens_30? tokens_365? "
            "price? flex_rate? expected_days_year? flex_cost_year? covered_by flex_beside_seat_30? reachable:True,False "
            "role?:primary,secondary,sso,contract-manager,user,external,other "
            "account_status?:active,pending,inactive,other as_of fresh:True,False",
    "person": "person email? name? teams offerings assigned_seats last_used? days_idle? offerings_used_30 is_admin:True,False "
              "roles account_status?:active,pending,inactive,other pending?:True,False left:True,False left_on? absent:True,False "
              "first_seen as_of? fresh:True,False",
    "pool": "team offering kind:seats,capacity,flex seats_bought? seats_assigned? seats_free? over_assigned?:True,False active_30? "
            "active_90? active_365? peak_users_90? p95_users_90? idle_seats? needed? price? idle_cost_year? next_renewal? "
            "seats_due? best_seats? best_flex_users? cost_now? cost_best? saving_best? as_of fresh:True,False",
    "subscription": "id contract? team offering kind:seats,capacity,flex seats? starts_on? ends_on? renews_on? "
                    "auto_renew?:True,False channel:direct,reseller reseller_name? reseller_email? "
                    "term:monthly,annual,3-year,other status? due_on? renewal:ahead,unconfirmed,in-grace,ended running:True,False "
                    "days_to_due? renewal_opens_on? last_reduce_day? act_by? return_until? grace_until? contract_manager? "
                    "contract_manager_known:True,False plan?:lapse,renew,reduce value_year? as_of fresh:True,False",
    "balance": "team purchased stated? stated_on? packs available? share_left? next_pack_ends? next_pack_unused? expiring_90? "
               "tokens_7? tokens_28? tokens_90? tokens_mtd? tokens_prev_month? rate? rate_low? rate_high? days_left? empty_on? "
               "empty_on_early? empty_on_late? month_forecast? budget_month? budget_year? budget_month_share? dearest_rate? "
               "users_28? top_users as_of fresh:True,False",
    "team": "name primary_admin? secondary_admins? sso_admins? backups? has_backup?:True,False admins_able? backups_able? "
            "bus_factor? primary_absent?:True,False people contract_manager? contract_manager_able?:True,False "
            "api_owner_is_admin?:True,False roles_known:True,False as_of? fresh:True,False",
    "admin": "team person email? name? role:primary,secondary,sso,contract-manager account_status?:active,pending,inactive,other "
             "pending:True,False absent:True,False absent_from? absent_until? next_absence_from? last_used? drilled_on? "
             "left:True,False as_of? fresh:True,False",
    "bundle": "team person collection holds_collection:True,False singles products_used_365? covered_days cost_collection? "
              "cost_singles? cheapest_single? cheapest_single_cost? as_of fresh:True,False",
    "group": "name type? members admins as_of fresh:True,False",
    "dataset": "dataset:usage-report,usage,seat-usage,token-usage,users,subscriptions,groups,balances,leavers,absences,token-flex "
               "team as_of? age_days? rows? rows_refused? source? expected:True,False late:True,False missing:True,False "
               "covered_from? gap_days? range_assumed:True,False hashed_share? personal_data:True,False filtered?:True,False "
               "fresh:True,False",
    "change": "kind:" + SUBSCRIPTION_KINDS.replace(" ", ",") + ",admin-added,admin-removed,primary-changed,person-new,person-gone,"
              "seat-assigned,seat-unassigned team subject before? after? delta? seen_on age_days as_of fresh:True,False",
}
# The kinds of changes that a relation leads from.
FROM_ALL = {"person.seats", "pool.seats", "pool.subscriptions", "team.pools", "team.admins", "team.subscriptions"}


class Coverage:
    """Of each column the values as texts, of each relation how many it leads to, and of each oddity in how many companies."""

    def __init__(self):
        self.companies = 0
        self.values, self.links = collections.defaultdict(set), collections.defaultdict(set)
        self.oddities = collections.Counter()

    def note(self, table, rows, relations):
        for row in rows:
            for column, value in row.items(): self.values[table, column].add("null" if value is None else str(value))
        for found in relations.values():
            for name, keys in found.items():
                self.links[f"{table}.{name}"].add("null" if keys is None else "one" if isinstance(keys, str) else
                                                  ["empty", "one", "several"][min(2, len(keys))])

    def note_company(self, oddities):
        self.companies += 1
        self.oddities.update(oddities)

    def add(self, other):
        self.companies += other.companies
        for mine, theirs in ((self.values, other.values), (self.links, other.links)):
            for key, found in theirs.items(): mine[key] |= found
        self.oddities.update(other.oddities)


def measure(seed):
    """What a company has at its moment."""
    coverage = Coverage()
    with tempfile.TemporaryDirectory() as folder:
        maker = make_company.Company(seed)
        config, now = maker.write(folder, os.path.join(folder, "given"))
        company = facts_oracle.Company(config, os.path.join(folder, "given"), now)
        for table, compute in facts_oracle.TABLES.items():
            coverage.note(table, compute(company), facts_oracle.relations_of(company, table))
        coverage.note_company(maker.oddities)
    return coverage


def lacking(coverage):
    """What never occurs."""
    values, links, oddities = coverage.values, coverage.links, coverage.oddities
    for table, columns in COLUMNS.items():
        names = []
        for text in columns.split():
            name, _, wanted = text.partition(":")
            nullable, name = name.endswith("?"), name.rstrip("?")
            names.append(name)
            found = values.get((table, name), set())
            if nullable and "null" not in found: yield f"{table}.{name} is never null"
            if not nullable and "null" in found: yield f"{table}.{name} is null"
            for value in wanted.split(",") if wanted else []:
                if value not in found: yield f"{table}.{name} is never {value}"
            if wanted and found - {"null"} - set(wanted.split(",")): yield f"{table}.{name} has unknown values"
            if not wanted and len(found - {"null"}) < 3: yield f"{table}.{name} has fewer than three values"
        other = {c for t, c in values if t == table} ^ set(names)
        if other: yield f"{table}: columns of one side only: {' '.join(sorted(other))}"
    for relation in (f"{t}.{name}" for t, names in facts_oracle.RELATIONS.items() for name in names):
        wanted = {"one"}
        if relation in FROM_ALL: wanted |= {"null", "empty", "several"}
        if relation in ("admin.holder", "team.balance", "change.subscription", "change.pool"): wanted |= {"null"}
        if relation == "team.admins": wanted -= {"empty"}       # with known roles there is one
        for kind in sorted(wanted - links.get(relation, set())): yield f"{relation} is never {kind}"
    for oddity in make_company.ODDITIES:
        if oddities[oddity] < max(2, coverage.companies // 100): yield f"oddity in {oddities[oddity]} companies only: {oddity}"
    for oddity in sorted(set(oddities) - set(make_company.ODDITIES)): yield f"oddity without a name: {oddity}"


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--seeds", default="1-200")
    p.add_argument("--verbose", action="store_true")
    a = p.parse_args()
    first, _, last = a.seeds.partition("-")
    seeds = range(int(first), int(last or first) + 1)
    coverage = Coverage()
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        for measured in pool.map(measure, seeds, chunksize=4): coverage.add(measured)
    if a.verbose:
        for oddity in make_company.ODDITIES: print(f"{coverage.oddities[oddity]:4} {oddity}")
    found = list(lacking(coverage))
    for line in found: print(line)
    print(f"{len(seeds)} companies, {len(coverage.values)} columns, {len(coverage.oddities)} oddities, {len(found)} lacking")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
