"""The relations: of each row the keys of the rows that it relates to; None where nothing is known of them."""
from admins import admin_table, admins_of, team_table
from balances import balance_table
from changes import change_table
from exports import fold
from people import person_table
from pools import pool_table
from seats import seat_table
from subscriptions import subscription_table

KEYS = {"seat": ["team", "person", "offering"], "person": ["person"], "pool": ["team", "offering"],
        "subscription": ["team", "id"], "balance": ["team"], "team": ["name"], "admin": ["team", "person", "role"],
        "bundle": ["team", "person", "collection"], "group": ["name"], "dataset": ["dataset", "team"],
        "change": ["team", "kind", "subject"]}


def key(table, row):
    return "|".join(str(row[k]) for k in KEYS[table])


def one(table, rows):
    """The key of the only row; None without one."""
    keys = [key(table, r) for r in rows]
    return keys[0] if keys else None


def many(table, rows, known):
    """The keys in the order of the table; None where the data set has no snapshot."""
    return [key(table, r) for r in rows] if known else None


def has_roster(co, team):
    return bool(co.of(("usage-report", "users"), fold(team)))


def has_subscriptions(co, team):
    return bool(co.of("subscriptions", fold(team)))


def pool_of(co, row):
    return one("pool", [p for p in pool_table(co) if (p["team"], p["offering"]) == (row["team"], row["offering"])])


def holder_of(co, row):
    return one("person", [p for p in person_table(co) if p["person"] == row["person"]])


def seats_of_pool(co, pool):
    seats = [s for s in seat_table(co) if (s["team"], s["offering"]) == (pool["team"], pool["offering"])]
    return many("seat", seats, has_roster(co, pool["team"]))


def subscriptions_of_pool(co, pool):
    rows = [s for s in subscription_table(co) if (s["team"], s["offering"]) == (pool["team"], pool["offering"])]
    return many("subscription", rows, has_subscriptions(co, pool["team"]))


def pools_of_team(co, team):
    known = has_roster(co, team["name"]) or has_subscriptions(co, team["name"])
    return many("pool", [p for p in pool_table(co) if p["team"] == team["name"]], known)


def admins_of_team(co, team):
    # Unknown roles are never "no admin".
    return many("admin", [a for a in admin_table(co) if a["team"] == team["name"]], admins_of(co, fold(team["name"]))[1])


def subscriptions_of_team(co, team):
    rows = [s for s in subscription_table(co) if s["team"] == team["name"]]
    return many("subscription", rows, has_subscriptions(co, team["name"]))


def balance_of_team(co, team):
    return one("balance", [b for b in balance_table(co) if b["team"] == team["name"]])


def seats_of_person(co, person):
    # Known where one of the person's teams (without any: one of all teams) has a roster.
    teams = person["teams"] or [t["name"] for t in team_table(co)]
    known = any(has_roster(co, t) for t in teams)
    return many("seat", [s for s in seat_table(co) if s["person"] == person["person"]], known)


def subscription_of_change(co, change):
    if not change["kind"].startswith(("seats-", "subscription-")): return None
    rows = [s for s in subscription_table(co) if (s["team"], s["id"]) == (change["team"], change["subject"])]
    return one("subscription", rows)


def pool_of_change(co, change):
    if change["about"] is None: return None
    return pool_of(co, {"team": change["team"], "offering": co.show("offering", change["about"])})


TABLES = {"seat": seat_table, "person": person_table, "pool": pool_table, "subscription": subscription_table,
          "team": team_table, "admin": admin_table, "change": change_table}
# Of each table the relations: the table that they lead to, and what computes them for a row.
RELATIONS = {
    "seat": {"pool": ("pool", pool_of), "holder": ("person", holder_of)},
    "person": {"seats": ("seat", seats_of_person)},
    "pool": {"seats": ("seat", seats_of_pool), "subscriptions": ("subscription", subscriptions_of_pool)},
    "subscription": {"pool": ("pool", pool_of)},
    "team": {"pools": ("pool", pools_of_team), "admins": ("admin", admins_of_team),
             "subscriptions": ("subscription", subscriptions_of_team), "balance": ("balance", balance_of_team)},
    "admin": {"holder": ("person", holder_of)},
    "change": {"subscription": ("subscription", subscription_of_change), "pool": ("pool", pool_of_change)},
}


def relations_of(co, table):
    """Of each row, by its key: of each relation the key or keys of what it leads to."""
    return {key(table, row): {name: relate(co, row) for name, (_, relate) in RELATIONS.get(table, {}).items()}
            for row in TABLES[table](co)} if table in TABLES else {}
