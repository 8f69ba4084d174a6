"""The table seat."""
import copy

from company import access_of, kind_of, name_of
from exports import DAY, SEAT_DAYS, TOKEN_DAYS, days_between, fold, is_address, window
from roles import users_of


def seat_table(co):
    """All seats, made once."""
    if "seats" in co.made: return co.made["seats"]
    teams = {t for f in co.of(("usage-report", "users")) for t in f.teams}
    rows = [s for team in teams for s in seats_of(co, team)]
    held = {}
    for s in rows:
        if holds(s): held.setdefault(s["person"], set()).add(fold(s["offering"]))
    for s in rows:
        s["covered_by"] = sorted(
            co.show("offering", fold(c["name"])) for c in co.setting("offerings", "collections")
            if fold(c["name"]) in held.get(s["person"], ())
            and fold(s["offering"]) in [fold(p) for p in c["products"]])
    co.made["seats"] = sorted(rows, key=lambda s: (s["team"], s["person"], s["offering"]))
    return co.made["seats"]


def holds(seat):
    """Whether it is an assigned seat of a subscription."""
    return seat["assigned"] and seat["access"] == "subscription"


def team_use(co, team):
    """What the seats of a team share, made once."""
    if ("use", team) not in co.made: co.made["use", team] = TeamUse(co, team)
    return co.made["use", team]


class TeamUse:
    """What the seats of one team share: its files, and what is known of its use."""

    def __init__(self, co, team):
        self.team = team
        self.reports = co.of("usage-report", team)
        self.day_files = [f for f in co.of(SEAT_DAYS, team) if f.tells_who()]
        self.users_file = co.newest("users", team)
        self.usage_known = bool(self.reports) or any(f.of(team) for f in self.day_files)
        self.covered = {d for f in self.day_files if f.range for d in days_between(*f.range)}
        self.token_covered = co.covered(TOKEN_DAYS, team)
        starts = [f.range[0] for f in self.reports + self.day_files if f.range]
        self.file = self.as_of = self.first_known = None
        if starts: self.first_known = min(starts)
        elif self.users_file: self.first_known = co.of("users", team)[0].as_of
        if self.reports:
            self.file = self.reports[-1]
            self.as_of = self.file.as_of
            self.fresh = co.fresh("usage-report", team, self.as_of)
        elif self.users_file:
            self.file = self.users_file
            deciding = [self.users_file]
            if self.day_files: deciding += co.newest_of(self.day_files)
            self.as_of = min(f.as_of for f in deciding)
            self.fresh = all(co.fresh(f.dataset, team, f.as_of) for f in deciding if f.as_of == self.as_of)

    def ending(self, as_of):
        """The same, seen from another last day."""
        other = copy.copy(self)
        other.as_of = as_of
        return other


def seats_of(co, team):
    use = team_use(co, team)
    rows_of = {}
    for row in use.file.of(team):
        # What only a Users file lists is assigned.
        if use.file.dataset == "users": row = row | {"seat_assignment": "assigned"}
        who = co.person(row)
        if who and row.get("offering"): rows_of.setdefault((who, fold(row["offering"])), []).append(row)
    return [seat_row(co, use, who, offering, rows) for (who, offering), rows in rows_of.items()]


def is_assigned(row):
    return fold(row.get("seat_assignment") or "") == "assigned"


def one_of(rows):
    """Of several rows of one seat: the assigned row (that of the subscription first), else the last."""
    assigned = [r for r in rows if is_assigned(r)]
    return ([r for r in assigned if access_of(r) == "subscription"] or assigned or rows)[-1]


def access_of_seat(rows):
    """`subscription` if such a row is assigned, else that of the newest use; without use of the row that counts."""
    if any(is_assigned(r) and access_of(r) == "subscription" for r in rows): return "subscription"
    used = [(r["last_accessed"], place) for place, r in enumerate(rows) if r.get("last_accessed")]
    return access_of(rows[max(used)[1]] if used else one_of(rows))


def seat_row(co, use, who, offering, rows):
    row, as_of, team = one_of(rows), use.as_of, use.team
    days = co.used.get((team, who, offering), set())
    s = {"team": co.show("team", team), "person": who, "offering": co.show("offering", offering)}
    s["email"], s["name"] = row.get("email"), name_of(row)
    s["kind"] = kind_of(co, offering)
    s["assigned"] = any(is_assigned(r) for r in rows)
    s["access"] = access_of_seat(rows)
    s["group"] = co.show("group", fold(row["group"])) if row.get("group") else None
    s["version"] = row.get("version")
    on = row["assigned_at"].date() if row.get("assigned_at") else None
    s["assigned_on"] = on
    s["unassigned_on"] = row["unassigned_at"].date() if row.get("unassigned_at") else None
    s["via_group"] = via_group(co, team, who, offering, row)
    s["usage_known"] = use.usage_known
    s["used_days"] = sorted(days)
    s["last_used"] = last = max((min(d, as_of) for d in days), default=None)
    s["never_used"] = (last is None) if use.usage_known else None
    s["first_known"] = use.first_known
    s["days_known"] = max(0, (as_of - use.first_known).days)
    s["covered_days"] = sum(d in use.covered for d in window(as_of, 365))
    s["days_assigned"] = max(0, (as_of - on).days) if on else None
    s["days_idle"] = days_idle(use, row, last, on, s["days_assigned"]) if use.usage_known else None
    s["days_idle_present"] = None
    if s["days_idle"] is not None:
        s["days_idle_present"] = s["days_idle"] - sum(co.absent(who, d) for d in window(as_of, s["days_idle"]))
    s["on_leave"], s["left"] = co.absent(who, as_of), co.has_left(who)
    for n in (30, 90, 365):
        known = use.usage_known and all(d in use.covered for d in window(as_of, n))
        s[f"days_used_{n}"] = sum(d in days for d in window(as_of, n)) if known else None
    if use.usage_known and s["days_used_365"] is None: s["days_used_365"] = days_of_year(co, use, who, offering)
    s["monthly_average"] = monthly_average(use, row, days, on)
    for n in (30, 365): s[f"tokens_{n}"] = tokens_in(co, use, who, offering, window(as_of, n))
    s["price"] = co.priced(co.setting("prices"), "offering", offering, team, "price")
    s["flex_rate"] = co.rate(offering, team)
    s["expected_days_year"] = s["days_used_365"]
    if s["monthly_average"] is not None: s["expected_days_year"] = s["monthly_average"] * 12
    s["flex_cost_year"] = flex_cost(co, use, s, who, offering)
    s["flex_beside_seat_30"] = s["tokens_30"] and 0
    if s["tokens_30"] is not None and s["assigned"] and s["access"] == "subscription":
        s["flex_beside_seat_30"] = tokens_in(
            co, use, who, offering, [d for d in window(as_of, 30) if on is None or d > on])
    s["reachable"] = is_address(s["email"])
    s["role"], s["account_status"] = users_of(co, team).get(who, (None, None))
    s["as_of"], s["fresh"] = as_of, use.fresh
    return s


def days_idle(use, row, last, on, days_assigned):
    since = last or use.first_known
    if on and on > since: since = on
    idle = (use.as_of - since).days
    if last is None and row.get("days_inactive") is not None:
        stated = int(row["days_inactive"]) - (use.file.day - use.as_of).days
        idle = max(idle, stated if days_assigned is None else min(stated, days_assigned))
    return max(0, idle)


def days_of_year(co, use, who, offering):
    """`days_used` of the Usage report whose range is nearest to a year."""
    length = lambda f: (f.range[1] - f.range[0]).days + 1
    best = None
    for f in use.reports:
        if best is None or abs(length(f) - 365) <= abs(length(best) - 365): best = f
    if best is None or length(best) < 350: return None
    rows = [r for r in best.of(use.team)
            if co.person(r) == who and r.get("offering") and fold(r["offering"]) == offering]
    stated = one_of(rows).get("days_used") if rows else None
    return int(stated) if stated is not None else None


def three_months(as_of):
    """The days of the three calendar months before the one of as_of."""
    last = as_of.replace(day=1) - DAY
    first = last.replace(day=1)
    for _ in range(2): first = (first - DAY).replace(day=1)
    return days_between(first, last)


def monthly_average(use, row, days, on):
    months = three_months(use.as_of)
    if use.usage_known and all(d in use.covered for d in months): return sum(d in days for d in months) / 3
    if use.reports and (on is None or on <= use.file.range[0]): return row.get("monthly_average")
    return None


def tokens_in(co, use, who, offering, days):
    if not all(d in use.token_covered for d in days): return None
    spent = co.spent.get((use.team, who, offering), {})
    return sum(spent.get(d, 0) for d in days)


def via_group(co, team, who, offering, row):
    groups = co.c.get("groups") or {}
    for e in groups.get("defaults") or []:
        if fold(e["team"]) == team and offering in [fold(o) for o in e["offerings"]]: return True
    if groups.get("group_cell_means_group_assignment") and row.get("group"): return True
    holding = {fold(e["group"]) for e in groups.get("assign") or []
               if offering in [fold(o) for o in e["offerings"]]}
    file = co.newest("groups")
    return file is not None and any(
        r.get("group") and fold(r["group"]) in holding and co.person(r) == who for r in file.rows)


def flex_cost(co, use, s, who, offering):
    if offering not in [fold(c["name"]) for c in co.setting("offerings", "collections")]:
        if None in (s["flex_rate"], s["expected_days_year"], co.token_price): return None
        return s["flex_rate"] * co.token_price * s["expected_days_year"]
    # Used is what was used in the last 365 days.
    if not use.usage_known: return None
    since = use.as_of - DAY * 364
    if (s["last_used"] is None or s["last_used"] < since) and not s["days_used_365"]: return 0
    children = {product: days for product, days in co.children.get((use.team, who, offering), {}).items()
                if max(days) >= since}
    if not children or co.token_price is None: return None
    months, total = three_months(use.as_of), 0
    for product, days in sorted(children.items()):
        rate = co.rate(product, use.team)
        if rate is None: return None
        if all(d in use.covered for d in months): expected = sum(d in days for d in months) / 3 * 12
        else: expected = sum(d in days for d in window(use.as_of, 365))
        total += rate * expected * co.token_price
    return total
