"""The table subscription."""
import datetime as dt
import re

from company import kind_of
from exports import DAY, fold, span
from roles import manager_of, manager_of_contract


TERMS = {"monthly": ["monthly", "month", "1 month"], "annual": ["annual", "annually", "yearly", "year", "1 year", "12 months"],
         "3-year": ["3 year", "3 years", "36 months"]}
MONTHS = {"monthly": 1, "annual": 12, "3-year": 36}


def subscription_table(co):
    """All subscriptions, made once."""
    if "subscriptions" not in co.made:
        teams = {t for f in co.of("subscriptions") for t in f.teams}
        rows = [s for team in teams for s in subscriptions_of(co, team)]
        co.made["subscriptions"] = sorted(rows, key=lambda s: (s["team"], s["id"]))
    return co.made["subscriptions"]


def snapshots_of(co, team):
    """The files of a team, oldest first, with their lines by what tells subscriptions apart."""
    files = co.of("subscriptions", team)
    twice = set()       # what stood on two lines of one file
    for f in files:
        ids = [plain_id(r) for r in lines_of(f, team)]
        twice |= {i for i in ids if ids.count(i) > 1}
    return [(f, merged(lines_of(f, team), twice)) for f in files]


def subscriptions_of(co, team):
    snapshots = snapshots_of(co, team)
    newest, standing = snapshots[-1]
    return [subscription_row(co, team, newest, r, last_addition(snapshots, key)) for key, r in standing.items()]


def lines_of(file, team):
    """A line without an offering is no subscription."""
    return [r for r in file.of(team) if r.get("offering")]


def plain_id(r):
    """What tells a subscription apart, folded: its own id, else contract and offering."""
    if r.get("subscription_id"): return fold(r["subscription_id"])
    return (fold(r.get("contract_number") or ""), fold(r["offering"]))


def merged(lines, twice):
    """The lines of a file by id; of one id and end the seats are added, the last line says the rest."""
    out = {}
    for r in lines:
        doubled = plain_id(r) in twice
        key = (plain_id(r), r.get("end_date") if doubled else None)
        seats = [s for s in (out.get(key, {}).get("seat_quantity"), r.get("seat_quantity")) if s is not None]
        out[key] = r | {"seat_quantity": sum(map(int, seats)) if seats else None, "doubled": doubled}
    return out


def shown_id(co, r):
    id = r.get("subscription_id") or f"{r.get('contract_number') or ''}/{co.show('offering', fold(r['offering']))}"
    return f"{id}/{r['end_date']}" if r["doubled"] and r.get("end_date") else id


def last_addition(snapshots, key):
    """The day on which more seats than in the file before were seen last."""
    day = None
    for (_, old), (file, new) in zip(snapshots, snapshots[1:]):
        before, after = (rows[key]["seat_quantity"] if key in rows else None for rows in (old, new))
        if before is not None and after is not None and after > before: day = file.day
    return day


def months_later(day, count):
    month = day.year * 12 + day.month - 1 + count
    last = (dt.date(month // 12, month % 12 + 1, 28) + DAY * 4).replace(day=1) - DAY
    return last.replace(day=min(day.day, last.day))


def term_of(text):
    words = " ".join(re.findall(r"[^\W_]+", fold(text or "")))
    return next((term for term, spellings in TERMS.items() if words in spellings), "other")


def subscription_row(co, team, file, r, added_on):
    offset = lambda key, days: span((co.c.get("renewals") or {}).get(key) or f"{days}d")
    plus = lambda day, count: day + DAY * count if day else None
    today, as_of, offering = co.today, file.day, fold(r["offering"])
    starts, ends, renews = r.get("start_date"), r.get("end_date"), r.get("autorenew_date")
    s = {"contract": r.get("contract_number"), "team": co.show("team", team), "offering": co.show("offering", offering),
         "kind": kind_of(co, offering), "seats": r["seat_quantity"], "starts_on": starts, "ends_on": ends,
         "renews_on": renews, "term": term_of(r.get("term")), "status": r.get("subscription_status"),
         "reseller_name": r.get("reseller_name"), "reseller_email": r.get("reseller_email")}
    s["id"] = shown_id(co, r)
    resold = bool(s["reseller_name"] or s["reseller_email"])
    s["channel"] = "direct" if r.get("subscription_id") and not resold else "reseller"
    if renews: s["auto_renew"] = True
    elif s["channel"] == "reseller" or s["kind"] == "flex" or not file.has("autorenew_date"): s["auto_renew"] = None
    else: s["auto_renew"] = False

    monthly = s["term"] == "monthly"
    s["grace_until"] = plus(ends, offset("grace_monthly", 30) if monthly else offset("grace_annual", 45))
    due = renews or ends
    after_end = ends is not None and as_of > ends
    expired = after_end and fold(s["status"] or "") == "expired"
    # A file of the last day itself cannot show whether it went on.
    cannot_know = due is not None and (as_of < due or (ends is not None and as_of <= ends))
    if (due is None or due >= today) and not expired: s["renewal"] = "ahead"
    elif cannot_know and not expired and (s["auto_renew"] or s["channel"] == "reseller"):
        s["renewal"] = "unconfirmed"
        if s["auto_renew"] and s["term"] in MONTHS:
            terms = 0
            while months_later(due, terms * MONTHS[s["term"]]) < today: terms += 1
            due = months_later(due, terms * MONTHS[s["term"]])
    elif after_end and today <= s["grace_until"]: s["renewal"] = "in-grace"
    else: s["renewal"] = "ended"
    s["running"] = (starts is None or starts <= today) and s["renewal"] in ("ahead", "unconfirmed")

    s["due_on"] = due
    s["days_to_due"] = (due - today).days if due else None
    s["renewal_opens_on"] = plus(due, -offset("opens", 90))
    s["last_reduce_day"] = plus(due, -offset("reduce_until", 1))
    s["act_by"] = s["last_reduce_day"] if s["channel"] == "direct" else plus(due, -offset("reseller_lead", 30))
    begun = max((d for d in (starts, added_on) if d), default=None)
    days = offset("return_monthly", 15) if monthly else offset("return_annual", 30)
    s["return_until"] = plus(begun, days) if s["channel"] == "direct" else None
    s["contract_manager"] = manager_of_contract(co, s["contract"]) or manager_of(co, team)
    s["contract_manager_known"] = s["contract_manager"] is not None
    s["plan"] = next((p["plan"] for p in co.setting("renewals", "plans") if fold(str(p["subscription"])) == fold(s["id"])), None)
    price = co.priced(co.setting("prices"), "offering", offering, team, "price")
    s["value_year"] = s["seats"] * price if s["seats"] is not None and price is not None else None
    return s | {"as_of": as_of, "fresh": co.fresh("subscriptions", team, as_of)}
