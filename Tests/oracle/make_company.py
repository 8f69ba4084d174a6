#!/usr/bin/env python3
"""Small random companies with every oddity that the definitions of the facts speak of.

    make_company.py SEED FOLDER

writes FOLDER/config.json and the exports in FOLDER/given, and prints the moment to look at them. The same seed
gives the same bytes and times of modification. Everybody in them is made up.
"""
import csv
import datetime as dt
import hashlib
import io
import json
import os
import random
import sys
import unicodedata

DAY = dt.timedelta(days=1)
TEAMS = ["Acme North", "Zoë & Søn", "beta works", "Ångström Studio", "Werk 7", "Οδός Αθηνάς", "İzmir Straße"]
COLLECTIONS = {"Building & Design Collection": ["Draft Pro", "Vector", "Terrain 3D"],
               "Média Collection": ["Vector", "Motion", "Shade"]}
OFFERINGS = list(COLLECTIONS) + ["Draft Pro", "Vector", "Terrain 3D", "Motion", "Draft Pro 2026", "Forma 5000",
                                 "Flex", "Café Render", "Cloud Credits", "Point 01985"]
FIRST = ["Ada", "Zoë", "Łucja", "Ümit", "O'Neil", "Mary Ann", "李", "Bo", "Éloïse", "Sam"]
LAST = ["Sample", "Müller", "van der Probe", "Ångström", "Example, Jr", "Test", "Øre", "Smith"]
ROLES = {"primary": ["Primary admin", "primary_admin", "PRIMARY ADMIN"],
         "secondary": ["Secondary admin", "secondary admin"], "sso": ["SSO admin", "sso_admin"],
         "contract-manager": ["Contract manager", "contract_manager"],
         "user": ["User", "user"], "external": ["External user", "Guest"]}
CALENDARS = True
GROUPS = ["Site Engineers", "Modellers", "Bâtiment"]
FOREIGN = ["Hauptadministrator", "Benutzer", "Administrateur"]
ODDITIES = """a leaver without a date; a leaver in future; leavers in a file; leavers in the configuration; a hashed team; a shy person;
an address that changed; a person with an id alone; an address that is none; an e-mail cell with a hashed id; a row of nobody;
ranges that overlap; a gap between ranges; a leap day in the days; a year's end in the days; the first of a month; a month's end;
a column that is absent; a report of active people only; a report of thirty days; several reports of a team;
a team with users alone; a team with use but no report; a team that the sidecar names; a file without rows;
tokens without offerings; tokens of another number later; a token-flex file; a seat and Flex of one key;
a child product that the configuration lacks; collections; a price of a team; a price of later; a product without a rate;
packs in a file; packs in the configuration; a balance of tomorrow; budgets;
a subscription under a new number; a subscription that is missing from a file; an id on two lines; two ends of one id;
no column of renewals; a reseller; a monthly term; a person who comes; a person who goes; another primary admin;
a role in another language; no column of roles; a pending admin; admins in the configuration;
absences in a file; absences in a calendar; absences in the configuration; groups; several groups files; a group that assigns;
a default assignment; a contract manager of a contract; a contract manager of a team; a contract manager of all;
times by a sidecar; times by a name; times by the file system; a file of later than now; the same bytes again; the very same file twice;
another case; NFD; spaces; a line of bad cells; changes kept otherwise; pools otherwise; renewals otherwise;
expectations; a year of use and all prices; a time zone other than UTC; a plan; a drill""".replace("\n", " ").split("; ")
# Parts of the names of columns that a Usage report and a file of use are never without here.
REPORT_NEEDS = ("seat", "team", "hash", "mail", "id", "offering", "product")
NOWS = ["2024-03-01T05:00:00Z", "2024-03-14T22:30:00Z", "2025-01-02T08:00:00Z", "2025-03-01T23:15:00Z",
        "2026-01-01T00:30:00Z", "2026-11-24T08:00:00Z", "2026-07-31T12:00:00Z", "2028-02-29T11:00:00Z",
        "2025-12-31T13:00:00Z", "2027-03-31T20:00:00Z"]


def months_later(day, count):
    month = day.year * 12 + day.month - 1 + count
    last = (dt.date(month // 12, month % 12 + 1, 28) + DAY * 4).replace(day=1) - DAY
    return last.replace(day=min(day.day, last.day))


class Person:
    def __init__(self, chance, number):
        self.first, self.last = chance.choice(FIRST), chance.choice(LAST)
        self.email = f"person{number}@{chance.choice(['example.com', 'acme.example', 'x.example.org'])}"
        self.old_email = f"before{number}@example.com" if chance.random() < 0.15 else None
        self.hash = hashlib.sha1(str((number, chance.random())).encode()).hexdigest()
        self.id = chance.choice([f"user.{number}", f"ID{number:03}XK", f"Ada.{number}"])
        if chance.random() < 0.03: self.email = f"no.address.{number}"
        self.only_id = chance.random() < 0.08     # neither an address nor a hash
        self.shy = chance.random() < 0.1     # never with an address
        self.has_id = chance.random() < 0.8

    def address(self, chance, on, married):
        text = self.old_email if self.old_email and on < married else self.email
        return text.upper() if chance.random() < 0.1 else text


class Seat:
    def __init__(self, chance, team, person, offering, first, last):
        self.team, self.person, self.offering = team, person, offering
        self.assigned = chance.random() < 0.8
        known = chance.random() < 0.8
        self.given = first + DAY * chance.randrange(-200, (last - first).days + 3) if known else None
        self.taken = last - DAY * chance.randrange(0, 200) if not self.assigned and chance.random() < 0.7 else None
        frequency = chance.choice([0, 0, 0.01, 0.05, 0.3, 0.7])
        start = first + DAY * chance.randrange((last - first).days + 1) if chance.random() < 0.3 else first
        end = last - DAY * chance.choice([0, 0, 0, 5, 31, 62, 95, 130])
        self.days = {}   # day -> child products
        self.products = COLLECTIONS.get(offering, [offering])
        for i in range((end - start).days + 1):
            if chance.random() < frequency:
                self.days[start + DAY * i] = chance.sample(self.products, chance.randint(1, len(self.products)))
        self.has_flex = chance.random() < 0.4
        self.version = chance.choice(["2024", "2026", "cloud", ""])
        self.group = chance.choice(["", "", "Site Engineers", "Modellers"])


class Company:
    def __init__(self, seed):
        self.chance = chance = random.Random(seed)
        self.oddities = set()
        self.now = dt.datetime.fromisoformat(chance.choice(NOWS).replace("Z", "+00:00"))
        self.now += dt.timedelta(hours=chance.randrange(48))
        self.last = self.now.date()
        # Of some companies nearly everything is known: a year of use without a gap, all prices and rates.
        self.known = self.odd("a year of use and all prices", chance.random() < 0.25)
        self.first = self.last - DAY * (420 if self.known else chance.choice([20, 45, 100, 200, 372, 420]))
        self.married = self.last - DAY * chance.randrange(1, 150)
        self.teams = chance.sample(TEAMS, chance.randint(1, 4))
        self.people = [Person(chance, n) for n in range(chance.randint(3, 30))]
        self.addressed = [p for p in self.people if "@" in p.email] or [Person(random.Random(1), 99)]
        self.hashed = {t: chance.random() < 0.15 for t in self.teams}
        self.members = {t: chance.sample(self.people, chance.randint(1, len(self.people))) for t in self.teams}
        self.seats = [Seat(chance, t, p, o, self.first, self.last) for t in self.teams for p in self.members[t]
                      for o in chance.sample(OFFERINGS, chance.choice([0, 1, 1, 2, 3]))]
        self.users_only = {t for t in self.teams if chance.random() < 0.15}     # no use is known
        self.no_report = {t for t in self.teams if chance.random() < 0.1} | self.users_only
        self.purchases = []
        for t in self.teams:
            for _ in range(chance.choice([0, 2, 5, 9])): self.purchases.append(self.bought(t))
        self.files = []     # (name, bytes, sidecar, time of modification)
        self.stays = {(t, p): self.stay() for t in self.teams for p in self.members[t]}
        if any(self.hashed.values()): self.odd("a hashed team")
        for team in self.users_only: self.odd("a team with users alone")
        for team in self.no_report - self.users_only: self.odd("a team with use but no report")
        if (self.last + DAY).day == 1: self.odd("a month's end")
        if self.last.day == 1: self.odd("the first of a month")

    def odd(self, oddity, truth=True):
        """Notes an oddity that the company has."""
        if truth: self.oddities.add(oddity)
        return truth

    def stay(self):
        """From when until when a person is a user of a team."""
        before = lambda: self.last - DAY * self.chance.randrange(1, 60)
        return (before() if self.chance.random() < 0.08 else dt.date.min, before() if self.chance.random() < 0.08 else dt.date.max)

    def spell(self, text):
        """Now and then another spelling of the same name."""
        variant = self.chance.random()
        if self.odd("another case", variant < 0.08): return text.upper() if variant < 0.04 else text.lower()
        if self.odd("NFD", variant < 0.12): return unicodedata.normalize("NFD", text)
        if self.odd("spaces", variant < 0.15): return f" {text} " if variant < 0.14 else f"\u00a0{text}"
        return text

    # ------------------------------------------------------------ how a file looks

    def add(self, stem, header, rows, on, first=None, last=None, team=None, bad=True, plain=False):
        """A file of `on`, with a sidecar, a date in its name, or only a time of modification."""
        chance = self.chance
        if not rows: self.odd("a file without rows")
        if team: self.odd("a team that the sidecar names")
        if bad and self.odd("a line of bad cells", chance.random() < self.bad_share):
            for _ in range(chance.randint(1, 2)):
                rows.insert(chance.randrange(len(rows) + 1), self.bad_row(header, rows))
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator=chance.choice(["\n", "\r\n"]))
        writer.writerow(header)
        writer.writerows(rows)
        data = text.getvalue().encode()
        if chance.random() < 0.1: data = b"\xef\xbb\xbf" + data
        number, side = len(self.files), {}
        exported = dt.datetime.combine(on, dt.time(chance.randrange(24), chance.randrange(60)), dt.timezone.utc)
        way = chance.choice(["sidecar", "name", "time"])
        if plain or way == "name":
            name, exported = f"{stem}-{number}-{on}.csv", None
            if chance.random() < 0.1: name = f"{stem}-{number}-{on - DAY * 30}_{on}-2099-13-45.csv"
        else: name = f"{stem}-{number}.csv"
        if way == "sidecar" and not plain:
            offset = chance.choice([None, 2, -8])
            if offset is None: side["exported_at"] = exported.strftime("%Y-%m-%dT%H:%M:%SZ")
            else:
                zone = dt.timezone(dt.timedelta(hours=offset))
                side["exported_at"] = exported.astimezone(zone).isoformat(timespec="seconds")
        if exported and exported > self.now + DAY: return
        if exported and exported > self.now: self.odd("a file of later than now")
        self.odd("times by a sidecar" if way == "sidecar" and not plain else "times by a name" if exported is None else "times by the file system")
        if first and chance.random() < 0.7:
            side |= chance.choice([{"from": str(first), "to": str(last)}] * 8 + [{"from": str(first)}, {"to": str(last)}])
        if team: side["team"] = self.spell(team).strip()
        if side and chance.random() < 0.5: side["origin"] = f"export {number}"
        modified = exported or dt.datetime.combine(on, dt.time(9), dt.timezone.utc)
        self.files.append((name, data, side, modified))
        if chance.random() < 0.03 and not side and exported is None:
            self.odd("the very same file twice")
            self.files.append((f"{stem}-{number}-again-{on}.csv", data, side, modified))
        if chance.random() < 0.05 and exported is None and on < self.last:
            self.odd("the same bytes again")
            self.files.append((f"{stem}-{number}-{on + DAY}.csv", data, side, modified))

    def bad_row(self, header, rows):
        row = list(rows[0]) if rows else ["x"] * len(header)
        kind = self.chance.random()
        numeric = [i for i, h in enumerate(header) if h.lower().replace(" ", "_") in
                   ("day_used", "days_used", "tokens_used", "last_accessed", "seat_quantity")]
        if kind < 0.5 or not numeric: return row + ["one cell", "too many"]
        row[self.chance.choice(numeric)] = "soon"
        return row

    def person_cells(self, person, team, on):
        """email, hashed id, Autodesk id, first name, last name."""
        chance = self.chance
        if self.odd("a person with an id alone", person.only_id):
            id = person.id.upper() if chance.random() < 0.3 else person.id
            return [chance.choice(["", "*****"]), "", id, person.first, person.last]
        if self.hashed[team] or self.odd("a shy person", person.shy):
            blank = chance.choice(["", "*****"])
            email = person.hash if self.odd("an e-mail cell with a hashed id", chance.random() < 0.3) else blank
            return [email, person.hash, blank, blank, blank]
        email = person.address(chance, on, self.married)
        self.odd("an address that changed", email.lower().startswith("before"))
        self.odd("an address that is none", "@" not in email)
        return [email, person.hash, person.id if person.has_id else "", person.first, person.last]

    # ------------------------------------------------------------ data sets

    def usage_report(self, on, teams, length, generation):
        chance = self.chance
        first, last = on - DAY * (length - 1), on
        rows = []
        hide = self.odd("a report of active people only", chance.random() < 0.1)
        if length == 30: self.odd("a report of thirty days")
        for s in self.seats:
            if s.team not in teams or s.team in self.no_report: continue
            if s.given and s.given > on: continue
            within = [d for d in s.days if first <= d <= last]
            assigned = s.assigned or (s.taken is not None and s.taken > on)
            if not assigned and not within and chance.random() < 0.5: continue
            if hide and not within: continue
            inactive = (on - max((d for d in s.days if d <= on), default=first)).days
            email, hash, id, given, family = self.person_cells(s.person, s.team, on)
            stamp = lambda d: f"{d}{chance.choice(['T00:00:00Z', 'T21:20:32Z', ' 23:30:00', 'T23:30:00-05:00', ''])}" \
                if d else ""
            row = [hash, given, family, email, id, self.spell(s.team), s.group, self.spell(s.offering), s.version,
                   "assigned" if assigned else "unassigned", stamp(s.given) if assigned else "",
                   stamp(s.taken) if not assigned else "", "active" if within else "inactive",
                   "" if within else str(min(inactive, length)), chance.choice(["Subscription"] * 4 + ["", "Single user"]),
                   str(len(within)), f"{len(within) / max(1, length / 30):.1f}", "", str(max(within)) + chance.choice(["", "", " 00:00:00"]) if within else ""]
            rows.append(row)
            if self.odd("a seat and Flex of one key", s.has_flex):
                flex = list(row)
                flex[9] = chance.choice(["unassigned", "unassigned", "assigned"])
                flex[10] = ""
                flex[14] = chance.choice(["Flex", "", "PPU tokens", "Enterprise"])
                flex[17] = chance.choice(["", "0", "70", "12.5"])
                flex[18] = str(max(first, last - DAY * chance.randrange(60))) if chance.random() < 0.7 else ""
                rows.append(flex)
        chance.shuffle(rows)
        header = self.report_header(generation)
        stays = chance.random() < 0.5
        team = chance.choice(teams) if chance.random() < 0.1 else None
        if len(teams) == 1 and chance.random() < 0.2:      # the team stands in the sidecar alone
            column, team = chance.choice([5, None]), teams[0]
            for row in rows: row[5:6] = [] if column else [chance.choice(["", row[5]])]
            if column: header = header[:5] + header[6:]
        if not rows and not team: return
        if chance.random() < 0.12: header, rows = self.without_columns(header, rows, REPORT_NEEDS)
        self.add("report", header, rows, on, first if stays else None, last, team)

    def without_columns(self, header, rows, needed):
        """The same without some of the columns that may be absent."""
        self.odd("a column that is absent")
        free = [h for h in header if not any(word in h.lower() for word in needed)]
        gone = {header.index(h) for h in self.chance.sample(free, self.chance.randint(1, len(free)))}
        keep = lambda cells: [c for i, c in enumerate(cells) if i not in gone]
        return keep(header), [keep(row) for row in rows]

    def report_header(self, generation):
        if generation == "A":
            return ("hashed_user_id,first_name,last_name,email,userid,team_name,group,offering_name,product_version,"
                    "seat_assignment,assigned_date,unassigned_date,user_activity,days_inactive,usage_type,days_used,"
                    "monthly_average,tokens_used,last_accessed_date").split(",")
        if generation == "B":
            return ("Hashed Autodesk ID,First name,Last name,Email,Autodesk ID,Team,Group,Product,Version,"
                    "Seat assignment,Assigned date,Unassigned date,User activity,Days inactive,Access option,"
                    "Days used,Monthly average,Tokens used,Last accessed").split(",")
        return ("hashed_autodesk_id,first_name,last_name,email,autodesk_id,team_alias,group,offering_name,version,"
                "seat_assignment,assigned_date,unassigned_date,user_activity,days_inactive,access_option,days_used,"
                "monthly_average,tokens_used,last_accessed").split(",")

    def day_rows(self, teams, first, last):
        for s in self.seats:
            if s.team not in teams or s.team in self.users_only: continue
            for d in sorted(s.days):
                if first <= d <= last:
                    for product in s.days[d]: yield s, d, product

    def usage(self, on, teams, first, last):
        chance = self.chance
        rows = []
        for s, d, product in self.day_rows(teams, first, last):
            email, hash, id, given, family = self.person_cells(s.person, s.team, d)
            rows.append([str(d), email, given, family, id, hash, self.spell(s.offering), self.spell(product),
                         s.version, chance.choice(["Subscription", "Flex"]), self.spell(s.team)])
            if chance.random() < 0.01: rows[-1][0] = f"{d} {chance.choice(['00:00:00', '22:10:00'])}"
        header = chance.choice([
            "day_used,email,first_name,last_name,autodesk_id,hashed_autodesk_id,offering_name,product_name,version,"
            "access_option,team_alias",
            "Day used,Email,First name,Last name,Autodesk ID,Hashed Autodesk ID,Product,Feature,Version,"
            "Access option,Team"]).split(",")
        team = teams[0] if not rows or chance.random() < 0.1 else None
        self.add("usage", header, rows, on, first, last, team)

    def seat_usage(self, on, teams, first, last):
        chance = self.chance
        rows = []
        american = chance.random() < 0.4 and any(d.day > 12 for _, d, _ in self.day_rows(teams, first, last))
        for s, d, product in self.day_rows(teams, first, last):
            email, _, _, given, family = self.person_cells(s.person, s.team, d)
            if american: rows.append([f"{d:%m/%d/%Y}", email, given, family, s.offering, s.version, s.team])
            else: rows.append([str(d), email, given, family, self.spell(s.offering), s.version, self.spell(s.team)])
        header = "Day used,Email,First name,Last name,Product,Version,Team".split(",")
        if american: header = "day_used,email,first_name,last_name,product_name,version,team_alias".split(",")
        if rows: self.add("seat-usage", header, rows, on, first, last)

    def token_usage(self, on, teams, first, last, again):
        chance = self.chance
        rows, hashes = [], chance.random() < 0.3
        for s, d, product in self.day_rows(teams, first, last):
            if not s.has_flex and chance.random() < 0.8: continue
            email, hash, _, given, family = self.person_cells(s.person, s.team, d)
            if self.odd("a row of nobody", chance.random() < 0.03): email, hash, given, family = "", "", "", ""
            tokens = chance.choice(["0", "7", "10", "2.5", "14"])
            if again and chance.random() < 0.3: continue
            self.odd("tokens of another number later", again)
            row = [str(d), email, given, family, self.spell(s.offering),
                   self.spell(product) if chance.random() < 0.9 else "", self.spell(s.team), tokens]
            rows += [row + [hash]] * (2 if chance.random() < 0.05 else 1)
        if chance.random() < 0.2: rows = [r[:4] + [r[4], ""] + r[6:] for r in rows]
        header = "Day used,Email,First name,Last name,Product,Feature,Team,Tokens used".split(",")
        if hashes: header += ["Hashed Autodesk ID"]
        else: rows = [r[:-1] for r in rows]
        if self.odd("tokens without offerings", chance.random() < 0.15):     # the product is one
            rows, header = [r[:4] + [r[5] or r[4]] + r[6:] for r in rows], header[:4] + header[5:]
        team = teams[0] if not rows else None
        self.add("tokens", header, rows, on, first, last, team)

    def token_flex(self, on, team):
        chance = self.chance
        first = on - DAY * chance.choice([10, 40, 120])
        rows = []
        for i in range((on - first).days + 1):
            for code, name in (("ACD", "Draft Pro"), ("FCM", "N/A"), ("VEC", "Vector")):
                if chance.random() < 0.3:
                    rows.append(["1", "CY", "DESKTOP_PRODUCT", f"{first + DAY * i} 00:00:00", code, name,
                                 chance.choice(["0.0", "5.0", "40.5"]), ""])
        header = "contractYear,tokenPool,usageCategory,usageDate,productLineCode,productName,tokensConsumed,".split(",")
        if chance.random() < 0.4:      # of persons
            header.insert(0, "userName")
            rows = [[chance.choice(self.people).id] + r for r in rows]
        if rows: self.add("flex", header, rows, on, first, on, team, bad=False)
        self.odd("a token-flex file", bool(rows))

    def users(self, on, teams, generation):
        chance = self.chance
        rows, foreign = [], {t: self.odd("a role in another language", chance.random() < 0.1) for t in teams}
        with_role, only_assigned = chance.random() < 0.9, chance.random() < 0.15
        self.odd("no column of roles", not with_role)
        for t in teams:
            admins = iter(["primary", chance.choice(["secondary", "user"]), chance.choice(["sso", "user"]),
                           chance.choice(["contract-manager", "user", "secondary"])])
            if chance.random() < 0.08: next(admins)
            members = [p for p in self.members[t] if self.stays[t, p][0] <= on < self.stays[t, p][1]]
            for p in self.members[t]:
                self.odd("a person who comes", self.stays[t, p][0] > on)
                self.odd("a person who goes", self.stays[t, p][1] <= on)
            if self.odd("another primary admin", len(members) > 1 and chance.random() < 0.15): members[:2] = members[1::-1]
            for p in members:
                role = next(admins, "user" if chance.random() < 0.95 else "external")
                text = chance.choice(FOREIGN) if foreign[t] else chance.choice(ROLES[role])
                if role == "user" and chance.random() < 0.02: text = ""
                if role == "user" and chance.random() < 0.02: text = chance.choice(FOREIGN)
                status = chance.choice(["Active"] * 8 + ["Pending", "Invited (sent)", "Inactive", "Blocked", ""])
                mine = [s for s in self.seats if s.team == t and s.person is p and s.assigned]
                if not mine and only_assigned and role == "user": continue
                for s in mine or [None]:
                    if chance.random() < 0.1: text = chance.choice(ROLES[chance.choice(["user", "secondary", role])])
                    if chance.random() < 0.05: status = chance.choice(["", "Pending", "Active"])
                    self.odd("a pending admin", "admin" in text.lower() and status.startswith(("Pend", "Inv")))
                    email, _, id, given, family = self.person_cells(p, t, on)
                    rows.append([id, email, given, family, text, status, self.spell(s.offering) if s else "",
                                 s.products[0] if s else "", self.spell(t)])
        header = {"A": "autodesk_id,email,first_name,last_name,role,account_status,offering_name,product_name,team_alias",
                  "B": "Autodesk ID,Email,First name,Last name,Role,Account status,Product,Feature,Team",
                  "C": "autodesk_id,email,first_name,last_name,role,account_status,offering_name,product_name,team_alias",
                  }[generation].split(",")
        drop = ([] if with_role else [4]) + ([5] if generation != "C" else [])
        keep = [i for i in range(len(header)) if i not in drop]
        rows = [[r[i] for i in keep] for r in rows]
        team = chance.choice(teams) if chance.random() < 0.1 else None
        if rows or team: self.add("users", [header[i] for i in keep], rows, on, team=team)

    def bought(self, team):
        """What a team has bought: texts of the columns, a day in its term, and how its seats change."""
        chance, resold = self.chance, self.chance.random() < 0.4
        term = chance.choice(["Monthly", "Annual", "Annual", "yearly", "1 Year", "12 months", "3 Year", "36-months",
                              "3-year", "", "Biennial", "monthly"])
        months = {"m": 1, "3": 36}.get(term[:1].lower() or "1", 12)
        day = self.last + DAY * chance.choice([-400, -40, -31, -16, -3, -1, 0, 1, 2, 31, 89, 90, 91, 200, 364])
        if chance.random() < 0.2: day = dt.date(day.year, chance.choice([1, 3, 5, 8, 10, 12]), 31)
        if chance.random() < 0.1: day = dt.date(day.year - day.year % 4, 2, 29)
        reseller = chance.choice([["Example CAD", "orders@reseller.example"], ["Example CAD", ""], ["Zeichen & Søn", "cad@søn.example"],
                                  ["Third Ltd", " "], ["", "Orders@Reseller.example"]]) if resold else ["", ""]
        number = f"574{len(self.purchases):03}" if not resold or chance.random() < 0.1 else ""
        if chance.random() < 0.1: number = ""
        return {"team": team, "id": number, "contract": chance.choice(["00110", "00111", "ab-7"]) if not number else
                chance.choice(["", "00110"]), "offering": chance.choice(OFFERINGS), "term": term, "months": months,
                "due": day, "renews": chance.choice([True, True, False]) and not resold, "reseller": reseller,
                "seats": [chance.choice(["", "0", "1", "7", "25", "1000", "12.0"])] * chance.choice([1, 1, 2, 4]) + [
                    chance.choice(["30", "5", ""])],
                "renumbered": bool(resold and not number and chance.random() < 0.5), "gap": chance.choice([0, 0, 0, 3, 44, 45, 46]),
                "knows": chance.random() < 0.7, "status": chance.choice(["Active", "", "expired", "EXPIRED", "Expired "])}

    def subscriptions(self, on, teams):
        """A file of a day: what is renewed by then has moved on, unless the vendor has not got round to it."""
        chance, rows = self.chance, []
        for s in self.purchases:
            if s["team"] not in teams or self.odd("a subscription that is missing from a file", chance.random() < 0.07): continue
            due, contract, gap = s["due"], s["contract"], 0
            while s["knows"] and due < on:
                due = months_later(due, s["months"])
                if self.odd("a subscription under a new number", s["renumbered"]): contract, gap = f"{s['contract']}-{due}", s["gap"]
            start = months_later(due, -s["months"]) + DAY * gap
            self.odd("a reseller", any(s["reseller"]))
            self.odd("a monthly term", s["months"] == 1)
            end, renewal = due - DAY, str(due) if s["renews"] else ""
            if chance.random() < 0.1: end = due
            status = s["status"] if end < on else "Active"
            seats = s["seats"][min(len(s["seats"]) - 1, chance.randrange(6))]
            cell = lambda text: text if chance.random() < 0.96 else chance.choice(["", "N/A"])
            rows.append([s["id"], contract, self.spell(s["offering"]), seats, cell(str(start)), cell(str(end)),
                         renewal if chance.random() < 0.95 else str(due + DAY * 400), cell(status), s["term"],
                         *s["reseller"], self.spell(s["team"])])
            if self.odd("an id on two lines", chance.random() < 0.06): rows.append(list(rows[-1]))
            if self.odd("two ends of one id", chance.random() < 0.06):
                rows.append(rows[-1][:3] + ["3", str(start), str(end + DAY * 30)] + rows[-1][6:])
        header = ("subscription_id,contract_number,offering_name,seat_quantity,start_date,end_date,autorenew_date,"
                  "subscription_status,term,reseller_name,reseller_email,team_alias").split(",")
        if self.odd("no column of renewals", chance.random() < 0.15):
            rows, header = [r[:6] + r[7:] for r in rows], header[:6] + header[7:]
        team = teams[0] if not rows or chance.random() < 0.1 else None
        self.add("subscriptions", header, rows, on, team=team)

    def groups(self, on):
        chance, rows = self.chance, []
        types = {g: chance.choice(["Manual", "Directory", "SCIM", ""]) for g in GROUPS}
        for p in self.people:
            for _ in range(chance.choice([0, 0, 1, 1, 2])):
                group = chance.choice(GROUPS)
                email = self.person_cells(p, self.teams[0], on)[0]
                if email in ("", "*****") and not p.only_id: email = p.hash
                role = chance.choice(["User", "User", "User", "Primary admin", "Secondary admin", "Group owner", ""])
                rows.append([self.spell(group), types[group], email, role])
        if rows: self.add("groups", ["Group", "Group type", "Email", "Role"], rows, on)
        self.odd("groups", bool(rows))

    def any_address(self):
        p = self.chance.choice(self.addressed)
        return self.chance.choice([p.email, p.old_email or p.email, p.email.upper()])

    def absence(self):
        first = self.last + DAY * self.chance.choice([-100, -40, -7, -3, -2, -1, 0, 1, self.chance.randrange(-120, 40)])
        return first, first + DAY * self.chance.choice([0, 1, 7, 30, 100])

    def calendar(self, on):
        """Absences as events."""
        chance = self.chance
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Made up//Calendar//EN"]
        for n in range(chance.randint(1, 4)):
            (first, last), way = self.absence(), chance.choice(["attendee", "organizer", "summary"])
            day = lambda d: f"{d:%Y%m%d}"
            lines += ["BEGIN:VEVENT", f"UID:{n}-{on}@example.com", f"DTSTAMP:{day(on)}T080000Z"]
            lines += chance.choice([
                [f"DTSTART;VALUE=DATE:{day(first)}", f"DTEND;VALUE=DATE:{day(last + DAY)}"],
                [f"DTSTART;VALUE=DATE:{day(first)}", f"DURATION:P{(last - first).days + 1}D"],
                [f"DTSTART;VALUE=DATE:{day(first)}"],
                [f"DTSTART:{day(first)}T090000", f"DTEND:{day(last)}T170000"]])
            if way == "attendee":
                for _ in range(chance.randint(1, 2)):
                    lines.append(f'ATTENDEE;CN="Away: {chance.choice(LAST)}; of the team";PARTSTAT=ACCEPTED:{chance.choice(["mailto", "MAILTO"])}:{self.any_address()}')
            if way == "organizer": lines.append(f"ORGANIZER;CN=Somebody:mailto:{self.any_address()}")
            text = f"Vacation of {self.any_address()}" if way == "summary" else "Vacation\\, at last"
            lines.append(f"SUMMARY:{text}")
            if chance.random() < 0.1: lines.append("STATUS:CANCELLED")
            lines.append("END:VEVENT")
        lines.append("END:VCALENDAR")
        # Lines are folded after 75 bytes at most.
        folded = [l if len(l) < 60 else l[:40] + "\r\n " + l[40:] for l in lines]
        name = f"calendar-{len(self.files)}-{on}.ics"
        self.files.append((name, ("\r\n".join(folded) + "\r\n").encode(), {}, dt.datetime.combine(on, dt.time(9), dt.timezone.utc)))

    def small_files(self):
        chance, before = self.chance, lambda: self.last - DAY * self.chance.randrange(0, 60)
        if chance.random() < 0.3:
            people = chance.sample(self.people, min(3, len(self.people)))
            rows = [[p.email, chance.choice(["", str(self.last + DAY * chance.randrange(-90, 60))])] for p in people]
            dated = chance.random() < 0.8
            if not dated: rows = [r[:1] for r in rows]
            self.odd("leavers in a file")
            self.odd("a leaver without a date", any(len(r) == 1 or not r[1] for r in rows))
            self.odd("a leaver in future", any(len(r) == 2 and r[1] > str(self.last) for r in rows))
            if chance.random() < 0.3: rows[0][0] = people[0].hash
            self.add("leavers", ["email", "left_on"] if dated else ["email"], rows, before(), bad=False)
            if chance.random() < 0.3: self.add("leavers", ["email"], rows[:1] if not dated else [[rows[0][0]]], before(), bad=False)
        if chance.random() < 0.3:
            rows = [[self.any_address() if chance.random() < 0.9 else chance.choice(self.people).hash, *map(str, self.absence()), "away"] for _ in range(chance.randint(1, 4))]
            self.odd("absences in a file")
            self.add("absences", ["email", "from", "until", "note"], rows, before(), bad=False)
        if self.odd("absences in a calendar", CALENDARS and chance.random() < 0.25): self.calendar(before())
        for _ in range(chance.choice([0, 0, 1, 1, 2])):
            rows, on = [], before()
            self.odd("packs in a file")
            for t in chance.sample(self.teams, chance.randint(1, len(self.teams))):
                at, tokens = on - DAY * chance.randrange(20), chance.choice(["0", "120", "412.5", "3000"])
                for n in range(chance.randint(1, 3)):
                    bought = at - DAY * chance.choice([0, 3, 100, 300, 355, 364, 365])
                    rows.append([str(at), self.spell(t), f"P{n}", chance.choice(["100", "500", "1000"]), str(bought),
                                 str(bought + DAY * 365), tokens])
            self.add("balances", "as_of,team,pack_id,tokens_purchased,purchase_date,end_date,tokens_available".split(","),
                     rows, on, bad=False)

    # ------------------------------------------------------------ everything

    def write(self, folder, given):
        chance = self.chance
        self.bad_share = chance.choice([0, 0, 0.2])
        self.state_files()
        self.day_files()
        self.small_files()
        for s in self.seats:
            self.odd("a leap day in the days", any((d.month, d.day) == (2, 29) for d in s.days))
            self.odd("a year's end in the days", any((d.month, d.day) in ((1, 1), (12, 31)) for d in s.days))
        os.makedirs(given, exist_ok=True)
        for name, data, side, modified in self.files:
            paths = [(os.path.join(given, name), data)]
            if side: paths.append((os.path.join(given, name + ".source.json"), json.dumps(side).encode()))
            for path, content in paths:
                with open(path, "wb") as f: f.write(content)
                os.utime(path, (modified.timestamp(), modified.timestamp()))
        config = self.config()
        with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as f:
            json.dump(config, f, indent=1, ensure_ascii=False)
        return config, self.now

    def state_files(self):
        chance, last = self.chance, self.last
        split = [[t] for t in self.teams] if chance.random() < 0.5 else [self.teams]
        for teams in split:
            for n in range(chance.choice([0, 1, 1, 2, 3])):
                self.odd("several reports of a team", n > 0)
                on = last - DAY * chance.choice([0, 1, 2, 6, 17, 30, 80, 200])
                self.usage_report(on, teams, chance.choice([30, 90, 351, 365, 365]), chance.choice("ABC"))
            for _ in range(chance.choice([0, 1, 1, 2, 2, 3])):
                self.users(last - DAY * chance.choice([0, 1, 4, 20, 44, 46, 100]), teams, chance.choice("ABC"))
            for _ in range(chance.choice([0, 1, 1, 2, 3, 4])):
                self.subscriptions(last - DAY * chance.choice([0, 0, 1, 2, 3, 4, 9, 20, 44, 46, 100, 400]), teams)
        if chance.random() < 0.6: self.groups(last - DAY * chance.randrange(90))
        if self.odd("several groups files", chance.random() < 0.2):
            for _ in range(2): self.groups(last - DAY * chance.randrange(90))

    def day_files(self):
        chance = self.chance
        for make in (self.usage, self.seat_usage, self.token_usage):
            always = self.known and make == self.usage
            if not always and chance.random() < (0.25 if make == self.token_usage else 0.35): continue
            whole = always or chance.random() < 0.4        # no gap, all teams
            first = self.first + DAY * (0 if whole else chance.choice([0, 0, 15]))
            while first < self.last:
                length = chance.choice([28, 35, 92, 365])
                end = min(first + DAY * (length - 1), self.last)
                teams = self.teams if whole else chance.choice([self.teams, self.teams, [chance.choice(self.teams)]])
                on = min(end + DAY * chance.choice([0, 1, 3]), self.last)
                if make == self.token_usage: self.token_usage(on, teams, first, end, False)
                else: make(on, teams, first, end)
                if self.odd("ranges that overlap", chance.random() < 0.2):    # exported again
                    on = min(on + DAY * chance.randrange(1, 20), self.last)
                    if make == self.token_usage: self.token_usage(on, teams, first, end, True)
                    else: make(on, teams, first, end)
                then = 1 if whole else chance.choice([1, 1, 1, -6, 4])
                self.odd("a gap between ranges", then > 1)
                first = end + DAY * then
        if chance.random() < 0.15:
            self.token_flex(self.last - DAY * chance.randrange(5), chance.choice(self.teams))

    def config(self):
        chance, last = self.chance, self.last
        maybe = lambda value, share=0.5: value if chance.random() < share else None
        some_team = lambda: self.spell(chance.choice(self.teams)).strip()
        products = sorted({p for ps in COLLECTIONS.values() for p in ps} | set(OFFERINGS))
        dated = lambda: {"since": str(last + DAY * chance.choice([-800, -300, -20, -1, 0, 1, 30]))} \
            if chance.random() < 0.7 else {}
        for_team = lambda: {"team": some_team()} if chance.random() < 0.25 else {}

        key = lambda text: unicodedata.normalize("NFC", text.lower()).strip()

        def once_each(entries, *keys):
            seen = {tuple(key(str(e.get(k))) for k in keys): e for e in entries}
            return list(seen.values())

        def held(products):
            """What the configuration says a collection holds: now and then it lacks one."""
            return products[:-1] if self.odd("a child product that the configuration lacks", chance.random() < 0.15) else products

        config = {
            "organisation": "Made up",
            "timezone": chance.choice(["UTC", "Europe/Amsterdam", "America/Los_Angeles", "Pacific/Auckland",
                                       "Asia/Kolkata"]),
            "inputs": {"stable_for": "0s", "keep": chance.random() < 0.5, "shrink_guard": "100%",
                       "max_bad_rows": "100%" if self.bad_share else "1%"},
            "contacts": {"operators": ["it@example.com"]},
            "money": {"currency": "USD"},
            "mail": {"from": "Seatwarden <seatwarden@example.com>"},
            "offerings": {"collections": [{"name": self.spell(n).strip(), "products": [self.spell(p).strip() for p in held(ps)]}
                                          for n, ps in COLLECTIONS.items() if chance.random() < 0.8]},
            "groups": {}, "flex": {}, "people": {},
        }
        settle = chance.choice([None, "0d", "1d", "2d", "3d", "5d"])
        if settle: config["inputs"]["settle"] = settle
        self.odd("a time zone other than UTC", config["timezone"] != "UTC")
        self.odd("collections", bool(config["offerings"]["collections"]))
        if self.odd("expectations", chance.random() < 0.7): config["inputs"]["expect"] = self.expectations(some_team)
        if chance.random() < 0.7:
            self.odd("a contract manager of all")
            config["contacts"]["contract_managers"] = [{"team": "all", "email": chance.choice(
                ["buyer@example.com", self.any_address()])}]
            if self.odd("a contract manager of a contract", chance.random() < 0.3):
                config["contacts"]["contract_managers"].append({"contract": "00110", "email": self.any_address()})
            if self.odd("a contract manager of a team", chance.random() < 0.4):
                config["contacts"]["contract_managers"].append({"team": some_team(), "email": self.any_address()})
        if self.odd("admins in the configuration", chance.random() < 0.4):
            people = chance.sample(self.addressed, min(3, len(self.addressed)))
            config["contacts"]["admins"] = [
                {"team": self.teams[0], "email": p.email, "role": role} for p, role in
                zip(people, ["primary", "secondary", chance.choice(["sso", "contract-manager", "secondary"])])]
            if chance.random() < 0.2: config["contacts"]["admins"][-1]["email"] = "nobody@example.com"
        if self.odd("leavers in the configuration", chance.random() < 0.5):
            people = chance.sample(self.addressed, min(2, len(self.addressed)))
            config["people"]["left"] = [
                {"email": p.old_email or p.email} | ({"left_on": str(last + DAY * chance.choice([-30, -1, 0, 1, 37]))}
                                                     if chance.random() < 0.6 else {}) for p in people]
        if self.odd("absences in the configuration", chance.random() < 0.6):
            config["absences"] = [{"email": self.any_address(), "from": str(a), "until": str(b)}
                                  for a, b in (self.absence() for _ in range(chance.choice([2, 5, 12])))]
        if self.odd("a drill", chance.random() < 0.4):
            config["drills"] = [{"email": self.any_address(), "as_of": str(last - DAY * chance.randrange(400))}
                                for _ in range(3)]
        config["prices"] = once_each([{"offering": self.spell(chance.choice(OFFERINGS)).strip(),
                                       "price": chance.choice([500, 1690, 2985.5])} | dated() | for_team()
                                      for _ in range(chance.randrange(14))], "offering", "since", "team")
        if self.known or chance.random() < 0.4:       # a price for everything
            config["prices"] += [{"offering": o, "price": chance.choice([220, 640.5, 1500])} for o in OFFERINGS
                                 if not any(key(e["offering"]) == key(o) for e in config["prices"])]
        self.odd("a price of a team", any("team" in e for e in config["prices"]))
        self.odd("a price of later", any(e.get("since", "") > str(last) for e in config["prices"]))
        if chance.random() < 0.3: config["offerings"]["capacity"] = ["^cloud", "credits$"]
        if chance.random() < 0.2: config["offerings"]["flex"] = ["^flex", "render"]
        groups = config["groups"]
        if self.odd("a group that assigns", chance.random() < 0.5): groups["assign"] = [{"group": "site engineers", "offerings": ["draft pro", "Vector"]}]
        if self.odd("a default assignment", chance.random() < 0.2): groups["defaults"] = [{"team": some_team(), "offerings": [chance.choice(OFFERINGS)]}]
        if chance.random() < 0.2: groups["group_cell_means_group_assignment"] = True
        self.flex_settings(config["flex"], products, dated, once_each)
        config["renewals"] = self.renewals()
        if self.odd("changes kept otherwise", chance.random() < 0.3): config["changes"] = {"keep": chance.choice(["10d", "30d", "400d"])}
        if self.odd("pools otherwise", chance.random() < 0.3):
            config["pools"] = chance.choice([{"idle": "30d"}, {"grace": "0d"}, {"idle": "1d", "grace": "90d"}, {"idle": "120d"}])
        if chance.random() < 0.3: config["fetch"] = {"owner": self.any_address()}
        if chance.random() < 0.1: config.setdefault("fetch", {})["teams"] = [some_team(), "Nowhere else"]
        return config

    def renewals(self):
        chance = self.chance
        offsets = {"opens": "60d", "reduce_until": "2d", "reseller_lead": "45d", "return_annual": "14d",
                   "return_monthly": "10d", "grace_annual": "20d", "grace_monthly": "0d"}
        known = {key: value for key, value in offsets.items() if chance.random() < 0.15}
        ids = {s["id"] or f"{s['contract']}/{s['offering']}" for s in self.purchases} | {"57400999"}
        self.odd("renewals otherwise", bool(known))
        self.odd("a plan")
        return known | {"plans": [{"subscription": self.spell(i).strip(), "plan": chance.choice(["lapse", "renew", "reduce"])}
                                  for i in sorted(ids) if chance.random() < 0.3]}

    def flex_settings(self, flex, products, dated, once_each):
        chance, last = self.chance, self.last
        if self.known or chance.random() < 0.8: flex["token_price"] = chance.choice([3, 2.75])
        flex["rates"] = once_each([{"product": self.spell(p).strip(), "tokens": chance.choice([2, 7, 10, 0.5])} | dated()
                                   for p in products if self.known or chance.random() < 0.85], "product")
        self.odd("a product without a rate", len(flex["rates"]) < len(products))
        flex["rates"] += [{"product": "Vector", "tokens": 21, "team": self.teams[-1]} | dated()]
        packs, balances, budgets = [], [], []
        for t in self.teams:
            for n in range(chance.choice([0, 0, 1, 2, 4])):
                ends = last + DAY * chance.choice([-40, -6, -3, -2, -1, 0, 1, 5, 30, 87, 88, 90, 200, 345, 400])
                packs.append({"team": t, "id": f"P{n}", "tokens": chance.choice([20, 100, 500, 500, 1000, 2500]),
                              "bought": str(ends - DAY * chance.choice([30, 365, 365, 366])), "ends": str(ends)})
            if chance.random() < 0.35:
                for n in range(chance.choice([1, 1, 2])):
                    balances.append({"team": t, "tokens": chance.choice([0, 60, 412.5, 2200]),
                                     "as_of": str(last - DAY * (chance.choice([-1, 0, 1, 2, 3, 15, 60]) + n * 7))})
            if chance.random() < 0.4: budgets.append({"team": t, "month": chance.choice([50, 150.5, 0, 4000]), "year": chance.choice([900, 12000.5, 60])})
        self.odd("packs in the configuration", bool(packs))
        self.odd("a balance of tomorrow", any(b["as_of"] > str(last) for b in balances))
        self.odd("budgets", bool(budgets))
        flex |= {"packs": packs, "balances": balances, "budgets": budgets}

    def expectations(self, some_team):
        chance = self.chance
        entries = []
        for dataset in ("usage-report", "usage", "token-usage", "users", "subscriptions", "groups", "balances",
                        "leavers", "absences", "seat-usage"):
            if chance.random() < 0.5: continue
            limit = lambda: chance.choice([{}, {}, {"max_age": "10d"}, {"max_age": "90d"}] + (
                [{"every": "30d"}, {"every": "1d"}, {"every": "2w"}] if "usage" in dataset else []))
            if dataset not in ("groups", "leavers", "absences") and chance.random() < 0.3:
                entries.append({"dataset": dataset, "teams": chance.choice([[chance.choice(self.teams)], chance.choice(self.teams), self.teams])} | limit())
            if chance.random() < 0.8: entries.append({"dataset": dataset, "teams": "all"} | limit())
        return entries


def write(seed, folder, given):
    """Writes a company, and gives its configuration and the moment to look at it."""
    return Company(seed).write(folder, given)


if __name__ == "__main__":
    _, moment = write(int(sys.argv[1]), sys.argv[2], os.path.join(sys.argv[2], "given"))
    print(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
