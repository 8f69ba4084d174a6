"""The table group."""
from company import role_of
from exports import ROLES, fold

ADMINS = ROLES[:4]


def group_table(co):
    file = co.newest("groups")
    if file is None: return []
    rows_of = {}
    for r in file.rows:
        if r.get("group"): rows_of.setdefault(fold(r["group"]), []).append(r)
    return sorted((group_row(co, file, group, rows) for group, rows in rows_of.items()), key=lambda g: g["name"])


def group_row(co, file, group, rows):
    persons = lambda wanted: len({co.person(r) for r in rows if wanted(r)} - {None})
    return {"name": co.show("group", group),
            "type": next((r["group_type"] for r in reversed(rows) if r.get("group_type")), None),
            "members": persons(lambda r: True), "admins": persons(lambda r: role_of(r) in ADMINS),
            "as_of": file.as_of, "fresh": co.fresh("groups", "all", file.as_of)}
