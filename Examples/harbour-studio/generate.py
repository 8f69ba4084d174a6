#!/usr/bin/env python3
"""Writes the exports of Harbour Studio, a company that does not exist, as its admins would download them.

    python3 generate.py            writes the files into inbox/ beside this script
    python3 generate.py --check    writes nothing; exit code 1 if a file there differs
    python3 generate.py --into DIR writes them elsewhere

The same seed gives the same bytes: only Random.random() is used, whose sequence Python guarantees. Every
person, address and number is invented. What the data is meant to show stands in README.md.
"""
import argparse, csv, datetime as dt, hashlib, io, json, os, random, sys, unicodedata

SEED = 20261123
FIRST, LAST = dt.date(2025, 11, 24), dt.date(2026, 11, 23)   # the range of the exports
SETTLED = dt.date(2026, 11, 21)                              # what the vendor has complete by then
HALF = dt.date(2026, 5, 31)                                  # the older of the two usage files ends here
COMPANY_CLOSED = (dt.date(2025, 12, 24), dt.date(2026, 1, 4))
NORTH, SOUTH, YARD = "Harbour Studio North", "Harbour Studio South", "Harbour Studio Yard"
AEC = "Architecture Engineering & Construction Collection"
PDM = "Product Design & Manufacturing Collection"
CHILDREN = {
    AEC: [("Revit", .62), ("AutoCAD", .24), ("Navisworks Manage", .09), ("Civil 3D", .05)],
    PDM: [("Inventor Professional", .70), ("AutoCAD", .30)],
}
RATES = {"Revit": 10, "AutoCAD": 7}
DAY = dt.timedelta(days=1)

# First name, last name, team, offering, then what marks the person:
#   busy=N        share of working days with use          idle=N    last use N days before SETTLED
#   assigned=DAY  when the seat was given                 taken=DAY when it was taken away
#   away=DAY..DAY no use in between                       never     the seat was never used
#   flex=N        tokens instead of a seat, days a week   role=...  in the Users file
#   group=...     the group in which the person is        as=NAME   local part of the address
PEOPLE = """
Ingrid|Halvorsen|North|AutoCAD|busy=.40 role=Primary admin
Kwame|Mensah|North|AEC|busy=.55 role=Secondary admin group=Coordination
Mei-Ling|Tan|North|Revit|busy=.45 role=Secondary admin group=Modellers
Zoë|de Vries|North|AEC|busy=.60 group=Modellers
Søren|Kjær|North|AEC|busy=.50 group=Coordination
Amina|El-Sayed|North|Revit|busy=.55 group=Modellers
Rohan|Deshpande|North|Revit|busy=.50 group=Modellers
Łucja|Wiśniewska|North|Revit|busy=.55 away=2026-07-27..2027-03-31 group=Modellers
Thandiwe|Nkosi|North|AutoCAD|busy=.35
Hiroshi|Tanaka|North|AEC|busy=.50
Camille|Lefèvre|North|AutoCAD|busy=.24
Diego|Fuentes|North|AEC|never assigned=2026-11-09 group=Modellers
Priya|Raghavan|North|AEC|busy=.60 group=Modellers
Nils|Bergström|North|AEC|busy=.45
Fatou|Diallo|North|Navisworks Manage|busy=.40 group=Coordination
Owen|Pritchard|North|Civil 3D|busy=.45
Yuki|Nakamura|North|Revit|busy=.55 group=Modellers
Mateus|Carvalho|North|AEC|busy=.50
Lan|Nguyễn|North|AutoCAD|busy=.40
Esra|Yıldız|North|Revit|busy=.45 group=Modellers
Jonas|Vogel|North|Revit|busy=.30 group=Modellers
Jonas|Vogel|South|AutoCAD|busy=.20
Siobhán|O'Connor|North|Revit|flex=.9
Kofi|Asante|North|AutoCAD|flex=.7
Petra|Novotná|North|AutoCAD|busy=.30 taken=2026-09-30
Marisol|Quintero|South|Revit|busy=.40 role=Primary admin
Arjun|Malhotra|South||role=Secondary admin pending
Chiara|Bellini|South|AutoCAD|busy=.40 idle=66
Tariq|Hossain|South|Revit|busy=.45 idle=81
Hanneke|Jansen|South|AutoCAD|busy=.35 idle=74 group=Site engineers
Ewa|Kowalczyk|South|AEC|busy=.40 idle=205
Brandon|Whitaker|South|Revit|busy=.40 idle=190
Leilani|Kealoha|South|AutoCAD|never assigned=2026-02-16
Tomasz|Zieliński|South|Revit|busy=.50 idle=22
Tomasz|Zieliński|South|AutoCAD|busy=.20 idle=24
Nadia|Benali|South|Revit|busy=.50 idle=85
Viktor|Sokolov|South|AutoCAD|busy=.40 idle=50
Aisha|Bello|South|Revit|busy=.50
Gustavo|Ribeiro|South|Revit|busy=.55
Hyun-woo|Park|South|AutoCAD|busy=.45 group=Site engineers
Margaux|Dubois|South|AutoCAD|busy=.60 assigned=2026-11-02 group=Site engineers
Render Node|01|South|AEC|busy=.30 idle=131 as=render01
Oluwaseun|Adeyemi|South|Revit|flex=2.2
Katarína|Horváthová|South|Revit|flex=2.0
Samir|Haddad|South|AutoCAD|flex=2.1
Beatriz|Pinto|South|AutoCAD|flex=1.6
Elias|Lindqvist|South|Revit|flex=1.3
Wilhelmina|Brandt|Yard|AutoCAD|busy=.35 role=Primärer Administrator
Deniz|Aksoy|Yard|PDM|busy=.50 role=Sekundärer Administrator
Anneliese|Krüger|Yard|PDM|busy=.45 idle=64
Matteo|Ferri|Yard|PDM|busy=.45 idle=96
Rangi|Te Whare|Yard|AutoCAD|busy=.45
Sunita|Gurung|Yard|PDM|busy=.50
Lachlan|MacRae|Yard|AutoCAD|busy=.40
Ivana|Petrović|Yard|PDM|busy=.55
Babajide|Okonkwo|Yard|PDM|busy=.50
Noor|van Dijk|Yard|Fusion|busy=.40
Xiaoming|Chen|Yard|PDM|busy=.50
Eilidh|Sinclair|Yard|Fusion|busy=.45
Paulo|Tavares|Yard|AutoCAD|never assigned=2026-11-16
Aroha|Ngata|Yard|PDM|busy=.45
Greta|Lindholm|Yard|Fusion|busy=.35
"""


def ascii_name(text):
    for letter, plain in (("ø", "o"), ("æ", "ae"), ("ł", "l"), ("Ł", "L"), ("ı", "i"), ("'", ""), (" ", "-")):
        text = text.replace(letter, plain)
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()


class Seat:
    """One person with one offering of one team, and the days on which it was used."""

    def __init__(self, line):
        first, last, team, offering, marks = line.split("|")
        self.first, self.last = first, last
        self.team = "Harbour Studio " + team
        self.offering = {"AEC": AEC, "PDM": PDM}.get(offering, offering)
        # The value of a mark runs up to the next mark.
        self.marks = {}
        for word in marks.split():
            key, is_mark, value = word.partition("=")
            if is_mark: self.marks[key] = value
            elif key in ("never", "pending"): self.marks[key] = True
            else: self.marks[list(self.marks)[-1]] += " " + word
        local = self.marks.get("as") or f"{ascii_name(first)}.{ascii_name(last)}"
        self.email = local + "@harbour-studio.example"
        digest = hashlib.sha1(("harbour:" + local).encode()).hexdigest()
        self.hash = digest
        self.user_id = hashlib.sha1(("id:" + local).encode()).hexdigest()[:12].upper()
        self.flex = float(self.marks["flex"]) if "flex" in self.marks else None
        self.assigned = self.day("assigned")
        self.taken = self.day("taken")
        self.days = {}            # day -> list of (child product, tokens)

    def day(self, mark):
        return dt.date.fromisoformat(self.marks[mark]) if mark in self.marks else None

    def last_day(self):
        if "idle" in self.marks: return SETTLED - int(self.marks["idle"]) * DAY
        return (self.taken or LAST) - DAY

    def is_away(self, day):
        if "away" not in self.marks: return False
        first, last = map(dt.date.fromisoformat, self.marks["away"].split(".."))
        return first <= day <= last


def pick(rng, weighted):
    roll = rng.random()
    for value, weight in weighted:
        roll -= weight
        if roll < 0: return value
    return weighted[0][0]


def live(seat, rng):
    """Fills in a year of use."""
    seat.assigned = seat.assigned or dt.date(2024, 1, 8) + int(rng.random() * 560) * DAY
    seat.clock = "T%02d:%02d:%02dZ" % (8 + rng.random() * 9, rng.random() * 60, rng.random() * 60)
    seat.version = "2027" if rng.random() < .4 else "2026"
    holiday = dt.date(2026, 7, 6) + int(rng.random() * 35) * DAY
    if not seat.offering or "never" in seat.marks: return
    first, last = max(FIRST, seat.assigned), seat.last_day()
    children = CHILDREN.get(seat.offering, [(seat.offering, 1)])
    day = first
    while day <= min(last, SETTLED):
        roll, product, again = rng.random(), pick(rng, children), rng.random()
        share = seat.flex / 5 * growth(seat.team, day) if seat.flex else float(seat.marks["busy"])
        works = (day.weekday() < 5 and not COMPANY_CLOSED[0] <= day <= COMPANY_CLOSED[1]
                 and not holiday <= day < holiday + 14 * DAY and not seat.is_away(day))
        # Whoever is said to have used it last on a day has used it on that day.
        if (works and roll < share) or ("idle" in seat.marks and day == last):
            seat.days[day] = [product]
            if again < .12 and len(children) > 1:
                other = pick(rng, children)
                if other != product: seat.days[day].append(other)
        day += DAY


def growth(team, day):
    """South has a contest to win since September and works on tokens more and more."""
    if team != SOUTH: return 1.0
    return .62 if day < dt.date(2026, 6, 1) else .75 if day < dt.date(2026, 9, 1) else 1.0


def table(header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def usage_report(seats):
    header = ("hashed_autodesk_id,first_name,last_name,email,autodesk_id,team_alias,group,offering_name,version,"
              "seat_assignment,assigned_date,unassigned_date,user_activity,days_inactive,access_option,days_used,"
              "monthly_average,tokens_used,last_accessed").split(",")
    rows = []
    for s in seats:
        if not s.offering: continue
        used = sorted(s.days)
        held = not s.flex and not s.taken
        inactive = "" if used else min(365, (LAST - s.assigned).days)
        tokens = sum(RATES[p] for day in used for p in s.days[day]) if s.flex else ""
        rows.append([
            s.hash, s.first, s.last, s.email, s.user_id, s.team, s.marks.get("group", ""), s.offering,
            s.version, "assigned" if held else "unassigned",
            f"{s.assigned}{s.clock}" if held else "", f"{s.taken}T16:20:05Z" if s.taken else "",
            "active" if used else "inactive", inactive, "Flex" if s.flex else "Subscription",
            len(used), "%.1f" % (len(used) / 12), tokens, used[-1] if used else ""])
    return table(header, rows)


def usage(seats, first, last):
    header = ("day_used,email,first_name,last_name,autodesk_id,hashed_autodesk_id,offering_name,product_name,"
              "version,access_option,team_alias").split(",")
    rows = []
    for s in seats:
        # Until June the Yard had personal data switched off.
        hidden = s.team == YARD and last <= HALF
        for day, products in s.days.items():
            if not first <= day <= last: continue
            for product in products:
                person = ["", "", "", ""] if hidden else [s.email, s.first, s.last, s.user_id]
                rows.append([str(day)] + person + [
                    s.hash, s.offering, product, s.version, "Flex" if s.flex else "Subscription", s.team])
    return table(header, sorted(rows))


def token_usage(seats, rng):
    header = ["Day used", "Email", "First name", "Last name", "Product", "Feature", "Team", "Tokens used"]
    rows = []
    for s in seats:
        if not s.flex: continue
        for day, products in s.days.items():
            for product in products:
                rows.append([str(day), s.email, s.first, s.last, s.offering, product, s.team, RATES[product]])
            # A start of less than five minutes is listed and costs nothing.
            if rng.random() < .06:
                rows.append([str(day), s.email, s.first, s.last, "AutoCAD", "AutoCAD", s.team, 0])
    return table(header, sorted(rows, key=lambda r: (r[0], r[1], r[4])))


def users(seats, title_case):
    if title_case:
        header = ["Autodesk ID", "Email", "First name", "Last name", "Role", "Product", "Feature", "Team"]
    else:
        header = ("autodesk_id,email,first_name,last_name,role,account_status,offering_name,product_name,"
                  "team_alias").split(",")
    rows = []
    for s in seats:
        pending = "pending" in s.marks
        role = s.marks.get("role", "Benutzer" if title_case else "User")
        offering = "" if s.flex or s.taken else s.offering
        child = CHILDREN[offering][0][0] if offering in CHILDREN else offering
        name = ["", ""] if pending else [s.first, s.last]
        status = [] if title_case else ["Pending" if pending else "Active"]
        rows.append(["" if pending else s.user_id, s.email] + name + [role] + status + [offering, child, s.team])
    return table(header, rows)


def subscriptions():
    header = ("subscription_id,contract_number,offering_name,seat_quantity,start_date,end_date,autorenew_date,"
              "subscription_status,term,reseller_name,reseller_email,team_alias").split(",")
    reseller = ["Quayside CAD Supplies", "orders@quayside-cad.example"]
    direct, no = ["", ""], ""
    rows = [
        ["57412300110001", no, AEC, 10, "2026-05-12", "2027-05-11", "2027-05-12", "Active", "Annual", *direct, NORTH],
        ["57412300110002", no, "Revit", 7, "2026-08-03", "2027-08-02", "2027-08-03", "Active", "Annual", *direct, NORTH],
        ["57412300110003", no, "AutoCAD", 4, "2026-11-03", "2027-11-02", "2027-11-03", "Active", "Annual", *direct, NORTH],
        ["57412300110004", no, "Navisworks Manage", 3, "2025-12-14", "2026-12-13", "2026-12-14", "Active", "Annual", *direct, NORTH],
        ["57412300110005", no, "Civil 3D", 1, "2024-02-01", "2027-01-31", no, "Active", "3 Year", *direct, NORTH],
        ["57412300110006", no, "Flex", 1000, "2026-06-15", "2027-06-15", no, "Active", "Annual", *direct, NORTH],
        [no, "110009800417", AEC, 2, "2026-01-15", "2027-01-14", no, "Active", "Annual", *reseller, SOUTH],
        [no, "110009800417", "Revit", 8, "2026-01-15", "2027-01-14", no, "Active", "Annual", *reseller, SOUTH],
        [no, "110009800417", "AutoCAD", 9, "2026-01-15", "2027-01-14", no, "Active", "Annual", *reseller, SOUTH],
        [no, "110009800552", "Flex", 2000, "2026-03-02", "2027-03-02", no, "Active", "Annual", *reseller, SOUTH],
        [no, "110009800702", "Flex", 500, "2026-09-14", "2027-09-14", no, "Active", "Annual", *reseller, SOUTH],
        ["57412300220001", no, PDM, 9, "2026-09-21", "2027-09-20", "2027-09-21", "Active", "Annual", *direct, YARD],
        ["57412300220002", no, "AutoCAD", 4, "2025-11-11", "2026-11-10", no, "Expired", "Annual", *direct, YARD],
        ["57412300220003", no, "Fusion", 3, "2026-10-26", "2026-11-25", "2026-11-26", "Active", "Monthly", *direct, YARD],
        ["57412300220004", no, "Forma Build 5000", 1, "2026-04-01", "2027-03-31", "2027-04-01", "Active", "Annual", *direct, YARD],
    ]
    return table(header, rows)


def groups(seats):
    rows = sorted([s.marks["group"], "Manual", s.email, "User"] for s in seats if "group" in s.marks)
    rows.append(["Directory: Everyone", "Directory", "ingrid.halvorsen@harbour-studio.example", "User"])
    return table(["Group", "Group type", "Email", "Role"], rows)


def sidecar(dataset, first, last, exported_at, origin):
    return (json.dumps({
        "dataset": dataset, "from": str(first), "to": str(last), "exported_at": exported_at, "origin": origin,
    }, indent=2) + "\n").encode()


def files():
    rng = random.Random(SEED)
    seats = [Seat(line) for line in PEOPLE.strip().splitlines()]
    for seat in seats: live(seat, rng)
    office = [s for s in seats if s.team != YARD]
    yard = [s for s in seats if s.team == YARD]
    done = {
        "usage_report_2026-11-23.csv": usage_report(office),
        "usage_report_yard_2026-11-23.csv": usage_report(yard),
        "usage_2026-05-31.csv": usage(seats, FIRST, HALF),
        "usage_2026-11-23.csv": usage(seats, HALF + DAY, LAST),
        "token_usage_2026-11-23.csv": token_usage(seats, rng),
        "users_2026-11-23.csv": users(office, title_case=False),
        "users_yard_2026-11-23.csv": users(yard, title_case=True),
        "subscriptions_2026-11-23.csv": subscriptions(),
        "groups_2026-11-23.csv": groups(seats),
    }
    for name, dataset, first, last, at in (
        ("usage_report_2026-11-23.csv", "usage-report", FIRST, LAST, "2026-11-23T09:12:00Z"),
        ("usage_2026-05-31.csv", "usage", FIRST, HALF, "2026-06-02T08:40:00Z"),
        ("usage_2026-11-23.csv", "usage", HALF + DAY, LAST, "2026-11-23T09:14:00Z"),
        ("token_usage_2026-11-23.csv", "token-usage", FIRST, LAST, "2026-11-23T09:15:00Z"),
    ):
        origin = "Autodesk Account, Export, " + str(last if last == HALF else LAST)
        done[name + ".source.json"] = sidecar(dataset, first, last, at, origin)
    return done


def main():
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "inbox")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare with the files that are there")
    parser.add_argument("--into", default=here, metavar="DIR", help="another folder than inbox/")
    arguments = parser.parse_args()
    made = files()
    if arguments.check:
        there = {n: open(os.path.join(arguments.into, n), "rb").read() for n in os.listdir(arguments.into)}
        wrong = sorted(n for n in made.keys() | there.keys() if made.get(n) != there.get(n))
        for name in wrong: print(f"{name}: differs from what generate.py writes", file=sys.stderr)
        return 1 if wrong else 0
    os.makedirs(arguments.into, exist_ok=True)
    for name, content in made.items():
        with open(os.path.join(arguments.into, name), "wb") as file: file.write(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
