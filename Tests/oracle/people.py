"""The table person."""
from admins import admin_table
from company import address_of, role_of, status_of
from exports import ALREADY, DAY, fold
from seats import seat_table


def person_table(co):
    """Everybody in a seat, a standing Users or Groups file, or the history; made once."""
    if "people" in co.made: return co.made["people"]
    seats, users, teams = {}, {}, {}
    for s in seat_table(co):
        seats.setdefault(s["person"], []).append(s)
        teams.setdefault(s["person"], set()).add(s["team"])
    # Of all standing Users files the newest row stands last.
    standing = {team: co.newest("users", team) for team in co.team_names()}
    for f in co.of("users"):
        for r in f.rows:
            if r["team"] and standing[fold(r["team"])] is f and co.person(r):
                users.setdefault(co.person(r), []).append(r)
                teams.setdefault(co.person(r), set()).add(co.show("team", fold(r["team"])))
    groups = co.newest("groups")
    members = {co.person(r) for r in groups.rows} - {None} if groups else set()
    for team, who, _ in co.used: teams.setdefault(who, set()).add(co.show("team", team))
    everybody = members | set(teams)
    admins, seen = {}, first_seen(co)
    for a in admin_table(co): admins.setdefault(a["person"], set()).add(a["role"])
    rows = [person_row(co, who, seats.get(who, []), users.get(who, []), teams.get(who, ()), admins.get(who, set()), seen[who])
            for who in everybody]
    co.made["people"] = sorted(rows, key=lambda p: p["person"])
    return co.made["people"]


def first_seen(co):
    """The earliest day of a snapshot that names a person, or of a use."""
    days = {}
    see = lambda who, day: days.update({who: min(day, days.get(who, day))})
    for f in co.files:
        for r in f.rows:
            who = co.find(address_of(r)) if f.dataset in ("leavers", "absences") else co.person(r)
            if who: see(who, f.day)
    for (_, who, _), used in co.used.items(): see(who, min(used))
    return days


def person_row(co, who, seats, users, teams, admin_roles, seen):
    assigned = [s for s in seats if s["assigned"]]
    as_of = max((s["as_of"] for s in seats), default=None)
    status = next((status_of(r) for r in reversed(users) if status_of(r)), None)
    left_on = co.left.get(who)
    return {"person": who, "email": co.emails.get(who), "name": co.names.get(who), "teams": sorted(teams),
            "offerings": sorted({s["offering"] for s in assigned}), "assigned_seats": len(assigned),
            "last_used": max((s["last_used"] for s in seats if s["last_used"]), default=None),
            "days_idle": min((s["days_idle"] for s in seats if s["days_idle"] is not None), default=None),
            "offerings_used_30": sum(s["last_used"] is not None and s["last_used"] > as_of - DAY * 30 for s in seats),
            "is_admin": bool(admin_roles),
            "roles": sorted(admin_roles | {role_of(r) for r in users} - {None}),
            "account_status": status, "pending": None if status is None else status == "pending",
            "left": co.has_left(who), "left_on": None if left_on == ALREADY else left_on,
            "absent": co.absent(who, co.today), "first_seen": seen,
            "as_of": as_of, "fresh": bool(seats) and all(s["fresh"] for s in seats if s["as_of"] == as_of)}
