"""The same figures of every seat by DuckDB, from the same files, in a process of its own.

usage: seats_duckdb.py USAGE REPORT EXPORTED_ON AS_OF FIRST_KNOWN bits|days OUTPUT
"""

import datetime
import sys
from string import Template

import duckdb

# Every column is stated, so that nothing is spent on guessing; of usage only what is asked for is read.
USAGE = """
    read_csv($usage_file, header = true, delim = ',', quote = '"', escape = '"', auto_detect = false,
        columns = {
            'day_used': 'DATE', 'email': 'VARCHAR', 'first_name': 'VARCHAR', 'last_name': 'VARCHAR',
            'autodesk_id': 'VARCHAR', 'hashed_autodesk_id': 'VARCHAR', 'offering_name': 'VARCHAR',
            'product_name': 'VARCHAR', 'version': 'VARCHAR', 'access_option': 'VARCHAR',
            'team_alias': 'VARCHAR'})
"""

REPORT = """
    read_csv($report_file, header = true, delim = ',', quote = '"', escape = '"', auto_detect = false,
        columns = {
            'hashed_autodesk_id': 'VARCHAR', 'first_name': 'VARCHAR', 'last_name': 'VARCHAR',
            'email': 'VARCHAR', 'autodesk_id': 'VARCHAR', 'team_alias': 'VARCHAR',
            'group': 'VARCHAR', 'offering_name': 'VARCHAR', 'version': 'VARCHAR',
            'seat_assignment': 'VARCHAR', 'assigned_date': 'TIMESTAMP',
            'unassigned_date': 'TIMESTAMP', 'user_activity': 'VARCHAR', 'days_inactive': 'INTEGER',
            'access_option': 'VARCHAR', 'days_used': 'INTEGER', 'monthly_average': 'DOUBLE',
            'tokens_used': 'DOUBLE', 'last_accessed': 'DATE'})
"""

# Two ways to count distinct days: a string of bits for each seat, or each day once and then counted.
USE = {
    "bits": """
        SELECT hash, offering, last_day,
            bit_count(bits & $mask30::BIT) AS d30, bit_count(bits & $mask90::BIT) AS d90,
            bit_count(bits & $mask365::BIT) AS d365
        FROM (
            SELECT hashed_autodesk_id AS hash, offering_name AS offering, max(day_used) AS last_day,
                bitstring_agg(date_diff('day', $epoch, day_used), 0, 399) AS bits
            FROM $usage GROUP BY ALL)
        """,
    "days": """
        SELECT hash, offering, max(day_used) AS last_day,
            count(*) FILTER (day_used > $as_of - 30 AND day_used <= $as_of) AS d30,
            count(*) FILTER (day_used > $as_of - 90 AND day_used <= $as_of) AS d90,
            count(*) FILTER (day_used > $as_of - 365 AND day_used <= $as_of) AS d365
        FROM (
            SELECT DISTINCT hashed_autodesk_id AS hash, offering_name AS offering, day_used
            FROM $usage)
        GROUP BY ALL
        """,
}

# The definitions of days_idle and its like, in the words of the tables of facts.
SEATS = """
    WITH use AS ($use), seat AS (
        SELECT team_alias AS team, lower(email) AS person, report.offering_name AS offering,
            CASE WHEN last_day IS NOT NULL OR last_accessed IS NOT NULL
                THEN least(greatest(last_day, last_accessed), $as_of) END AS last_used,
            assigned_date::DATE AS assigned_on, days_inactive,
            coalesce(d30, 0) AS d30, coalesce(d90, 0) AS d90, coalesce(d365, 0) AS d365
        FROM $report AS report
        LEFT JOIN use ON hash = hashed_autodesk_id AND use.offering = report.offering_name)
    SELECT team, person, offering, last_used, d30 AS days_used_30, d90 AS days_used_90,
        d365 AS days_used_365,
        greatest(0,
            date_diff('day', greatest(coalesce(last_used, $first_known), assigned_on), $as_of),
            CASE WHEN last_used IS NULL THEN least(
                days_inactive - date_diff('day', $as_of, $exported_on),
                greatest(0, date_diff('day', assigned_on, $as_of)))
            END) AS days_idle
    FROM seat
"""


# Bit 0 of the strings of bits.
EPOCH = datetime.date(2025, 11, 20)


def window(as_of: datetime.date, days: int) -> str:
    """The bits of the days that end with a day."""
    last = (as_of - EPOCH).days
    return "".join("1" if last - days < day <= last else "0" for day in range(400))


def seats(usage: str, report: str, exported_on: str, as_of: str, first_known: str, idiom: str) -> str:
    """The query, with everything filled in."""
    dates = {"exported_on": exported_on, "as_of": as_of, "first_known": first_known, "epoch": EPOCH}
    values = {name: f"DATE '{date}'" for name, date in dates.items()}
    for days in (30, 90, 365):
        values[f"mask{days}"] = f"'{window(datetime.date.fromisoformat(as_of), days)}'"
    values |= {"usage_file": f"'{usage}'", "report_file": f"'{report}'"}
    query = SEATS
    for parts in ({"use": USE[idiom], "report": REPORT}, {"usage": USAGE}, values):
        query = Template(query).safe_substitute(parts)
    return query


def main() -> None:
    *arguments, output = sys.argv[1:]
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    connection.execute(f"COPY ({seats(*arguments)}) TO '{output}' (HEADER)")


if __name__ == "__main__":
    main()
