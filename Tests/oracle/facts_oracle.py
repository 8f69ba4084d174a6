#!/usr/bin/env python3
"""A second, deliberately simple computation of the fact tables, to check the program against.

Written from the definitions of the facts by themselves, not from the Swift code: plain loops, the standard
library, no care for speed. Reads comma CSV exports and a configuration in JSON.

    facts_oracle.py --config config.json --inbox DIR --now 2026-11-24T08:00:00Z TABLE

prints TABLE (seat, team, admin, balance or dataset) as one JSON array of objects, sorted by key.
"""
import argparse, csv, datetime as dt, json, math, os, re, unicodedata
from zoneinfo import ZoneInfo

DAY = dt.timedelta(days=1)
ABSENT = {"", "-", "n/a", "*****"}
USAGE = ("usage-report", "usage", "seat-usage", "token-usage", "token-flex")
ROLES = ["primary", "secondary", "sso", "contract-manager", "user", "external", "other"]
SPELLINGS = {
    "email": "email email_address emailaddress user_email", "first_name": "first_name firstname",
    "last_name": "last_name lastname", "user_id": "autodesk_id userid user_id",
    "hashed_user_id": "hashed_autodesk_id hashed_user_id hasheduserid",
    "team": "team team_alias team_name teamname", "group": "group groups", "group_type": "group_type",
    "version": "version product_version", "role": "role", "account_status": "account_status",
    "access_option": "access_option access_method usage_type", "seat_assignment": "seat_assignment",
    "assigned_at": "assigned_date", "unassigned_at": "unassigned_date", "user_activity": "user_activity",
    "days_inactive": "days_inactive", "days_used": "days_used", "monthly_average": "monthly_average",
    "tokens_used": "tokens_used tokens tokens_consumed", "last_accessed": "last_accessed last_accessed_date",
    "day_used": "day_used usagedate usage_date", "subscription_id": "subscription_id",
    "contract_number": "contract_number contractnumber", "seat_quantity": "seat_quantity seats",
    "start_date": "start_date", "end_date": "end_date", "autorenew_date": "autorenew_date auto_renew_date",
    "subscription_status": "subscription_status", "term": "term", "reseller_name": "reseller_name",
    "reseller_email": "reseller_email", "as_of": "as_of", "pack_id": "pack_id",
    "tokens_purchased": "tokens_purchased", "purchase_date": "purchase_date",
    "tokens_available": "tokens_available", "left_on": "left_on", "from": "from", "until": "until",
    "note": "note",
}
CANONICAL = {s: key for key, all_ in SPELLINGS.items() for s in all_.split()}


def fold(text):
    nfc = lambda t: unicodedata.normalize("NFC", t)
    return nfc(nfc(text.strip()).lower())


def fold_header(text):
    return re.sub(r"[^a-z0-9]+", "_", fold(text.lstrip("\ufeff")))


def day(text):
    return dt.date.fromisoformat(text[:10]) if text else None


def days_between(first, last):
    return [first + DAY * i for i in range((last - first).days + 1)]


def number(text):
    return float(text) if text is not None else None


# ---------------------------------------------------------------- files become observations

class File:
    def __init__(self, path, settle):
        self.name = os.path.basename(path)
        with open(path, encoding="utf-8-sig", newline="") as f:
            table = list(csv.reader(f))
        headers = [fold_header(h) for h in table[0]]
        title_case = "product" in headers
        self.columns = []
        for h in headers:
            key = CANONICAL.get(h)
            if h == "offering_name" or (h == "product" and title_case): key = "offering"
            elif h == "product_name" or h == "feature": key = "product"
            self.columns.append(key)
        have = set(self.columns)
        self.dataset = (
            "usage-report" if "seat_assignment" in have else
            "balances" if "tokens_available" in have else
            "leavers" if have <= {"email", "left_on"} else
            "absences" if "until" in have else
            "subscriptions" if "seat_quantity" in have else
            "token-usage" if "day_used" in have and "tokens_used" in have else
            "usage" if "day_used" in have and ("access_option" in have or "hashed_user_id" in have) else
            "seat-usage" if "day_used" in have else
            "groups" if "group" in have and "group_type" in have else "users")
        self.rows = []
        for cells in table[1:]:
            row = {}
            for key, cell in zip(self.columns, cells):
                if key: row[key] = None if fold(cell) in ABSENT else cell.strip()
            if row.get("offering") is None and "offering" not in have and row.get("product"):
                row["offering"] = row["product"]
            email = row.get("email")
            if email and re.fullmatch(r"[0-9a-fA-F]{40}", email):
                row["hashed_user_id"], row["email"] = row.get("hashed_user_id") or email, None
            for key in ("email", "hashed_user_id"):
                if row.get(key): row[key] = fold(row[key])
            self.rows.append(row)
        side = {}
        if os.path.exists(path + ".source.json"):
            side = json.load(open(path + ".source.json"))
        stamp = side.get("exported_at")
        in_name = re.search(r"\d{4}-\d{2}-\d{2}", self.name)
        if stamp:
            self.exported_at = dt.datetime.fromisoformat(stamp.replace("Z", "+00:00"))
        elif in_name:
            self.exported_at = dt.datetime.combine(day(in_name[0]) + DAY, dt.time(), dt.timezone.utc)
        else:
            self.exported_at = dt.datetime.fromtimestamp(int(os.stat(path).st_mtime), dt.timezone.utc)
        self.day = self.exported_at.date()
        self.source = side.get("origin") or self.name
        self.teams = {fold(r["team"]) for r in self.rows if r.get("team")}
        if side.get("team"): self.teams.add(fold(side["team"]))
        self.side_team = side.get("team")
        self.range, self.assumed = None, False
        if self.dataset in USAGE:
            if side.get("from") and side.get("to"):
                self.range = (day(side["from"]), day(side["to"]))
            elif self.dataset == "usage-report":
                starts = [day(r["last_accessed"]) for r in self.rows if r.get("last_accessed")]
                for key in ("days_inactive", "days_used"):
                    n = [int(float(r[key])) for r in self.rows if r.get(key)]
                    if n: starts.append(self.day - DAY * max(n))
                start = min(starts + [self.day])
                self.range = (max(start, self.day - DAY * 365), self.day)
                self.assumed = True
            else:
                days = [day(r["day_used"]) for r in self.rows if r.get("day_used")]
                self.range = (min(days), max(days)) if days else None
        self.as_of = self.day
        if self.dataset in USAGE:
            self.as_of = self.day - DAY * settle
            if self.range: self.as_of = min(self.as_of, self.range[1])


# ---------------------------------------------------------------- the company

class Company:
    def __init__(self, config, inbox, now):
        self.c, self.now = config, now
        self.zone = ZoneInfo(config.get("timezone", "UTC"))
        self.today = now.astimezone(self.zone).date()
        days = lambda text, default: int(text[:-1]) if text else default
        self.settle = days(config.get("inputs", {}).get("settle"), 2)
        names = sorted(n for n in os.listdir(inbox) if n.endswith(".csv"))
        files = [File(os.path.join(inbox, n), self.settle) for n in names]
        self.files = sorted((f for f in files if f.exported_at <= now), key=lambda f: (f.exported_at, f.name))
        self.link()
        self.spell()
        self.collect()

    def of(self, dataset, team=None):
        return [f for f in self.files if f.dataset == dataset and (team is None or team in f.teams)]

    def rows(self, file, team):
        return [r for r in file.rows if r.get("team") and fold(r["team"]) == team]

    # Person: the connected component of e-mails, hashed ids and Autodesk ids.
    def link(self):
        parent = {}
        def root(x):
            parent.setdefault(x, x)
            while parent[x] != x: x = parent[x]
            return x
        self.root = root
        self.key_of = {}
        seen = []
        for f in self.files:
            if f.dataset in ("leavers", "absences"): continue
            for r in f.rows:
                nodes = self.nodes(r)
                for n in nodes[1:]: parent[root(n)] = root(nodes[0])
                if nodes: root(nodes[0]); seen.append(nodes)
        best = {}
        for nodes in seen:
            for kind, value in nodes: best.setdefault(root((kind, value)), {})[kind] = value
        for r, kinds in best.items():
            self.key_of[r] = kinds.get("email") or ("h:" + kinds["hash"] if "hash" in kinds else
                                                   "id:" + kinds["id"])

    @staticmethod
    def nodes(r):
        found = [(kind, r[key]) for kind, key in
                 (("email", "email"), ("hash", "hashed_user_id"), ("id", "user_id")) if r.get(key)]
        return [(k, fold(v) if k == "id" else v) for k, v in found]

    def person(self, r):
        nodes = self.nodes(r)
        return self.key_of[self.root(nodes[0])] if nodes else None

    def find(self, email):
        """The person of an address in the configuration, else the address itself."""
        email = fold(email)
        return self.key_of.get(self.root(("email", email)), email)

    # Shown in the newest spelling.
    def spell(self):
        self.shown = {}
        for f in self.files:
            for r in f.rows:
                for key in ("team", "offering", "product", "group"):
                    if r.get(key): self.shown[fold(r[key])] = r[key]
            if f.side_team: self.shown[fold(f.side_team)] = f.side_team

    def collect(self):
        self.used, self.child = {}, {}
        tokens, order = {}, {}
        for index, f in enumerate(self.files):
            added = {}
            for r in f.rows:
                team = r.get("team") or (f.side_team if f.dataset == "token-flex" else None)
                if not team: continue
                who, offering = self.person(r), fold(r.get("offering") or "")
                key = (fold(team), who, offering)
                when = day(r.get("day_used") or r.get("last_accessed"))
                if f.dataset in USAGE and when and who:
                    self.used.setdefault(key, set()).add(when)
                    if r.get("product"):
                        self.child.setdefault(key + (fold(r["product"]),), set()).add(when)
                if f.dataset in ("token-usage", "token-flex") and r.get("tokens_used") is not None:
                    k = key + (fold(r.get("product") or r.get("offering") or ""), when)
                    added[k] = added.get(k, 0) + float(r["tokens_used"])
            tokens.update(added)
        self.tokens = tokens

        self.left, self.absences = {}, []
        for entry in self.c.get("people", {}).get("left", []):
            self.left[self.find(entry["email"])] = day(entry.get("left_on")) or dt.date.min
        for f in self.of("leavers"):
            for r in f.rows:
                if r.get("email"): self.left[self.find(r["email"])] = day(r.get("left_on")) or dt.date.min
        for a in self.c.get("absences", []):
            self.absences.append((self.find(a["email"]), day(a["from"]), day(a["until"])))
        for f in self.of("absences"):
            for r in f.rows:
                self.absences.append((self.find(r["email"]), day(r["from"]), day(r["until"])))

    def absent(self, person, on):
        return any(p == person and a <= on <= b for p, a, b in self.absences)

    def has_left(self, person):
        return person in self.left and self.left[person] <= self.today

    def union(self, datasets, team):
        covered = set()
        for d in datasets:
            for f in self.of(d, team):
                if f.range: covered |= set(days_between(*f.range))
        return covered

    def priced(self, entries, key, name, team, value):
        best = None
        for e in entries:
            since = day(e.get("since"))
            if fold(e[key]) != name or (since and since > self.today): continue
            if e.get("team") and fold(e["team"]) != team: continue
            rank = (bool(e.get("team")), since or dt.date.min)
            if best is None or rank >= best[0]: best = (rank, e[value])
        return best[1] if best else None

    def expectation(self, dataset, team):
        """(expected, maximum age in days)"""
        usage = dataset in USAGE
        default = {"users": 45, "subscriptions": 45, "groups": 60, "balances": 60}.get(dataset)
        if usage: default = 7 + self.settle + 7
        expected, age = False, default
        entries = self.c.get("inputs", {}).get("expect", None)
        if entries is None:
            entries = [{"dataset": "usage-report", "teams": "all"}, {"dataset": "users", "teams": "all"}]
        match = [e for e in entries if e["dataset"] == dataset]
        named = [e for e in match if e.get("teams", "all") != "all" and team in [fold(t) for t in e["teams"]]]
        chosen = named or [e for e in match if e.get("teams", "all") == "all"]
        if chosen:
            e = chosen[0]
            expected = True
            if e.get("teams", "all") == "all" and not named:
                expected = any(self.of(d, team) for d in ("users", "usage-report", "subscriptions"))
            if e.get("max_age"): age = int(e["max_age"][:-1])
            elif e.get("every") and usage: age = int(e["every"][:-1]) + self.settle + 7
        return expected, age

    def fresh(self, dataset, team, as_of):
        age = self.expectation(dataset, team)[1]
        return as_of is not None and (age is None or (self.today - as_of).days <= age)


# ---------------------------------------------------------------- seat

def role_of(text):
    if text is None: return None
    f = fold(text).replace("_", " ").replace("-", " ")
    if "primary" in f: return "primary"
    if "secondary" in f: return "secondary"
    if "sso" in f: return "sso"
    if "contract" in f: return "contract-manager"
    if "external" in f or "guest" in f: return "external"
    if f == "user": return "user"
    return "other"


def status_of(text):
    if text is None: return None
    f = fold(text)
    if "pending" in f or "invited" in f: return "pending"
    return f if f in ("active", "inactive") else "other"


def access_of(r):
    f = fold(r.get("access_option") or "")
    if any(w in f for w in ("flex", "token", "ppu")): return "flex"
    if any(w in f for w in ("sus", "subscription", "seat", "single")): return "subscription"
    if f: return "other"
    return "flex" if float(r.get("tokens_used") or 0) > 0 else "subscription"


def kind_of(co, offering):
    settings = co.c.get("offerings", {})
    digits = re.search(r"(\d{4,})$", offering)
    if digits and not (len(digits[1]) == 4 and 1980 <= int(digits[1]) <= 2099): return "capacity"
    if any(re.search(p, offering) for p in settings.get("capacity", [])): return "capacity"
    if any(re.search(p, offering) for p in settings.get("flex", ["^flex"])): return "flex"
    return "seats"


def is_address(text):
    return bool(text) and bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text))


def users_of(co, team):
    files = co.of("users", team)
    return (files[-1], co.rows(files[-1], team)) if files else (None, [])


def seat_table(co):
    teams = {t for f in co.files if f.dataset in ("usage-report", "users") for t in f.teams}
    out = []
    for team in teams:
        reports = co.of("usage-report", team)
        users_file, users = users_of(co, team)
        day_files = [f for d in ("usage", "seat-usage") for f in co.of(d, team)]
        usage_known = bool(reports) or bool(day_files)
        if reports:
            file, source = reports[-1], co.rows(reports[-1], team)
            as_of = file.as_of
            fresh = co.fresh("usage-report", team, as_of)
        elif users_file:
            file, source = users_file, [r for r in users if r.get("offering")]
            as_of = users_file.as_of
            fresh = co.fresh("users", team, as_of)
            newest = max(day_files, key=lambda f: (f.exported_at, f.name), default=None)
            if newest:
                fresh = fresh and co.fresh(newest.dataset, team, newest.as_of)
                as_of = min(as_of, newest.as_of)
        else: continue
        seats = {}
        for r in source:
            who = co.person(r)
            if who and r.get("offering"): seats.setdefault((who, fold(r["offering"])), []).append(r)
        context = team_context(co, team, reports, day_files, users_file)
        for (who, offering), rows in seats.items():
            out.append(seat_row(co, team, who, offering, rows, file, bool(reports), as_of, fresh,
                                usage_known, users, context))
    held = {}
    for s in out:
        if s["assigned"] and s["access"] == "subscription":
            held.setdefault(s["person"], set()).add(fold(s["offering"]))
    for s in out:
        s["covered_by"] = [c["name"] for c in co.c.get("offerings", {}).get("collections", [])
                           if fold(c["name"]) in held.get(s["person"], ())
                           and fold(s["offering"]) in [fold(p) for p in c["products"]]]
    return sorted(out, key=lambda s: (s["team"], s["person"], s["offering"]))


def team_context(co, team, reports, day_files, users_file):
    starts = [f.range[0] for f in reports + day_files if f.range]
    return {"covered": co.union(("usage", "seat-usage"), team),
            "token_covered": co.union(("token-usage", "token-flex"), team), "reports": reports,
            "first_known": min(starts) if starts else co.of("users", team)[0].as_of}


def window(last, count):
    return days_between(last - DAY * (count - 1), last)


def three_months(as_of):
    end = as_of.replace(day=1) - DAY
    start = end.replace(day=1)
    for _ in range(2): start = (start - DAY).replace(day=1)
    return days_between(start, end)


def seat_row(co, team, who, offering, rows, file, from_report, as_of, fresh, usage_known, users, ctx):
    assigned = [r for r in rows if fold(r.get("seat_assignment") or "") == "assigned"] if from_report else rows
    main = assigned[-1] if assigned else rows[-1]
    if any(access_of(r) == "subscription" for r in assigned): access = "subscription"
    else: access = access_of(max(enumerate(rows), key=lambda p: (p[1].get("last_accessed") or "", p[0]))[1])
    used = co.used.get((team, who, offering), set())
    last = max((min(d, as_of) for d in used), default=None)
    on = day(main.get("assigned_at"))
    days_assigned = max(0, (as_of - on).days) if on else None
    covered, tokens = ctx["covered"], ctx["token_covered"]
    s = {"team": co.shown[team], "person": who, "offering": co.shown[offering],
         "email": main.get("email"), "group": main.get("group"), "version": main.get("version")}
    name = " ".join(x for x in (main.get("first_name"), main.get("last_name")) if x)
    s["name"] = name or None
    s["kind"] = kind_of(co, offering)
    s["assigned"], s["access"] = bool(assigned), access
    s["assigned_on"], s["unassigned_on"] = on, day(main.get("unassigned_at"))
    s["via_group"] = via_group(co, team, who, offering, main)
    s["usage_known"] = usage_known
    s["last_used"], s["never_used"] = last, (last is None) if usage_known else None
    s["first_known"] = ctx["first_known"]
    s["days_known"] = max(0, (as_of - ctx["first_known"]).days)
    s["covered_days"] = sum(d in covered for d in window(as_of, 365))
    idle = present = None
    if usage_known:
        since = max(x for x in (last or ctx["first_known"], on) if x)
        idle = max(0, (as_of - since).days)
        if last is None and main.get("days_inactive"):
            stated = int(float(main["days_inactive"])) - (file.day - as_of).days
            idle = max(idle, stated if days_assigned is None else min(stated, days_assigned))
        away = sum(co.absent(who, as_of - DAY * i) for i in range(idle))
        present = idle - away
    s["days_idle"], s["days_idle_present"] = idle, present
    s["on_leave"], s["left"] = co.absent(who, as_of), co.has_left(who)
    s["days_assigned"] = days_assigned
    for n in (30, 90, 365):
        days = window(as_of, n)
        whole = usage_known and all(d in covered for d in days)
        s[f"days_used_{n}"] = sum(d in used for d in days) if whole else None
    if usage_known and s["days_used_365"] is None and ctx["reports"]:
        span = lambda f: (f.range[1] - f.range[0]).days + 1
        best = min(reversed(ctx["reports"]), key=lambda f: abs(span(f) - 365))
        if span(best) >= 350:
            mine = [r for r in co.rows(best, team) if co.person(r) == who and fold(r.get("offering") or "") == offering]
            chosen = ([r for r in mine if fold(r.get("seat_assignment") or "") == "assigned"] or mine)[-1:]
            if chosen and chosen[0].get("days_used"): s["days_used_365"] = int(float(chosen[0]["days_used"]))
    months = three_months(as_of)
    if usage_known and all(d in covered for d in months):
        s["monthly_average"] = sum(d in used for d in months) / 3
    elif from_report and main.get("monthly_average") and (on is None or on <= file.range[0]):
        s["monthly_average"] = float(main["monthly_average"])
    else: s["monthly_average"] = None
    spent = lambda days: sum(v for (t, p, o, _, d), v in co.tokens.items()
                             if t == team and p == who and o == offering and d in days)
    for n in (30, 365):
        days = window(as_of, n)
        s[f"tokens_{n}"] = spent(set(days)) if all(d in tokens for d in days) else None
    flex = co.c.get("flex", {})
    s["price"] = co.priced(co.c.get("prices", []), "offering", offering, team, "price")
    s["flex_rate"] = co.priced(flex.get("rates", []), "product", offering, team, "tokens")
    average = s["monthly_average"]
    s["expected_days_year"] = average * 12 if average is not None else s["days_used_365"]
    s["flex_cost_year"] = flex_cost(co, s, team, who, offering, as_of, covered, months)
    s["flex_beside_seat_30"] = None
    if s["tokens_30"] is not None:
        beside = s["assigned"] and access == "subscription"
        s["flex_beside_seat_30"] = spent({d for d in window(as_of, 30) if not on or d > on}) if beside else 0
    s["reachable"] = is_address(s["email"])
    mine = [r for r in users if co.person(r) == who]
    ranked = sorted(mine, key=lambda r: ROLES.index(role_of(r.get("role")) or "other"))
    s["role"] = role_of(ranked[0].get("role")) if ranked else None
    s["account_status"] = status_of(ranked[0].get("account_status")) if ranked else None
    s["as_of"], s["fresh"] = as_of, fresh
    return s


def via_group(co, team, who, offering, main):
    g = co.c.get("groups", {})
    for d in g.get("defaults", []):
        if fold(d["team"]) == team and offering in [fold(o) for o in d["offerings"]]: return True
    if g.get("group_cell_means_group_assignment") and main.get("group"): return True
    holding = {fold(a["group"]) for a in g.get("assign", []) if offering in [fold(o) for o in a["offerings"]]}
    files = co.of("groups")
    return bool(files) and any(r.get("group") and fold(r["group"]) in holding and co.person(r) == who
                               for r in files[-1].rows)


def flex_cost(co, s, team, who, offering, as_of, covered, months):
    flex = co.c.get("flex", {})
    price, expected = flex.get("token_price"), s["expected_days_year"]
    if price is None or expected is None: return None
    collections = {fold(c["name"]) for c in co.c.get("offerings", {}).get("collections", [])}
    if offering not in collections:
        return s["flex_rate"] * price * expected if s["flex_rate"] is not None else None
    total, known = 0, False
    for (t, p, o, product), days in co.child.items():
        if (t, p, o) != (team, who, offering): continue
        if all(d in covered for d in months): expect = sum(d in days for d in months) / 3 * 12
        else: expect = sum(d in days for d in window(as_of, 365))
        if not any(d in days for d in window(as_of, 365)): continue
        known = True
        rate = co.priced(flex.get("rates", []), "product", product, team, "tokens")
        if rate is None: return None
        total += rate * expect * price
    if not known: return 0 if not s["last_used"] else None
    return total


# ---------------------------------------------------------------- team and admin

def team_names(co):
    names = {t for f in co.files for t in f.teams}
    c = co.c
    for entries in (c.get("prices", []), c.get("contacts", {}).get("admins", []),
                    c.get("flex", {}).get("packs", []), c.get("flex", {}).get("balances", []),
                    c.get("flex", {}).get("budgets", []), c.get("groups", {}).get("defaults", []),
                    c.get("contacts", {}).get("contract_managers", [])):
        for e in entries:
            if e.get("team") and e["team"] != "all":
                names.add(fold(e["team"]))
                co.shown.setdefault(fold(e["team"]), e["team"])
    return names


def admin_rows(co, team):
    """person, role, status of the team's admins, with the state of the roles: known or not."""
    file, users = users_of(co, team)
    stated = [a for a in co.c.get("contacts", {}).get("admins", []) if fold(a["team"]) == team]
    rows = []
    for r in users:
        role = role_of(r.get("role"))
        if role in ROLES[:4] and co.person(r): rows.append((co.person(r), role, status_of(r.get("account_status"))))
    known = bool(file) and "role" in file.columns and any(role == "primary" for _, role, _ in rows) \
        and all(role_of(r.get("role")) not in (None, "other") for r in users)
    if not known and any(a.get("role") == "primary" for a in stated):
        known, status = True, {}
        for r in users: status.setdefault(co.person(r), status_of(r.get("account_status")))
        rows = [(co.find(a["email"]), a["role"], status.get(co.find(a["email"]))) for a in stated]
    return rows, known, file


def manager_of(co, team):
    entries = co.c.get("contacts", {}).get("contract_managers", [])
    for wanted in (lambda e: e.get("team") and fold(e["team"]) == team, lambda e: e.get("team") == "all"):
        for e in entries:
            if wanted(e): return co.find(e["email"])
    return None


def team_table(co):
    out = []
    for team in team_names(co):
        rows, known, file = admin_rows(co, team)
        by = lambda role: sorted({p for p, r, _ in rows if r == role})
        pending = {p for p, _, status in rows if status == "pending"}
        active = lambda p: all(status in (None, "active") for q, _, status in rows if q == p)
        backups = [p for p in sorted(set(by("secondary") + by("sso")))
                   if p not in pending and not co.has_left(p)]
        primary = (by("primary") or [None])[0]
        able = [p for p in sorted(({primary} if primary else set()) | set(backups))
                if not co.has_left(p) and active(p) and not co.absent(p, co.today)]
        people = {co.person(r) for r in (co.rows(co.of("usage-report", team)[-1], team)
                                         if co.of("usage-report", team) else [])}
        people |= {co.person(r) for r in users_of(co, team)[1]}
        manager = manager_of(co, team)
        owner = co.c.get("fetch", {}).get("owner")
        t = {"name": co.shown[team]}
        t |= {"primary_admin": primary, "secondary_admins": by("secondary"), "sso_admins": by("sso"),
              "backups": backups, "has_backup": bool(backups), "admins_able": able,
              "backups_able": [p for p in able if p != primary], "bus_factor": len(able),
              "primary_absent": co.absent(primary, co.today)}
        if not known: t |= {k: None for k in list(t) if k != "name"}
        t["people"] = len(people - {None})
        t["contract_manager"] = manager
        t["contract_manager_able"] = None if manager is None else not (
            co.has_left(manager) or co.absent(manager, co.today))
        t["api_owner_is_admin"] = None if not known or not owner else any(
            p == co.find(owner) and r in ROLES[:3] for p, r, _ in rows)
        t["roles_known"] = known
        t["as_of"] = file.as_of if file else None
        t["fresh"] = co.fresh("users", team, t["as_of"])
        out.append(t)
    return sorted(out, key=lambda t: t["name"])


def admin_table(co):
    out = []
    for team in team_names(co):
        rows, known, file = admin_rows(co, team)
        manager = manager_of(co, team)
        if manager and (manager, "contract-manager") not in [(p, r) for p, r, _ in rows]:
            rows = rows + [(manager, "contract-manager", None)]
        for person, role in sorted({(p, r) for p, r, _ in rows}):
            status = [s for p, r, s in rows if p == person and r == role]
            covering = [(a, b) for p, a, b in co.absences if p == person and a <= co.today <= b]
            coming = [a for p, a, _ in co.absences if p == person and a > co.today]
            best = max(covering, key=lambda x: x[1], default=(None, None))
            used = [d for (_, p, _), days in co.used.items() if p == person for d in days]
            drills = [day(d["as_of"]) for d in co.c.get("drills", []) if co.find(d["email"]) == person]
            out.append({"team": co.shown[team], "person": person, "role": role,
                        "account_status": status[0], "pending": status[0] == "pending",
                        "absent": bool(covering), "absent_from": best[0], "absent_until": best[1],
                        "next_absence_from": min(coming, default=None),
                        "last_used": max(used, default=None), "drilled_on": max(drills, default=None),
                        "left": co.has_left(person)})
    return sorted(out, key=lambda a: (a["team"], a["person"], a["role"]))


# ---------------------------------------------------------------- balance

def balance_table(co):
    flex = co.c.get("flex", {})
    packs, stated = {}, {}
    for p in flex.get("packs", []):
        packs.setdefault(fold(p["team"]), {})[p["id"]] = (day(p["bought"]), day(p["ends"]), float(p["tokens"]))
    for b in flex.get("balances", []):
        on = day(b["as_of"])
        if on <= co.today and (fold(b["team"]) not in stated or on >= stated[fold(b["team"])][0]):
            stated[fold(b["team"])] = (on, float(b["tokens"]))
    for f in co.of("balances"):
        for r in f.rows:
            team, on = fold(r["team"]), day(r["as_of"])
            if r.get("pack_id") and r.get("purchase_date"):
                packs.setdefault(team, {})[r["pack_id"]] = (
                    day(r["purchase_date"]), day(r["end_date"]), float(r["tokens_purchased"]))
            if r.get("tokens_available") and on <= co.today and (team not in stated or on >= stated[team][0]):
                stated[team] = (on, float(r["tokens_available"]))
    teams = set(packs) | set(stated) | {t for (t, *_) in co.tokens}
    for e in flex.get("packs", []) + flex.get("balances", []): co.shown.setdefault(fold(e["team"]), e["team"])
    return sorted((balance_row(co, t, packs.get(t, {}), stated.get(t)) for t in teams),
                  key=lambda b: b["team"])


def balance_row(co, team, packs, stated):
    files = sorted(co.of("token-usage", team) + co.of("token-flex", team), key=lambda f: (f.exported_at, f.name))
    as_of = files[-1].as_of if files else co.today - DAY * co.settle
    covered = co.union(("token-usage", "token-flex"), team)
    spent = {}
    for (t, _, _, _, d), v in co.tokens.items():
        if t == team: spent[d] = spent.get(d, 0) + v
    total = lambda days: sum(spent.get(d, 0) for d in days)
    whole = lambda days: bool(files) and all(d in covered for d in days)
    alive = [p for p in packs.values() if p[0] <= as_of < p[1]]
    b = {"team": co.shown[team], "purchased": sum(p[2] for p in alive),
         "stated": stated[1] if stated else None, "stated_on": stated[0] if stated else None,
         "packs": len(alive)}
    rate = None
    run = 0
    while as_of - DAY * run in covered: run += 1
    if files:
        if whole(window(as_of, 28)): rate = total(window(as_of, 28)) / 28
        elif 7 <= run <= 27: rate = total(window(as_of, run)) / run
    rests = replay(packs, stated, spent, covered, bool(files), as_of)
    b["available"] = sum(r[3] for r in rests) if rests is not None else None
    b["share_left"] = b["available"] / b["purchased"] if b["available"] is not None and b["purchased"] else None
    ends = sorted(p[1] for p in alive)
    b["next_pack_ends"] = ends[0] if ends else None
    b["next_pack_unused"] = b["expiring_90"] = None
    for n in (7, 28, 90): b[f"tokens_{n}"] = total(window(as_of, n)) if whole(window(as_of, n)) else None
    month = days_between(as_of.replace(day=1), as_of)
    b["tokens_mtd"] = total(month) if whole(month) else None
    last_month = days_between((as_of.replace(day=1) - DAY).replace(day=1), as_of.replace(day=1) - DAY)
    b["tokens_prev_month"] = total(last_month) if whole(last_month) else None
    b["rate"] = rate
    b["rate_low"] = b["rate_high"] = None
    if run >= 90:
        sums = sorted(total(window(as_of - DAY * i, 7)) / 7 for i in range(84))
        b["rate_low"], b["rate_high"] = (sums[math.ceil(p * 84 / 100) - 1] for p in (10, 90))
    left = lambda r: math.floor(b["available"] / r) if b["available"] is not None and r else None
    b["days_left"] = left(rate)
    for key, r in (("empty_on", rate), ("empty_on_early", b["rate_high"]), ("empty_on_late", b["rate_low"])):
        b[key] = as_of + DAY * left(r) if left(r) is not None else None
    next_month = (as_of.replace(day=28) + DAY * 4).replace(day=1)
    rest = (next_month - as_of).days - 1
    b["month_forecast"] = b["tokens_mtd"] + rate * rest if None not in (b["tokens_mtd"], rate) else None
    budgets = [x for x in co.c.get("flex", {}).get("budgets", []) if fold(x["team"]) == team]
    b["budget_month"] = budgets[-1].get("month") if budgets else None
    b["budget_year"] = budgets[-1].get("year") if budgets else None
    b["budget_month_share"] = (b["month_forecast"] / b["budget_month"]
                               if b["month_forecast"] is not None and b["budget_month"] else None)
    used = {(k[3]) for k in co.tokens if k[0] == team and k[4] in set(window(as_of, 90))}
    rates = [co.priced(co.c.get("flex", {}).get("rates", []), "product", p, team, "tokens") for p in used]
    b["dearest_rate"] = max((r for r in rates if r is not None), default=None)
    people = {}
    for (t, p, _, _, d), v in co.tokens.items():
        if t == team and p and d in set(window(as_of, 28)): people[p] = people.get(p, 0) + v
    b["users_28"] = len(people) if whole(window(as_of, 28)) else None
    top = sorted((p for p in people if people[p] > 0), key=lambda p: (-people[p], p))[:5]
    b["top_users"] = top
    if rests is not None and rate is not None:
        ahead = forward(rests, packs, rate, as_of, as_of + DAY * 400)
        if ends: b["next_pack_unused"] = sum(v for e, v in ahead if e == ends[0])
        b["expiring_90"] = sum(v for e, v in ahead if as_of < e <= as_of + DAY * 90)
    b["as_of"] = as_of
    return b


def start_rests(packs, stated):
    on, tokens = stated
    living = sorted((p[1], i) for i, p in packs.items() if p[0] <= on <= p[1])
    rests, rest = [], tokens
    for end, i in reversed(living):
        take = min(rest, packs[i][2])
        rests.append([end, i, packs[i][0], take])
        rest -= take
    if rest > 0:
        if rests: rests[0][3] += rest
        else: rests.append([dt.date.max, "", on, rest])
    return rests


def consume(rests, amount, d):
    for r in sorted((r for r in rests if r[0] >= d), key=lambda r: (r[0], r[3], r[1])):
        take = min(r[3], amount)
        r[3] -= take
        amount -= take


def replay(packs, stated, spent, covered, has_tokens, as_of):
    if stated:
        rests, d = start_rests(packs, stated), stated[0]
        # At the end of its last day the rest of a pack is gone.
        rests = [r for r in rests if r[0] > d] if d < as_of else rests
    else:
        if not packs or not has_tokens: return None
        first = min(p[0] for p in packs.values())
        if first > as_of: return None
        if not all(x in covered for x in days_between(first, as_of)): return None
        rests, d = [], first - DAY
    while d < as_of:
        d += DAY
        rests += [[p[1], i, p[0], p[2]] for i, p in packs.items() if p[0] == d]
        if has_tokens: consume(rests, spent.get(d, 0), d)
        if d < as_of: rests = [r for r in rests if r[0] > d]
    return [r for r in rests if r[0] > as_of] if not stated or stated[0] <= as_of else rests


def forward(rests, packs, rate, d, until):
    rests, gone = [list(r) for r in rests], []
    while d < until:
        d += DAY
        rests += [[p[1], i, p[0], p[2]] for i, p in packs.items() if p[0] == d]
        consume(rests, rate, d)
        gone += [(r[0], r[3]) for r in rests if r[0] == d]
        rests = [r for r in rests if r[0] > d]
    return gone


# ---------------------------------------------------------------- dataset

def dataset_table(co):
    keys = {(f.dataset, t) for f in co.files for t in
            (f.teams if f.dataset not in ("groups", "leavers", "absences") else {"all"})}
    everyone = {t for d in ("users", "usage-report", "subscriptions") for f in co.of(d) for t in f.teams}
    for d in USAGE + ("users", "subscriptions", "groups", "balances"):
        for t in everyone:
            if d != "groups" and co.expectation(d, t)[0]: keys.add((d, t))
    out = []
    for d, team in keys:
        files = [f for f in co.of(d) if team == "all" or team in f.teams]
        expected, age = co.expectation(d, team)
        row = {"dataset": d, "team": co.shown.get(team, team), "expected": expected}
        if files:
            newest = files[-1]
            rows = newest.rows if team == "all" else co.rows(newest, team)
            as_of = max(f.as_of for f in files)
            row |= {"age_days": (co.today - as_of).days, "rows": len(rows), "source": newest.source,
                    "late": age is not None and (co.today - as_of).days > age, "missing": False}
            row["range_assumed"] = newest.assumed
            hashed = sum(not is_address(r.get("email")) for r in rows)
            plain = d in ("subscriptions", "balances", "token-flex")
            row["hashed_share"] = None if plain or not rows else hashed / len(rows)
            row["personal_data"] = any(is_address(r.get("email")) for r in rows)
            ranges = [f.range for f in files if f.range]
            row["covered_from"] = min(r[0] for r in ranges) if ranges else None
            covered = {x for r in ranges for x in days_between(*r)}
            row["gap_days"] = sum(x not in covered for x in days_between(row["covered_from"], as_of)) if ranges else None
            row["as_of"] = as_of
        else:
            row |= {"missing": expected, "late": False, "as_of": None}
        out.append(row)
    return sorted(out, key=lambda r: (r["dataset"], r["team"]))


TABLES = {"seat": seat_table, "team": team_table, "admin": admin_table, "balance": balance_table,
          "dataset": dataset_table}


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--config", required=True)
    p.add_argument("--inbox", required=True)
    p.add_argument("--now", required=True)
    p.add_argument("table", choices=TABLES)
    a = p.parse_args()
    now = dt.datetime.fromisoformat(a.now.replace("Z", "+00:00"))
    rows = TABLES[a.table](Company(json.load(open(a.config)), a.inbox, now))
    print(json.dumps(rows, default=str, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
