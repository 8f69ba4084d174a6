"""Exports as rows of typed cells, with what a sidecar, a name and a time of modification say about them."""
import csv
import datetime as dt
import functools
import io
import json
import os
import re
import unicodedata

import calendars

DAY = dt.timedelta(days=1)
ALREADY = dt.date.min    # the day on which someone without a date has left
ABSENT = {"", "-", "n/a", "*****"}
USAGE = ("usage-report", "usage", "seat-usage", "token-usage", "token-flex")
SEAT_DAYS = ("usage", "seat-usage")
TOKEN_DAYS = ("token-usage", "token-flex")
WITHOUT_TEAM = ("groups", "leavers", "absences")
ROLES = ["primary", "secondary", "sso", "contract-manager", "user", "external", "other"]


@functools.lru_cache(maxsize=None)
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
        if self.name.endswith(".ics"):
            self.columns, self.dataset, self.refused = ["email", "from", "until"], "absences", 0
            self.rows = calendars.absences_in(self.bytes.decode("utf-8-sig"))
            return
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
