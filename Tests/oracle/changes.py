"""The table change: what differs between two consecutive snapshots."""
from exports import ROLES, fold, span
from roles import roles_in
from seats import is_assigned
from subscriptions import shown_id, snapshots_of


def change_table(co):
    """The differences of the last days, made once."""
    if "changes" in co.made: return co.made["changes"]
    keep = span((co.c.get("changes") or {}).get("keep") or "90d")
    rows = []
    for team in co.team_names():
        for pair in pairs(snapshots_of(co, team)): rows += of_pair(co, team, *pair, subscription_changes)
        for dataset, differ in (("users", user_changes), ("usage-report", seat_changes)):
            for pair in pairs([(f, f.of(team)) for f in co.of(dataset, team)]): rows += of_pair(co, team, *pair, differ)
    rows = [r for r in rows if r["age_days"] <= keep]
    order = lambda c: tuple(str(c[k] or "") for k in ("team", "kind", "subject", "seen_on", "before", "after"))
    co.made["changes"] = sorted(rows, key=order)
    return co.made["changes"]


def pairs(snapshots):
    return list(zip(snapshots, snapshots[1:]))


def of_pair(co, team, old, new, differ):
    file = new[0]
    for kind, subject, before, after, about in differ(co, team, old[1], new[1], old[0], file):
        delta = after - before if kind in ("seats-bought", "seats-reduced") else None
        yield {"kind": kind, "team": co.show("team", team), "subject": subject, "before": text(before), "after": text(after),
               "delta": delta, "seen_on": file.day, "age_days": (co.today - file.day).days,
               "as_of": file.as_of, "fresh": co.fresh(file.dataset, team, file.as_of), "about": about}


def text(value):
    return None if value is None else str(value)


# Each gives (kind, subject, before, after, what it is about: a folded offering).

def subscription_changes(co, team, old, new, *_):
    for key in old.keys() & new.keys():
        before, after = old[key]["seat_quantity"], new[key]["seat_quantity"]
        if before is None or after is None or before == after: continue
        kind = "seats-bought" if after > before else "seats-reduced"
        yield kind, shown_id(co, new[key]), before, after, fold(new[key]["offering"])
    gone, come = old.keys() - new.keys(), new.keys() - old.keys()
    for _, _, _, g, c in sorted(renewals(co, old, new, gone, come), key=lambda p: p[:3]):
        if g not in gone or c not in come: continue
        gone, come = gone - {g}, come - {c}
        yield ("subscription-renewed", shown_id(co, new[c]), old[g]["seat_quantity"], new[c]["seat_quantity"],
               fold(new[c]["offering"]))
    for c in come: yield "subscription-new", shown_id(co, new[c]), None, new[c]["seat_quantity"], fold(new[c]["offering"])
    for g in gone: yield "subscription-gone", shown_id(co, old[g]), old[g]["seat_quantity"], None, fold(old[g]["offering"])


def renewals(co, old, new, gone, come):
    """What may replace what: of one offering, begun within 45 days of the due day; the nearest first."""
    for g in gone:
        for c in come:
            due, starts = old[g].get("autorenew_date") or old[g].get("end_date"), new[c].get("start_date")
            if due is None or starts is None or fold(old[g]["offering"]) != fold(new[c]["offering"]): continue
            apart = abs((starts - due).days)
            if apart <= 45: yield apart, shown_id(co, old[g]), shown_id(co, new[c]), g, c


def user_changes(co, team, old, new, old_file, new_file):
    before, after = ({co.person(r) for r in rows} - {None} for rows in (old, new))
    for who in after - before: yield "person-new", who, None, None, None
    for who in before - after: yield "person-gone", who, None, None, None
    # Roles that one of the files leaves unknown are no difference.
    roles = [roles_in(co, file, rows) for file, rows in ((old_file, old), (new_file, new))]
    if None in roles: return
    had, has = ({who: role for who, role in sorted(rs, key=lambda r: -ROLES.index(r[1]))} for rs in roles)
    for who in has.keys() - had.keys(): yield "admin-added", who, None, has[who], None
    for who in had.keys() - has.keys(): yield "admin-removed", who, had[who], None, None
    was, now = (next(who for who, role in rs if role == "primary") for rs in roles)
    if was != now: yield "primary-changed", co.show("team", team), was, now, None


def seat_changes(co, team, old, new, *_):
    before, after = seats_in(co, old), seats_in(co, new)
    for (who, offering), assigned in after.items():
        had = before.get((who, offering))
        subject = f"{who}/{co.show('offering', offering)}"
        if assigned and not had: yield "seat-assigned", subject, None, None, offering
        # A row that vanished is no change.
        if had and not assigned: yield "seat-unassigned", subject, None, None, offering


def seats_in(co, rows):
    """Whether each seat of a Usage report is assigned."""
    seats = {}
    for r in rows:
        if co.person(r) and r.get("offering"):
            key = (co.person(r), fold(r["offering"]))
            seats[key] = seats.get(key, False) or is_assigned(r)
    return seats
