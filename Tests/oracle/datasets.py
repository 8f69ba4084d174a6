"""The table dataset."""
from company import named_teams
from exports import WITHOUT_TEAM, days_between, fold, is_address


def dataset_table(co):
    keys = {(f.dataset, team) for f in co.files for team in f.teams}
    keys |= {(f.dataset, "all") for f in co.files if f.dataset in WITHOUT_TEAM}
    for e in co.setting("inputs", "expect"):
        if e["dataset"] in WITHOUT_TEAM: keys.add((e["dataset"], "all"))
        elif named_teams(e) is not None: keys |= {(e["dataset"], fold(t)) for t in named_teams(e)}
        else: keys |= {(e["dataset"], t) for t in co.teams_of_accounts()}
    return sorted((dataset_row(co, *key) for key in keys), key=lambda r: (r["dataset"], r["team"]))


def dataset_row(co, dataset, team):
    files = co.of(dataset, None if dataset in WITHOUT_TEAM else team)
    expected, age = co.expectation(dataset, team)
    row = {"dataset": dataset, "team": co.show("team", team), "age_days": None, "rows": None, "rows_refused": None,
           "source": None, "expected": expected, "late": False, "missing": expected, "covered_from": None,
           "gap_days": None, "range_assumed": False, "hashed_share": None, "personal_data": False,
           "filtered": None, "as_of": None, "fresh": False}
    if not files: return row
    newest = files[-1]
    rows = newest.rows if dataset in WITHOUT_TEAM else newest.of(team)
    as_of = max(f.as_of for f in files)
    plain = [r for r in rows if is_address(r.get("email"))]
    row |= {"age_days": (co.today - as_of).days, "rows": len(rows), "rows_refused": newest.refused,
            "source": newest.source, "late": age is not None and (co.today - as_of).days > age,
            "missing": False, "range_assumed": newest.assumed, "personal_data": bool(plain),
            "as_of": as_of, "fresh": co.fresh(dataset, team, as_of)}
    if rows and dataset not in ("subscriptions", "balances", "token-flex"):
        row["hashed_share"] = (len(rows) - len(plain)) / len(rows)
    ranges = [f.range for f in files if f.range]
    if ranges:
        row["covered_from"] = min(first for first, _ in ranges)
        covered = {d for r in ranges for d in days_between(*r)}
        row["gap_days"] = sum(d not in covered for d in days_between(row["covered_from"], as_of))
    if dataset == "usage-report" and (newest.has("user_activity") or newest.has("days_inactive")):
        row["filtered"] = not any(is_inactive(r) for r in newest.rows)
    return row


def is_inactive(row):
    if row.get("user_activity"): return fold(row["user_activity"]) == "inactive"
    return (row.get("days_inactive") or 0) > 0
