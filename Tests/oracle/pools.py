"""The table pool, with the best mix of seats and Flex."""
import datetime as dt
import math

from company import kind_of
from exports import DAY, fold, span, window
from seats import days_of_year, flex_cost, holds, monthly_average, seat_table, team_use
from subscriptions import subscription_table

NEVER = dt.date.min
OF_SEATS_ALONE = ("seats_bought", "seats_assigned", "seats_free", "over_assigned", "idle_seats", "needed", "idle_cost_year",
                  "seats_due", "best_seats", "best_flex_users", "cost_now", "cost_best", "saving_best")


def pool_table(co):
    """One row for each team and offering with a subscription or a seat; made once."""
    if "pools" in co.made: return co.made["pools"]
    pools = {}
    for place, table in enumerate((seat_table(co), subscription_table(co))):
        for row in table:
            pools.setdefault((fold(row["team"]), fold(row["offering"])), ([], []))[place].append(row)
    rows = [pool_row(co, *key, *parts) for key, parts in pools.items()]
    co.made["pools"] = sorted(rows, key=lambda p: (p["team"], p["offering"]))
    return co.made["pools"]


def pool_row(co, team, offering, seats, subscriptions):
    # The older of its seats' and its subscriptions' data decides; its windows end with its seats'.
    dates = [(rows[0]["as_of"], rows[0]["fresh"]) for rows in (seats, subscriptions) if rows]
    as_of = min(day for day, _ in dates)
    end = seats[0]["as_of"] if seats else as_of
    use = team_use(co, team).ending(end)
    p = {"team": co.show("team", team), "offering": co.show("offering", offering), "kind": kind_of(co, offering)}
    p |= seats_of_pool(co, team, seats, subscriptions)
    p |= people_of_pool(co, use, offering)
    p |= idle_of_pool(co, use, seats)
    price = p["price"] = co.priced(co.setting("prices"), "offering", offering, team, "price")
    p["idle_cost_year"] = times(p["idle_seats"], price)
    p |= best_mix(co, use, offering, seats, p["seats_bought"], price)
    if p["kind"] != "seats": p |= {key: None for key in OF_SEATS_ALONE}
    return p | {"as_of": as_of, "fresh": all(fresh for day, fresh in dates if day == as_of)}


def times(a, b):
    return None if a is None or b is None else a * b


def limit(co, key, default):
    return span((co.c.get("pools") or {}).get(key) or default)


def seats_of_pool(co, team, seats, subscriptions):
    running = [s["seats"] for s in subscriptions if s["running"]]
    known = co.newest("subscriptions", team) is not None and None not in running
    bought = sum(running) if known else None
    assigned = sum(holds(s) for s in seats)
    due = [s for s in subscriptions if s["due_on"] is not None and s["due_on"] >= co.today]
    next_renewal = min((s["due_on"] for s in due), default=None)
    leaving = [s["seats"] for s in due if s["due_on"] == next_renewal]
    return {"seats_bought": bought, "seats_assigned": assigned,
            "seats_free": None if bought is None else bought - assigned,
            "over_assigned": None if bought is None else assigned > bought,
            "next_renewal": next_renewal, "seats_due": sum(leaving) if leaving and None not in leaving else None}


def days_by_person(co, team, offering):
    """The used days of everybody who used it, with a seat or without."""
    return {who: days for (t, who, o), days in co.used.items() if t == team and o == offering}


def people_of_pool(co, use, offering):
    used, out = days_by_person(co, use.team, offering), {}
    for n in (30, 90, 365):
        known = all(d in use.covered for d in window(use.as_of, n))
        # Use after as_of counts as one on as_of.
        out[f"active_{n}"] = sum(max(days) > use.as_of - DAY * n for days in used.values()) if known else None
    out["peak_users_90"] = out["p95_users_90"] = None
    if out["active_90"] is not None:
        counts = sorted(sum(day in days for days in used.values()) for day in window(use.as_of, 90))
        out["peak_users_90"], out["p95_users_90"] = counts[-1], counts[math.ceil(95 * 90 / 100) - 1]
    return out


def idle_of_pool(co, use, seats):
    """What lies idle and what is needed of the assigned seats."""
    if not use.usage_known: return {"idle_seats": None, "needed": None}
    idle, grace = limit(co, "idle", "60d"), limit(co, "grace", "30d")
    idle_seats = needed = 0
    for s in seats:
        if not holds(s): continue
        new = s["days_assigned"] is not None and s["days_assigned"] < grace
        if s["days_idle_present"] >= idle and not new: idle_seats += 1
        used = s["last_used"] is not None and (s["as_of"] - s["last_used"]).days < idle
        if used or new or s["on_leave"]: needed += 1
    return {"idle_seats": idle_seats, "needed": needed}


def best_mix(co, use, offering, seats, bought, price):
    nothing = {key: None for key in ("best_seats", "best_flex_users", "cost_now", "cost_best", "saving_best")}
    if price is None or co.token_price is None or not use.usage_known: return nothing
    grace = limit(co, "grace", "30d")
    used = days_by_person(co, use.team, offering)
    best_seats = flex_users = cost_best = 0
    having = {s["person"]: s for s in seats}
    for who in sorted(set(used) | set(having)):
        s = having.get(who) or without_seat(co, use, who, offering)
        # Used is what was used in the last 365 days.
        uses = max(used.get(who, [NEVER])) > use.as_of - DAY * 365 or (s["days_used_365"] or 0) > 0
        if not uses and not s["assigned"]: continue
        flex = s["flex_cost_year"] if uses else 0
        if flex is None: return nothing
        stays = not uses and (s["on_leave"] or s["days_assigned"] is not None and s["days_assigned"] < grace)
        if stays or price <= flex:
            best_seats, cost_best = best_seats + 1, cost_best + price
        else:
            flex_users, cost_best = flex_users + uses, cost_best + flex
    tokens = sum(spent.get(d, 0) for (t, _, o), spent in co.spent.items() if t == use.team and o == offering
                 for d in window(use.as_of, 365))
    cost_now = None if bought is None else bought * price + tokens * co.token_price
    return {"best_seats": best_seats, "best_flex_users": flex_users, "cost_now": cost_now, "cost_best": cost_best,
            "saving_best": None if cost_now is None else cost_now - cost_best}


def without_seat(co, use, who, offering):
    """What a person who has day rows but no seat would cost on Flex."""
    days = co.used[use.team, who, offering]
    known = all(d in use.covered for d in window(use.as_of, 365))
    in_year = sum(d in days for d in window(use.as_of, 365))
    s = {"assigned": False, "on_leave": False, "days_assigned": None, "flex_rate": co.rate(offering, use.team),
         "last_used": min(max(days), use.as_of)}
    s["days_used_365"] = in_year if known else days_of_year(co, use, who, offering)
    average = monthly_average(use, {}, days, None)
    if average is not None: s["expected_days_year"] = average * 12
    elif s["days_used_365"] is not None: s["expected_days_year"] = s["days_used_365"]
    else: s["expected_days_year"] = in_year
    return s | {"flex_cost_year": flex_cost(co, use, s, who, offering)}
