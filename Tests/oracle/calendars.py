"""Absences from a calendar file: the part of iCalendar that people's absences are written in."""
import datetime as dt
import re

DAY = dt.timedelta(days=1)


def absences_in(text):
    """One row for each event and person whom it names."""
    lines = re.sub(r"\r?\n[ \t]", "", text).splitlines()
    rows, event = [], None
    for line in lines:
        name, parameters, value = split(line)
        if (name, value.upper()) == ("BEGIN", "VEVENT"): event = []
        elif (name, value.upper()) == ("END", "VEVENT"):
            rows += rows_of(event)
            event = None
        elif event is not None: event.append((name, value))
    return rows


def split(line):
    """Name, parameters and value; a colon in quotes ends nothing."""
    head = re.match(r'(?:[^":]|"[^"]*")*', line)[0]
    name, _, parameters = head.partition(";")
    return name.upper(), parameters, line[len(head) + 1:]


def rows_of(event):
    texts = dict(event)
    if texts.get("STATUS", "").upper() == "CANCELLED": return []
    named = [v for n, v in event if n in ("ATTENDEE", "ORGANIZER")] + re.findall(r"[^\s<>(),;]+@[^\s<>(),;]+", texts.get("SUMMARY", ""))
    addresses = {re.sub("^mailto:", "", v.strip(), flags=re.I).lower() for v in named}
    first, last = days_of(texts)
    return [{"email": a, "from": first, "until": last} for a in sorted(addresses) if "@" in a]


def days_of(texts):
    """The first and the last day; an end that is a plain day or a midnight is no more part of it."""
    day = lambda text: dt.datetime.strptime(text[:8], "%Y%m%d").date()
    first = day(texts["DTSTART"])
    if "DTEND" in texts:
        end = texts["DTEND"]
        last = day(end) - (DAY if end[8:] in ("", "T000000") else 0 * DAY)
    elif "DURATION" in texts: last = first + DAY * (int(re.fullmatch(r"P(\d+)D", texts["DURATION"])[1]) - 1)
    else: last = first
    return first, max(first, last)
