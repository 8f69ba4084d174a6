#!/usr/bin/env python3
"""A second, deliberately simple computation of the fact tables, to check the program against.

Written from the definitions of the facts alone, not from the Swift code: plain loops, the standard
library, no care for speed. Reads comma-separated exports and a configuration in JSON.

    facts_oracle.py --config config.json --inbox DIR --now 2026-11-24T08:00:00Z TABLE
    facts_oracle.py --config config.json --inbox DIR --now 2026-11-24T08:00:00Z --relations TABLE

prints TABLE as one JSON array of objects, sorted by key, or the keys of the rows that each of its rows relates to.
"""
import argparse
import json

from admins import admin_table, team_table
from balances import balance_table
from bundles import bundle_table
from changes import change_table
from company import Company
from datasets import dataset_table
from exports import File, instant_of    # noqa: F401
from groups import group_table
from people import person_table
from pools import pool_table
from relations import KEYS, RELATIONS, relations_of
from seats import seat_table
from subscriptions import subscription_table

TABLES = {"seat": seat_table, "person": person_table, "pool": pool_table, "subscription": subscription_table,
          "balance": balance_table, "team": team_table, "admin": admin_table, "bundle": bundle_table,
          "group": group_table, "dataset": dataset_table, "change": lambda co: without(change_table(co), "about")}


def without(rows, key):
    return [{k: v for k, v in row.items() if k != key} for row in rows]


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--config", required=True)
    p.add_argument("--inbox", required=True)
    p.add_argument("--now", required=True)
    p.add_argument("--relations", action="store_true")
    p.add_argument("table", choices=TABLES)
    a = p.parse_args()
    with open(a.config, encoding="utf-8") as f: config = json.load(f)
    company = Company(config, a.inbox, instant_of(a.now))
    rows = relations_of(company, a.table) if a.relations else TABLES[a.table](company)
    print(json.dumps(rows, default=str, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
