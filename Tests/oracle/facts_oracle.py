#!/usr/bin/env python3
"""A second, deliberately simple computation of the fact tables, to check the program against.

Written from the definitions of the facts alone, not from the Swift code: plain loops, the standard
library, no care for speed. Reads comma-separated exports and a configuration in JSON.

    facts_oracle.py --config config.json --inbox DIR --now 2026-11-24T08:00:00Z TABLE

prints TABLE (seat, subscription, balance, team, admin or dataset) as one JSON array of objects, sorted by key.
"""
import argparse
import csv
import datetime as dt
import hashlib
import io
import json
import math
import os
import re
import unicodedata
from zoneinfo import ZoneInfo

DAY = dt.timedelta(days=1)
ABSENT = {"", "-", "n/a", "*****"}
USAGE = ("usage-report", "usage", "seat-usage", "token-usage", "token-flex")
SEAT_DAYS = ("usage", "seat-usage")
TOKEN_DAYS = ("token-usage", "token-flex")
WITHOUT_TEAM = ("groups", "leavers", "absences")
ROLES = ["primary", "secondary", "sso", "contract-manager", "user", "external", "other"]


# ---------------------------------------------------------------- small things

def fold(text):
    nfc = lambda t: unicodedata.normalize("NFC", t)
    return nfc(nfc(text.strip()).lower())


def day_of(text):
    """A day as the configuration and the sidecars write it."""
    return dt.date.fromisoformat(text) if text else None


def instant_of(text):
    stamp = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (stamp if stamp.tzinfo else stamp.replace(tzinfo=dt.timezone.utc)).astimezone(dt.timezone.utc)


def days_between(first, last):
    """All days from first to last, both included."""
    return [first + DAY * i for i in range((last - first).days + 1)]


def window(last, count):
    """The last `count` days ending with `last`."""
    return days_between(last - DAY * (count - 1), last)


def span(text):
    """A time span of whole days."""
    return int(text[:-1]) * {"d": 1, "w": 7}[text[-1]]


def is_address(text):
    return bool(text) and bool(re.fullmatch(r"[^@\s]+@[^@\s]+", text))


# ---------------------------------------------------------------- files become observations

SPELLINGS = {
    "email": "email email_address emailaddress user_email",
    "first_name": "first_name firstname",
    "last_name": "last_name lastname",
    "user_id": "autodesk_id userid user_id",
    "hashed_user_id": "hashed_autodesk_id hashed_user_id hasheduserid",
    "team": "team team_alias team_name teamname",
    "group": "group groups",
    "group_type": "group_type",
    "version": "version product_version",
    "role": "role",
    "account_status": "account_status",
    "access_option": "access_option access_method usage_type",
    "seat_assignment": "seat_assignment",
    "assigned_at": "assigned_date",
    "unassigned_at": "unassigned_date",
    "user_activity": "user_activity",
    "days_inactive": "days_inactive",
    "days_used": "days_used",
    "monthly_average": "monthly_average",
    "tokens_used": "tokens_used tokens tokens_consumed tokensconsumed",
    "last_accessed": "last_accessed last_accessed_date latestusagedate",
    "day_used": "day_used usagedate usage_date",
    "subscription_id": "subscription_id",
    "contract_number": "contract_number contractnumber",
    "seat_quantity": "seat_quantity seats",
    "start_date": "start_date",
    "end_date": "end_date",
    "autorenew_date": "autorenew_date auto_renew_date",
    "subscription_status": "subscription_status",
    "term": "term",
    "reseller_name": "reseller_name",
    "reseller_email": "reseller_email",
    "product_line_code": "productlinecode product_line_code",
    "as_of": "as_of",
    "pack_id": "pack_id",
    "tokens_purchased": "tokens_purchased",
    "purchase_date": "purchase_date",
    "tokens_available": "tokens_available",
    "left_on": "left_on",
    "from": "from",
    "until": "until",
    "note": "note",
}
CANONICAL = {s: key for key, spellings in SPELLINGS.items() for s in spellings.split()}
DAYS = ("last_accessed", "day_used", "start_date", "end_date", "autorenew_date", "as_of",
        "purchase_date", "left_on", "from", "until")
INSTANTS = ("assigned_at", "unassigned_at")
NUMBERS = ("days_inactive", "days_used", "monthly_average", "tokens_used", "seat_quantity",
           "tokens_purchased", "tokens_available")


REQUIRED = {"usage": ["day_used"], "seat-usage": ["day_used"], "token-usage": ["day_used", "tokens_used"],
            "token-flex": ["day_used", "tokens_used"], "balances": ["as_of", "team", "tokens_available"],
            "leavers": ["email"], "absences": ["email", "from", "until"]}


def fold_header(text):
    return re.sub(r"[\W_]+", "_", fold(text.lstrip("\ufeff")))


def canonical(headers):
    """The canonical key of each header; `product` and `feature` depend on their neighbours."""
    keys = []
    for h in headers:
        if h == "offering_name": keys.append("offering")
        elif h in ("product", "productname"): keys.append("offering")
        elif h in ("product_name", "feature", "childproductname"): keys.append("product")
        elif h == "username" and "contractyear" in headers: keys.append("user_id")
        elif h == "status" and "account_status" not in headers: keys.append("account_status")
        else: keys.append(CANONICAL.get(h))
    return keys


def dataset_of(have):
    if "seat_assignment" in have: return "usage-report"
    if "tokens_available" in have: return "balances"
    if "until" in have: return "absences"
    if "product_line_code" in have: return "token-flex"
    if have - {None, "note"} <= {"email", "left_on"}: return "leavers"
    if "seat_quantity" in have: return "subscriptions"
    if "day_used" in have and "tokens_used" in have: return "token-usage"
    if "day_used" in have and ("access_option" in have or "hashed_user_id" in have): return "usage"
    if "day_used" in have: return "seat-usage"
    if "group" in have and "offering" not in have: return "groups"
    return "users"


def cell_value(key, cell, dataset):
    """None where nothing stands; raises ValueError where a day or number must stand and does not."""
    cell = cell.strip()
    if fold(cell) in ABSENT: return None
    if key in DAYS:
        american = re.fullmatch(r"(\d\d?)/(\d\d?)/(\d{4})", cell)
        if american: return dt.date(int(american[3]), int(american[1]), int(american[2]))
        if not re.fullmatch(r"\d{4}-\d\d-\d\d([T ][\d:.]+(Z|[+-]\d\d:?\d\d)?)?", cell): raise ValueError
        # A time of midnight is how tools write a plain date, whatever the offset.
        if len(cell) > 10 and not re.match(r"00:00(:00)?", cell[11:]): return instant_of(cell).date()
        return dt.date.fromisoformat(cell[:10])
    if key in INSTANTS: return instant_of(cell)
    if key in NUMBERS:
        number = float(cell)
        if number < 0 and dataset != "token-flex": raise ValueError
        return number
    if key in ("email", "hashed_user_id"): return fold(cell)
    return cell


class File:
    """One export with what its sidecar, its name and its time of modification say."""

    def __init__(self, path, settle):
        self.name = os.path.basename(path)
        with open(path, "rb") as f: self.bytes = f.read()
        side = {}
        if os.path.exists(path + ".source.json"):
            with open(path + ".source.json", encoding="utf-8") as f: side = json.load(f)
        self.side_team = side.get("team")
        self.source = side.get("origin") or self.name
        self.read(side.get("dataset"))
        self.date(side.get("exported_at"), path)
        self.team_up()
        self.cover(side.get("from"), side.get("to"))
        self.as_of = self.day
        if self.dataset in USAGE:
            self.as_of = self.day - DAY * settle
            if self.range: self.as_of = min(self.as_of, self.range[1])

    def read(self, stated):
        lines = list(csv.reader(io.StringIO(self.bytes.decode("utf-8-sig"), newline="")))
        headers = [fold_header(h) for h in lines[0]]
        self.columns = canonical(headers)
        have = set(self.columns)
        self.dataset = stated or dataset_of(have)
        self.rows, self.refused = [], 0
        for cells in lines[1:]:
            if not cells: continue
            try:
                if len(cells) != len(headers): raise ValueError
                row = {}
                for key, cell in zip(self.columns, cells):
                    if key: row[key] = cell_value(key, cell, self.dataset)
                if any(key in have and row[key] is None for key in REQUIRED.get(self.dataset, ())): raise ValueError
            except ValueError:
                self.refused += 1
                continue
            # Where a file has no offering column, the product is the offering; so where a row has none.
            if not row.get("offering"): row["offering"] = row.pop("product", None)
            if self.dataset == "token-flex" and not row.get("offering"):
                row["offering"] = row["product_line_code"]
            # An e-mail cell of forty hexadecimal digits is a hashed id.
            if row.get("email") and re.fullmatch(r"[0-9a-f]{40}", row["email"]):
                row["second_hash"], row["email"] = row["email"], None
            self.rows.append(row)

    def date(self, stamp, path):
        # Of several dates in a name the latest: they state a range.
        in_name = None
        for text in re.findall(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)", self.name):
            try: in_name = max(in_name or dt.date.min, dt.date.fromisoformat(text))
            except ValueError: pass
        if stamp:
            self.exported_at = instant_of(stamp)
        elif in_name:
            self.exported_at = dt.datetime.combine(in_name + DAY, dt.time(), dt.timezone.utc)
        else:
            self.exported_at = dt.datetime.fromtimestamp(int(os.stat(path).st_mtime), dt.timezone.utc)
        self.day = self.exported_at.date()

    def team_up(self):
        """The teams that this file says something about, folded."""
        self.teams = set()
        if self.dataset in WITHOUT_TEAM: return
        for row in self.rows:
            row["team"] = row.get("team") or self.side_team
            if row["team"]: self.teams.add(fold(row["team"]))
        if self.side_team: self.teams.add(fold(self.side_team))

    def cover(self, first, last):
        self.range, self.assumed = None, False
        if self.dataset not in USAGE: return
        first, last = day_of(first), day_of(last)
        if first and last:
            self.range = (first, last)
        elif self.dataset == "usage-report":
            starts = [self.day]
            starts += [r["last_accessed"] for r in self.rows if r.get("last_accessed")]
            for key in ("days_inactive", "days_used"):
                starts += [self.day - DAY * int(r[key]) for r in self.rows if r.get(key) is not None]
            last = last or self.day
            self.assumed = first is None
            self.range = (min(first or max(min(starts), self.day - DAY * 365), last), last)
        else:
            days = [r["day_used"] for r in self.rows]
            if days: self.range = (first or min(days), last or max(days))

    def of(self, team):
        return [r for r in self.rows if r.get("team") and fold(r["team"]) == team]

    def has(self, key):
        return key in self.columns

    def tells_who(self):
        """Whether it can tell who used a seat."""
        return not self.rows or any(self.has(key) for key in ("email", "hashed_user_id", "user_id"))


# ---------------------------------------------------------------- the company

class Company:
    """Everything that the files up to now and the configuration say."""

    def __init__(self, config, inbox, now):
        self.c, self.now = config, now
        self.made, self.users = None, {}    # computed once: seats, and what the Users files say of each person
        self.today = now.astimezone(ZoneInfo(config.get("timezone", "UTC"))).date()
        self.settle = span(config.get("inputs", {}).get("settle") or "2d")
        names = sorted(n for n in os.listdir(inbox) if n.endswith(".csv"))
        files = [File(os.path.join(inbox, n), self.settle) for n in names]
        self.files, seen = [], set()
        for f in sorted(files, key=lambda f: (f.exported_at, f.name)):
            identity = (hashlib.sha256(f.bytes).digest(), f.exported_at)
            if f.exported_at > now or identity in seen: continue
            seen.add(identity)
            self.files.append(f)
        self.link()
        self.spell()
        self.merge()
        self.leave()

    def of(self, dataset, team=None):
        """The files of a data set (that say something about a team), oldest first."""
        kinds = (dataset,) if isinstance(dataset, str) else dataset
        return [f for f in self.files if f.dataset in kinds and (team is None or team in f.teams)]

    def newest(self, dataset, team=None):
        files = self.of(dataset, team)
        return files[-1] if files else None

    def setting(self, *path):
        value = self.c
        for key in path: value = (value or {}).get(key)
        return value if value is not None else []

    # A person is the connected component of the e-mails, hashed ids and Autodesk ids of the rows.

    @staticmethod
    def marks(row):
        found = [("email", row.get("email")), ("hash", row.get("hashed_user_id")),
                 ("hash", row.get("second_hash")), ("id", row.get("user_id"))]
        return [(kind, fold(text)) for kind, text in found if text]

    def link(self):
        self.parent, seen = {}, []
        for f in self.files:
            if f.dataset in ("leavers", "absences", "subscriptions", "balances"): continue
            for row in f.rows:
                marks = self.marks(row)
                for m in marks: self.parent[self.root(m)] = self.root(marks[0])
                if marks: seen.append((marks, row))
        self.last_seen, self.names = {}, {}
        for marks, row in seen:
            root = self.root(marks[0])
            for kind, text in marks: self.last_seen[root, kind] = text
            # The id is shown as it was spelled last.
            if row.get("user_id"): self.last_seen[root, "id"] = row["user_id"]
            if name_of(row): self.names[self.key(root)] = name_of(row)
        self.emails = {self.key(root): text for (root, kind), text in self.last_seen.items() if kind == "email"}
        self.keys = {self.key(root) for root, _ in self.last_seen}
        self.known = {self.root(m) for marks, _ in seen for m in marks}

    def root(self, mark):
        self.parent.setdefault(mark, mark)
        while self.parent[mark] != mark: mark = self.parent[mark]
        return mark

    def key(self, root):
        for kind, prefix in (("email", ""), ("hash", "h:"), ("id", "id:")):
            if (root, kind) in self.last_seen: return prefix + self.last_seen[root, kind]

    def person(self, row):
        marks = self.marks(row)
        return self.key(self.root(marks[0])) if marks else None

    def find(self, address):
        """The person whom an address names (or a hashed id in its place), else the address itself."""
        mark = ("hash" if re.fullmatch("[0-9a-f]{40}", fold(address)) else "email", fold(address))
        return self.key(self.root(mark)) if self.root(mark) in self.known else fold(address)

    # Names are shown in the newest spelling; those of the configuration where no file has them.

    def spell(self):
        self.shown = {}
        for entry_team in self.configured_teams(): self.shown.setdefault(("team", fold(entry_team)), entry_team)
        for f in self.files:
            for row in f.rows:
                for key in ("team", "offering", "group"):
                    if row.get(key): self.shown[key, fold(row[key])] = row[key]
            if f.side_team and not f.of(fold(f.side_team)) and f.dataset not in WITHOUT_TEAM:
                self.shown["team", fold(f.side_team)] = f.side_team

    def configured_teams(self):
        lists = [("contacts", "admins"), ("contacts", "contract_managers"), ("prices",), ("flex", "rates"),
                 ("flex", "packs"), ("flex", "balances"), ("flex", "budgets")]
        names = [e["team"] for path in lists for e in self.setting(*path) if e.get("team")]
        for e in self.setting("inputs", "expect"):
            if isinstance(e.get("teams"), list): names += e["teams"]
        names += [e["team"] for e in self.setting("groups", "defaults")]
        return [n for n in names if n != "all"]

    def show(self, kind, folded):
        return self.shown.get((kind, folded), folded)

    # Day rows are merged into the history.

    def merge(self):
        self.used = {}      # (team, person, offering) -> days
        self.children = {}  # (team, person, offering) -> child product -> days
        self.tokens = {}    # (team, person, offering, product, day) -> tokens
        for f in self.files:
            if f.dataset not in USAGE: continue
            added = {}
            for row in f.rows:
                when = row.get("last_accessed" if f.dataset == "usage-report" else "day_used")
                if not (when and row.get("team") and row.get("offering")): continue
                who = self.person(row)
                key = (fold(row["team"]), who, fold(row["offering"]))
                if who:
                    self.used.setdefault(key, set()).add(when)
                    if row.get("product") and f.dataset != "usage-report":
                        self.children.setdefault(key, {}).setdefault(fold(row["product"]), set()).add(when)
                if f.dataset in TOKEN_DAYS and row.get("tokens_used") is not None:
                    product = fold(row.get("product") or row["offering"])
                    added[key + (product, when)] = added.get(key + (product, when), 0) + row["tokens_used"]
            self.tokens.update(added)
        self.spent = {}     # (team, person, offering) -> day -> tokens of all its products
        for (*key, _, when), value in self.tokens.items():
            days = self.spent.setdefault(tuple(key), {})
            days[when] = days.get(when, 0) + value

    # Who has left, who is away.

    def leave(self):
        # Of one address the newest file counts; of the configuration and other addresses the earliest day.
        stated = [(e["email"], day_of(e.get("left_on"))) for e in self.setting("people", "left")]
        stated += {address_of(r): r.get("left_on") for f in self.of("leavers") for r in f.rows}.items()
        self.left, self.absences = {}, []
        for address, on in stated:
            who, on = self.find(address), on or dt.date.min
            self.left[who] = min(on, self.left.get(who, on))
        for e in self.setting("absences"):
            self.absences.append((self.find(e["email"]), day_of(e["from"]), day_of(e["until"])))
        for f in self.of("absences"):
            for row in f.rows:
                self.absences.append((self.find(address_of(row)), row["from"], row["until"]))

    def absent(self, person, on):
        return any(p == person and first <= on <= last for p, first, last in self.absences)

    def has_left(self, person):
        return person in self.left and self.left[person] <= self.today

    # What is covered, and what is fresh.

    def covered(self, datasets, team):
        days = set()
        for f in self.of(datasets, team):
            if f.range: days |= set(days_between(*f.range))
        return days

    def expectation(self, dataset, team):
        """Whether the data set must come for the team, and its maximum age in days, None: it does not age."""
        age = {"users": 45, "subscriptions": 45, "groups": 60, "balances": 60}.get(dataset)
        if dataset in USAGE: age = 7 + self.settle + 7
        entries = (self.c.get("inputs") or {}).get("expect")
        if entries is None: entries = []
        mine = [e for e in entries if e["dataset"] == dataset]
        for e in mine:
            if isinstance(e.get("teams"), list) and team in [fold(t) for t in e["teams"]]:
                return True, self.maximum_age(e, age)
        for e in mine:
            if not isinstance(e.get("teams"), list):
                return team in self.teams_of_accounts() or team == "all", self.maximum_age(e, age)
        return False, age

    def maximum_age(self, entry, default):
        if entry.get("max_age"): return span(entry["max_age"])
        if entry.get("every") and entry["dataset"] in USAGE: return span(entry["every"]) + self.settle + 7
        return default

    def teams_of_accounts(self):
        """`teams: all`: every team with Users, Usage report or Subscriptions rows."""
        return {fold(r["team"]) for f in self.of(("users", "usage-report", "subscriptions"))
                for r in f.rows if r.get("team")}

    def fresh(self, dataset, team, as_of):
        age = self.expectation(dataset, team)[1]
        return as_of is not None and (age is None or (self.today - as_of).days <= age)

    def newest_of(self, files):
        """The files that reach farthest."""
        as_of = max(f.as_of for f in files)
        return [f for f in files if f.as_of == as_of]

    def seats(self):
        if self.made is None:
            teams = {t for f in self.of(("usage-report", "users")) for t in f.teams}
            self.made = [s for team in sorted(teams) for s in seats_of(self, team)]
        return self.made

    # Prices and rates.

    def priced(self, entries, key, name, team, value):
        """Entries of the team go before general ones, then the newest `since` that is not after today."""
        for mine in (True, False):
            chosen, newest = None, None
            for e in entries:
                since = day_of(e.get("since")) or dt.date.min
                if fold(e[key]) != name or since > self.today or bool(e.get("team")) != mine: continue
                if mine and fold(e["team"]) != team: continue
                if newest is None or since >= newest: chosen, newest = e[value], since
            if newest is not None: return chosen
        return None

    def rate(self, product, team):
        return self.priced(self.setting("flex", "rates"), "product", product, team, "tokens")

    @property
    def token_price(self):
        return (self.c.get("flex") or {}).get("token_price")


def address_of(row):
    """What stands in the e-mail cell."""
    return row.get("email") or row.get("second_hash")


def name_of(row):
    return " ".join(row[k] for k in ("first_name", "last_name") if row.get(k)) or None


# ---------------------------------------------------------------- enumerations

def role_of(row):
    text = row.get("role")
    if text is None: return None
    words = re.sub(r"[\s_-]+", " ", fold(text))
    if "primary" in words: return "primary"
    if "secondary" in words: return "secondary"
    if "sso" in words: return "sso"
    if "contract manager" in words: return "contract-manager"
    if "external" in words or "guest" in words: return "external"
    if words == "user": return "user"
    return "other"


def status_of(row):
    text = row.get("account_status")
    if text is None: return None
    if "pending" in fold(text) or "invited" in fold(text): return "pending"
    return fold(text) if fold(text) in ("active", "inactive") else "other"


def access_of(row):
    text = fold(row.get("access_option") or "")
    if any(w in text for w in ("flex", "token", "ppu")): return "flex"
    if any(w in text for w in ("sus", "subscription", "seat", "single")): return "subscription"
    if text: return "other"
    return "flex" if (row.get("tokens_used") or 0) > 0 else "subscription"


def kind_of(co, offering):
    digits = re.search(r"[0-9]+$", offering)
    is_year = digits and len(digits[0]) == 4 and 1980 <= int(digits[0]) <= 2099
    if digits and len(digits[0]) >= 4 and not is_year: return "capacity"
    if any(re.search(p, offering) for p in co.setting("offerings", "capacity")): return "capacity"
    flex = (co.c.get("offerings") or {}).get("flex")
    if any(re.search(p, offering) for p in (["^flex"] if flex is None else flex)): return "flex"
    return "seats"


# ---------------------------------------------------------------- seat

def seat_table(co):
    seats = co.seats()
    held = {}
    for s in seats:
        if s["assigned"] and s["access"] == "subscription":
            held.setdefault(s["person"], set()).add(fold(s["offering"]))
    for s in seats:
        s["covered_by"] = sorted(
            co.show("offering", fold(c["name"])) for c in co.setting("offerings", "collections")
            if fold(c["name"]) in held.get(s["person"], ())
            and fold(s["offering"]) in [fold(p) for p in c["products"]])
    return sorted(seats, key=lambda s: (s["team"], s["person"], s["offering"]))


class TeamUse:
    """What the seats of one team share."""

    def __init__(self, co, team):
        self.team = team
        self.reports = co.of("usage-report", team)
        self.day_files = [f for f in co.of(SEAT_DAYS, team) if f.tells_who()]
        self.users_file = co.newest("users", team)
        self.usage_known = bool(self.reports) or any(f.of(team) for f in self.day_files)
        self.covered = {d for f in self.day_files if f.range for d in days_between(*f.range)}
        self.token_covered = co.covered(TOKEN_DAYS, team)
        starts = [f.range[0] for f in self.reports + self.day_files if f.range]
        self.first_known = min(starts) if starts else co.of("users", team)[0].as_of
        if self.reports:
            self.file = self.reports[-1]
            self.as_of = self.file.as_of
            self.fresh = co.fresh("usage-report", team, self.as_of)
        else:
            self.file = self.users_file
            deciding = [self.users_file]
            if self.day_files: deciding += co.newest_of(self.day_files)
            self.as_of = min(f.as_of for f in deciding)
            self.fresh = all(co.fresh(f.dataset, team, f.as_of) for f in deciding if f.as_of == self.as_of)


def seats_of(co, team):
    use = TeamUse(co, team)
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


# ---------------------------------------------------------------- team and admin

def team_names(co):
    return {t for f in co.files for t in f.teams} | {fold(t) for t in co.configured_teams()}


def admins_of(co, team):
    """(person, role) of the admins in the order of the file, and whether the roles of the team are known."""
    file = co.newest("users", team)
    users = file.of(team) if file else []
    rows = [(co.person(r), role_of(r)) for r in users if role_of(r) in ROLES[:4] and co.person(r)]
    known = file is not None and file.has("role") and any(role == "primary" for _, role in rows) \
        and all(role_of(r) != "other" for r in users)
    if known: return rows, True
    stated = [(co.find(a["email"]), a["role"]) for a in co.setting("contacts", "admins") if fold(a["team"]) == team]
    names_primary = any(role == "primary" for _, role in stated)
    # Where the configuration names the primary, the other admins of the file stay.
    rows = stated + [(p, role) for p, role in rows if not (names_primary and role == "primary")]
    return rows, names_primary


def users_of(co, team):
    """Role and status of each person in the Users file: of several rows the highest role, then the first."""
    if team in co.users: return co.users[team]
    file, found = co.newest("users", team), {}
    rank = lambda row: ROLES.index(role_of(row)) if role_of(row) else len(ROLES)
    for row in sorted(file.of(team) if file else [], key=rank):
        role, status = found.get(co.person(row), (role_of(row), None))
        # A row without a status does not hide the one that has it.
        found[co.person(row)] = (role, status or status_of(row))
    co.users[team] = found
    return found


def fresh_roles(co, team, known):
    """What the configuration states does not age; nothing is not fresh."""
    file = co.newest("users", team)
    return co.fresh("users", team, file.as_of) if file else known


def manager_of(co, team):
    for wanted in (team, "all"):
        for e in co.setting("contacts", "contract_managers"):
            if e.get("team") and fold(e["team"]) == wanted: return co.find(e["email"])
    return None


def team_table(co):
    return sorted((team_row(co, team) for team in team_names(co)), key=lambda t: t["name"])


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
    for team in team_names(co):
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
    as_of = {(fold(s["team"]), s["person"], fold(s["offering"])): s["as_of"] for s in co.seats()}
    return max((min(max(days), as_of.get(key, dt.date.max)) for key, days in co.used.items() if key[1] == person),
               default=None)


# ---------------------------------------------------------------- balance

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
    teams = {key[0] for key in co.tokens}
    teams |= {team for team in team_names(co) if packs_of(co, team) or stated_of(co, team)}
    return sorted((balance_row(co, team) for team in teams), key=lambda b: b["team"])


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


# ---------------------------------------------------------------- subscription

TERMS = {"monthly": ["monthly", "month", "1 month"], "annual": ["annual", "annually", "yearly", "year", "1 year", "12 months"],
         "3-year": ["3 year", "3 years", "36 months"]}
MONTHS = {"monthly": 1, "annual": 12, "3-year": 36}


def subscription_table(co):
    teams = {t for f in co.of("subscriptions") for t in f.teams}
    return sorted((s for team in teams for s in subscriptions_of(co, team)), key=lambda s: (s["team"], s["id"]))


def subscriptions_of(co, team):
    files = co.of("subscriptions", team)
    twice = set()       # what stood on two lines of one file
    for f in files:
        ids = [plain_id(r) for r in lines_of(f, team)]
        twice |= {i for i in ids if ids.count(i) > 1}
    snapshots = [(f, merged(lines_of(f, team), twice)) for f in files]
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
    s["id"] = r.get("subscription_id") or f"{s['contract'] or ''}/{s['offering']}"
    if r["doubled"] and ends: s["id"] += f"/{ends}"
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


def manager_of_contract(co, contract):
    for e in co.setting("contacts", "contract_managers"):
        if contract and e.get("contract") and fold(str(e["contract"])) == fold(contract): return co.find(e["email"])
    return None


# ---------------------------------------------------------------- dataset

def dataset_table(co):
    keys = {(f.dataset, team) for f in co.files for team in f.teams}
    keys |= {(f.dataset, "all") for f in co.files if f.dataset in WITHOUT_TEAM}
    for e in co.setting("inputs", "expect"):
        if e["dataset"] in WITHOUT_TEAM: keys.add((e["dataset"], "all"))
        elif isinstance(e.get("teams"), list): keys |= {(e["dataset"], fold(t)) for t in e["teams"]}
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


TABLES = {"seat": seat_table, "subscription": subscription_table, "team": team_table, "admin": admin_table, "balance": balance_table,
          "dataset": dataset_table}


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--config", required=True)
    p.add_argument("--inbox", required=True)
    p.add_argument("--now", required=True)
    p.add_argument("table", choices=TABLES)
    a = p.parse_args()
    with open(a.config, encoding="utf-8") as f: config = json.load(f)
    rows = TABLES[a.table](Company(config, a.inbox, instant_of(a.now)))
    print(json.dumps(rows, default=str, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
