"""The core figures of seats, persons and pools by DuckDB, from its own stored table of day rows.

usage: facts_duckdb.py make loaded|sorted DATABASE USAGE REPORT
       facts_duckdb.py ask DATABASE EXPORTED_ON AS_OF FIRST_KNOWN bits|days OUTPUT

`make` stores the rows once: as they are loaded from the files, or as compactly as DuckDB can: people by number, names as
enumerations, in the order of people and days. `ask` opens that database, finds the figures, says what that took as a line of JSON, and writes them
to OUTPUT/seat.csv and so on.
"""

import datetime
import json
import resource
import sys
import time
from string import Template

import duckdb

from seats_duckdb import EPOCH, REPORT, SEATS, USAGE, USE, window

ROWS = (
    "SELECT day_used, lower(email) AS email, hashed_autodesk_id AS hash, offering_name AS offering, team_alias AS team"
    f" FROM {USAGE}"
)

STORES = {
    "loaded": [
        f"CREATE TABLE use AS {ROWS}",
        f"CREATE TABLE report AS SELECT * FROM {REPORT}",
        "CREATE TABLE person AS SELECT hash, email FROM use UNION SELECT hashed_autodesk_id, lower(email) FROM report",
    ],
    "sorted": [
        f"CREATE TEMP TABLE day_row AS {ROWS}",
        f"CREATE TEMP TABLE report_row AS SELECT * FROM {REPORT}",
        "CREATE TABLE person AS SELECT row_number() OVER (ORDER BY email)::INTEGER AS id, hash, email FROM"
        " (SELECT hash, email FROM day_row UNION SELECT hashed_autodesk_id, lower(email) FROM report_row)",
        "CREATE TYPE offering AS ENUM (SELECT offering FROM day_row UNION SELECT offering_name"
        " FROM report_row ORDER BY 1)",
        "CREATE TYPE team AS ENUM (SELECT team FROM day_row UNION SELECT team_alias FROM report_row ORDER BY 1)",
        "CREATE TABLE use AS SELECT id AS hash, offering::offering AS offering, team::team AS team, day_used"
        " FROM day_row JOIN person USING (hash) ORDER BY 1, 2, 4",
        "CREATE TABLE report AS SELECT id AS hashed_autodesk_id, person.email AS email,"
        " offering_name::offering AS offering_name, team_alias::team AS team_alias, assigned_date,"
        " days_inactive, last_accessed FROM report_row JOIN person ON hash = hashed_autodesk_id",
    ],
}

PERSONS = """
    SELECT email AS person, max(last_used) AS last_used,
        count(*) FILTER (last_used > $as_of - 30) AS offerings_used_30
    FROM main.person LEFT JOIN seat ON seat.person = email
    GROUP BY email
"""

POOLS = """
    WITH known AS (
        SELECT hash, team, offering, day_used FROM main.use
        UNION ALL
        SELECT hashed_autodesk_id, team_alias, offering_name, last_accessed FROM main.report
        WHERE last_accessed IS NOT NULL),
    last AS (SELECT team, offering, hash, max(day_used) AS day FROM known GROUP BY ALL),
    active AS (
        SELECT team, offering, count(*) FILTER (day > $as_of - 30) AS active_30,
            count(*) FILTER (day > $as_of - 90) AS active_90,
            count(*) FILTER (day > $as_of - 365) AS active_365
        FROM last GROUP BY ALL),
    daily AS (
        SELECT team, offering, day_used, count(DISTINCT hash) AS users FROM known
        WHERE day_used > $as_of - 90 AND day_used <= $as_of GROUP BY ALL),
    peak AS (
        SELECT team, offering, max(users) AS peak_users_90,
            list_sort(list(users) || list_resize([]::BIGINT[], 90 - count(*)::INTEGER, 0))[86] AS p95_users_90
        FROM daily GROUP BY ALL),
    pool AS (SELECT DISTINCT team_alias AS team, offering_name AS offering FROM main.report)
    SELECT team, offering, coalesce(active_30, 0) AS active_30, coalesce(active_90, 0) AS active_90,
        coalesce(active_365, 0) AS active_365, coalesce(peak_users_90, 0) AS peak_users_90,
        coalesce(p95_users_90, 0) AS p95_users_90
    FROM pool LEFT JOIN active USING (team, offering) LEFT JOIN peak USING (team, offering)
"""


def queries(exported_on: str, as_of: str, first_known: str, idiom: str) -> dict[str, str]:
    """The queries by table, with everything filled in."""
    dates = {"exported_on": exported_on, "as_of": as_of, "first_known": first_known, "epoch": EPOCH}
    values = {name: f"DATE '{date}'" for name, date in dates.items()}
    for days in (30, 90, 365):
        values[f"mask{days}"] = f"'{window(datetime.date.fromisoformat(as_of), days)}'"
    use = USE[idiom].replace("hashed_autodesk_id AS hash", "hash").replace("offering_name AS offering", "offering")
    seat = Template(SEATS).safe_substitute(use=use, report="main.report")
    seat = Template(seat).safe_substitute(usage="main.use")
    texts = {"seat": seat, "person": PERSONS, "pool": POOLS}
    return {name: Template(text).safe_substitute(values) for name, text in texts.items()}


def make(form: str, database: str, usage: str, report: str) -> None:
    connection = duckdb.connect(database)
    connection.execute("SET threads = 2")
    for text in STORES[form]:
        files = {"usage_file": f"'{usage}'", "report_file": f"'{report}'"}
        connection.execute(Template(text).safe_substitute(files))
    connection.close()


def ask(database: str, *arguments: str) -> None:
    *dates, idiom, output = arguments
    texts = queries(*dates, idiom)
    before, begun = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
    connection = duckdb.connect(database, read_only=True)
    connection.execute("SET threads = 2")
    for name, text in texts.items():
        connection.execute(f"CREATE TEMP TABLE {name} AS {text}")
    after, wall = resource.getrusage(resource.RUSAGE_SELF), time.monotonic() - begun
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"step": idiom, "cpu": cpu, "wall": wall, "peak": after.ru_maxrss * 1024}))
    for name in texts:
        connection.execute(f"COPY temp.{name} TO '{output}/{name}.csv' (HEADER)")


if __name__ == "__main__":
    {"make": make, "ask": ask}[sys.argv[1]](*sys.argv[2:])
