"""Everything that the files up to a moment and the configuration say: people, names, history, absences, prices."""
import datetime as dt
import hashlib
import os
import re
from zoneinfo import ZoneInfo

from exports import (ALREADY, DAY, ROLES, TOKEN_DAYS, USAGE, WITHOUT_TEAM, File, day_of, days_between, fold, span)


class Company:
    """Everything that the files up to now and the configuration say."""

    def __init__(self, config, inbox, now):
        self.c, self.now = config, now
        self.made = {}      # what is computed once
        self.today = now.astimezone(ZoneInfo(config.get("timezone", "UTC"))).date()
        self.settle = span(config.get("inputs", {}).get("settle") or "2d")
        names = sorted(n for n in os.listdir(inbox) if n.endswith((".csv", ".ics")))
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
        self.last_seen, names = {}, {}
        for marks, row in seen:
            root = self.root(marks[0])
            for kind, text in marks: self.last_seen[root, kind] = text
            # The id is shown as it was spelled last.
            if row.get("user_id"): self.last_seen[root, "id"] = row["user_id"]
            if name_of(row): names[root] = name_of(row)
        # The key is that of the newest address, so it is known at the end alone.
        self.names = {self.key(root): name for root, name in names.items()}
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
                for key in ("team", "offering", "product", "group"):
                    if row.get(key): self.shown[key, fold(row[key])] = row[key]
            if f.side_team and not f.of(fold(f.side_team)) and f.dataset not in WITHOUT_TEAM:
                self.shown["team", fold(f.side_team)] = f.side_team

    def configured_teams(self):
        lists = [("contacts", "admins"), ("contacts", "contract_managers"), ("prices",), ("flex", "rates"),
                 ("flex", "packs"), ("flex", "balances"), ("flex", "budgets")]
        names = [e["team"] for path in lists for e in self.setting(*path) if e.get("team")]
        for e in self.setting("inputs", "expect"):
            names += named_teams(e) or []
        names += [e["team"] for e in self.setting("groups", "defaults")]
        fetched = (self.c.get("fetch") or {}).get("teams")
        if isinstance(fetched, list): names += fetched
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
            who, on = self.find(address), on or ALREADY
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
            if team in [fold(t) for t in named_teams(e) or []]:
                return True, self.maximum_age(e, age)
        for e in mine:
            if named_teams(e) is None:
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

    def team_names(self):
        """Every team of a data set or of the configuration, folded."""
        return {t for f in self.files for t in f.teams} | {fold(t) for t in self.configured_teams()}

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


def named_teams(entry):
    """The teams that an expectation names; None for all."""
    teams = entry.get("teams") or "all"
    if isinstance(teams, list): return teams
    return None if teams == "all" else [teams]


def address_of(row):
    """What stands in the e-mail cell."""
    return row.get("email") or row.get("second_hash")


def name_of(row):
    return " ".join(row[k] for k in ("first_name", "last_name") if row.get(k)) or None


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

