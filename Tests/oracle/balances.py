"""The table balance: packs, replayed day by day."""
import datetime as dt
import math

from exports import DAY, TOKEN_DAYS, day_of, days_between, fold, window


class Pack:
    def __init__(self, id, bought, ends, tokens):
        self.id, self.bought, self.ends, self.tokens = id, bought, ends, tokens


def packs_of(co, team):
    """The packs of the configuration; those of a balances file go before them."""
    packs = {}
    for e in co.setting("flex", "packs"):
        if fold(e["team"]) == team:
            packs[e["id"]] = Pack(e["id"], day_of(e["bought"]), day_of(e["ends"]), e["tokens"])
    file = co.newest("balances", team)
    for r in file.of(team) if file else []:
        if r.get("pack_id") and r.get("tokens_purchased") is not None:
            packs[r["pack_id"]] = Pack(r["pack_id"], r["purchase_date"], r["end_date"], r["tokens_purchased"])
    return list(packs.values())


def stated_of(co, team):
    """The newest stated balance until today; a balances file goes before the configuration."""
    stated = [(day_of(e["as_of"]), 0, e["tokens"]) for e in co.setting("flex", "balances") if fold(e["team"]) == team]
    file = co.newest("balances", team)
    stated += [(r["as_of"], 1, r["tokens_available"]) for r in (file.of(team) if file else [])
               if r.get("tokens_available") is not None]
    stated = [s for s in stated if s[0] <= co.today]
    return (max(stated)[0], max(stated)[2]) if stated else None


def balance_table(co):
    """All balances, made once."""
    if "balances" in co.made: return co.made["balances"]
    teams = {key[0] for key in co.tokens}
    teams |= {team for team in co.team_names() if packs_of(co, team) or stated_of(co, team)}
    co.made["balances"] = sorted((balance_row(co, team) for team in teams), key=lambda b: b["team"])
    return co.made["balances"]


def balance_row(co, team):
    files = co.of(TOKEN_DAYS, team)
    if files:
        deciding = co.newest_of(files)
        as_of = deciding[0].as_of
        fresh = all(co.fresh(f.dataset, team, as_of) for f in deciding)
    else:
        as_of = co.today - DAY * co.settle
        fresh = co.fresh("token-usage", team, as_of)
    covered = co.covered(TOKEN_DAYS, team)
    spent = {}
    for key, value in sorted(co.tokens.items(), key=str):
        if key[0] == team: spent[key[4]] = spent.get(key[4], 0) + value
    total = lambda days: sum(spent.get(d, 0) for d in days)
    known = lambda days: total(days) if all(d in covered for d in days) else None
    run = 0
    while as_of - DAY * run in covered: run += 1
    packs, stated = packs_of(co, team), stated_of(co, team)
    alive = [p for p in packs if p.bought <= as_of < p.ends]
    b = {"team": co.show("team", team), "purchased": sum(p.tokens for p in alive),
         "stated": stated[1] if stated else None, "stated_on": stated[0] if stated else None,
         "packs": len(alive)}
    rate = total(window(as_of, min(run, 28))) / min(run, 28) if run >= 7 else None
    replay = Replay(packs, stated, spent, covered, as_of)
    available = b["available"] = replay.available
    b["share_left"] = available / b["purchased"] if available is not None and b["purchased"] else None
    b["next_pack_ends"] = min((p.ends for p in alive), default=None)
    b["next_pack_unused"] = replay.rest_at(b["next_pack_ends"], rate)
    b["expiring_90"] = replay.expiring(as_of + DAY * 90)
    for n in (7, 28, 90): b[f"tokens_{n}"] = known(window(as_of, n))
    first = as_of.replace(day=1)
    b["tokens_mtd"] = known(days_between(first, as_of))
    b["tokens_prev_month"] = known(days_between((first - DAY).replace(day=1), first - DAY))
    b["rate"] = rate
    b["rate_low"] = b["rate_high"] = None
    if run >= 90:
        sums = sorted(total(window(as_of - DAY * i, 7)) for i in range(84))
        rank = lambda percent: sums[math.ceil(percent * 84 / 100) - 1] / 7
        b["rate_low"], b["rate_high"] = rank(10), rank(90)
    left = lambda r: math.floor(available / r) if available is not None and r else None
    b["days_left"] = left(rate)
    for key, r in (("empty_on", rate), ("empty_on_early", b["rate_high"]), ("empty_on_late", b["rate_low"])):
        b[key] = as_of + DAY * left(r) if left(r) is not None else None
    last_of_month = (as_of.replace(day=28) + DAY * 4).replace(day=1) - DAY
    b["month_forecast"] = None
    if b["tokens_mtd"] is not None and rate is not None:
        b["month_forecast"] = b["tokens_mtd"] + rate * (last_of_month - as_of).days
    budget = ([e for e in co.setting("flex", "budgets") if fold(e["team"]) == team] or [{}])[-1]
    b["budget_month"], b["budget_year"] = budget.get("month"), budget.get("year")
    b["budget_month_share"] = b["month_forecast"] / b["budget_month"] \
        if b["month_forecast"] is not None and b["budget_month"] else None
    # The rate of a child product, and where it has none that of the offering.
    used = {(k[3], k[2]) for k in co.tokens if k[0] == team and k[4] in window(as_of, 90)}
    rates = [next((co.rate(name, team) for name in names if co.rate(name, team) is not None), None) for names in used]
    b["dearest_rate"] = max((r for r in rates if r is not None), default=None)
    people = {}
    for (t, p, _, _, d), value in co.tokens.items():
        if t == team and p and d in window(as_of, 28): people[p] = people.get(p, 0) + value
    b["users_28"] = len(people) if b["tokens_28"] is not None else None
    b["top_users"] = sorted((p for p in people if people[p] > 0), key=lambda p: (-people[p], p))[:5]
    b["as_of"], b["fresh"] = as_of, fresh
    return b


class Replay:
    """The rests of the packs, day by day: to as_of with the tokens that were used, then with a rate."""

    def __init__(self, packs, stated, spent, covered, as_of):
        self.packs = packs
        self.as_of = as_of
        self.rests = None   # [end, size, id, rest, bought]
        if stated:
            self.start(*stated)
        else:
            first = min((p.bought for p in packs), default=None)
            if first is None or first > as_of: return
            if not all(d in covered for d in days_between(first, as_of)): return
            self.rests, self.day = [], first - DAY
        self.expired = []   # packs that have ended, with their rests
        while self.day < as_of: self.advance(spent.get(self.day + DAY, 0))
        self.expired = []

    @property
    def available(self):
        return sum(r[3] for r in self.rests) if self.rests is not None else None

    def start(self, on, tokens):
        self.rests, self.day = [], on
        alive = sorted(((p.ends, p.tokens, p.id, p.bought) for p in self.packs if p.bought <= on <= p.ends), reverse=True)
        rest = tokens
        for end, size, id, bought in alive:
            self.rests.append([end, size, id, min(rest, size), bought])
            rest -= min(rest, size)
        if not self.rests: self.rests.append([dt.date.max, 0, "", 0, on])
        self.rests[0][3] += rest

    def advance(self, tokens):
        self.day += DAY
        self.rests += [[p.ends, p.tokens, p.id, p.tokens, p.bought] for p in self.packs if p.bought == self.day]
        self.rests = [r for r in self.rests if r[0] >= self.day]
        for r in sorted(self.rests):
            taken = min(r[3], tokens)
            r[3] -= taken
            tokens -= taken
        self.expired += [r for r in self.rests if r[0] == self.day]
        self.rests = [r for r in self.rests if r[0] > self.day]

    def rest_at(self, end, rate):
        """The rest on its last day of the pack that ends then, when the rate goes on; not of one bought later."""
        if self.rests is None or rate is None or end is None or end < self.day: return None
        if end == self.day: return sum(r[3] for r in self.rests if r[0] == end and r[4] <= self.as_of)
        kept = ([list(r) for r in self.rests], self.day)
        while self.day < end: self.advance(rate)
        rest = sum(r[3] for r in self.expired if r[0] == end and r[4] <= self.as_of)
        (self.rests, self.day), self.expired = kept, []
        return rest

    def expiring(self, until):
        """What lies now in packs that end by a day."""
        return sum(r[3] for r in self.rests if r[0] <= until) if self.rests is not None else None
