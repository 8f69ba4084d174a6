"""The tables team and admin."""
import datetime as dt

from exports import ROLES, day_of, fold
from roles import admin_rows, manager_of, roles_in, users_of
from seats import seat_table


def admins_of(co, team):
    """(person, role) of the admins in the order of the file, and whether the roles of the team are known."""
    file = co.newest("users", team)
    users = file.of(team) if file else []
    rows = admin_rows(co, users)
    if file is not None and roles_in(co, file, users) is not None: return rows, True
    stated = [(co.find(a["email"]), a["role"]) for a in co.setting("contacts", "admins") if fold(a["team"]) == team]
    names_primary = any(role == "primary" for _, role in stated)
    # Where the configuration names the primary, the other admins of the file stay.
    rows = stated + [(p, role) for p, role in rows if not (names_primary and role == "primary")]
    return rows, names_primary


def fresh_roles(co, team, known):
    """What the configuration states does not age; nothing is not fresh."""
    file = co.newest("users", team)
    return co.fresh("users", team, file.as_of) if file else known


def team_table(co):
    return sorted((team_row(co, team) for team in co.team_names()), key=lambda t: t["name"])


def team_row(co, team):
    rows, known = admins_of(co, team)
    file = co.newest("users", team)
    having = lambda *roles: sorted({p for p, role in rows if role in roles})
    users = users_of(co, team)
    status = lambda person: users.get(person, (None, None))[1]
    primary = next((p for p, role in rows if role == "primary"), None)
    # Nobody is their own backup.
    backups = [p for p in having("secondary", "sso")
               if p != primary and status(p) != "pending" and not co.has_left(p)]
    able = [p for p in sorted(set(backups + [primary]) - {None})
            if not co.has_left(p) and not co.absent(p, co.today) and status(p) in (None, "active")]
    owner = co.setting("fetch", "owner") or None
    admin_columns = {
        "primary_admin": primary, "secondary_admins": having("secondary"), "sso_admins": having("sso"),
        "backups": backups, "has_backup": bool(backups), "admins_able": able,
        "backups_able": [p for p in able if p != primary], "bus_factor": len(able),
        "primary_absent": primary is not None and co.absent(primary, co.today),
        "api_owner_is_admin": co.find(owner) in having(*ROLES[:3]) if owner else None}
    if not known: admin_columns = {key: None for key in admin_columns}
    manager = manager_of(co, team)
    seated = []
    source = co.newest("usage-report", team)
    if source: seated = [r for r in source.of(team) if r.get("offering")]
    return {"name": co.show("team", team)} | admin_columns | {
        "people": len({co.person(r) for r in seated + (file.of(team) if file else [])} - {None}),
        "contract_manager": manager,
        "contract_manager_able": None if manager is None else
            not co.has_left(manager) and not co.absent(manager, co.today),
        "roles_known": known,
        "as_of": file.as_of if file else None,
        "fresh": fresh_roles(co, team, known)}


def admin_table(co):
    out = []
    for team in co.team_names():
        rows, known = admins_of(co, team)
        managers = [manager_of(co, team)] + contract_managers_of(co, team)
        for person, role in set(rows) | {(p, "contract-manager") for p in managers if p}:
            out.append(admin_row(co, team, person, role, known))
    return sorted(out, key=lambda a: (a["team"], a["person"], a["role"]))


def contract_managers_of(co, team):
    """Those whom the configuration names for contracts of the team's Subscriptions."""
    file = co.newest("subscriptions", team)
    contracts = {fold(r["contract_number"]) for r in (file.of(team) if file else []) if r.get("contract_number")}
    return [co.find(e["email"]) for e in co.setting("contacts", "contract_managers")
            if e.get("contract") and fold(str(e["contract"])) in contracts]


def admin_row(co, team, person, role, known):
    file = co.newest("users", team)
    away = [(first, last) for p, first, last in co.absences if p == person and first <= co.today <= last]
    longest = max(away, key=lambda a: (a[1], -a[0].toordinal()), default=(None, None))
    coming = [first for p, first, _ in co.absences if p == person and first > co.today]
    _, status = users_of(co, team).get(person, (None, None))
    drills = [day_of(e["as_of"]) for e in co.setting("drills") if co.find(e["email"]) == person]
    return {"team": co.show("team", team), "person": person, "role": role,
            "email": co.emails.get(person, None if person in co.keys else person), "name": co.names.get(person),
            "account_status": status, "pending": status == "pending",
            "absent": bool(away), "absent_from": longest[0], "absent_until": longest[1],
            "next_absence_from": min(coming, default=None), "last_used": last_use(co, person),
            "drilled_on": max((d for d in drills if d <= co.today), default=None), "left": co.has_left(person),
            "as_of": file.as_of if file else None, "fresh": fresh_roles(co, team, known)}


def last_use(co, person):
    """Of all products in all teams; after `as_of` of a seat counts as on that day."""
    as_of = {(fold(s["team"]), s["person"], fold(s["offering"])): s["as_of"] for s in seat_table(co)}
    return max((min(max(days), as_of.get(key, dt.date.max)) for key, days in co.used.items() if key[1] == person),
               default=None)
