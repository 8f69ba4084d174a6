"""Whether two programs say the same of every row.

usage: answers.py OURS PEER [COLUMN,COLUMN…]; without columns those of seats; ends with 1 and shows the first differences where they do not.
"""

import csv
import sys

COLUMNS = [
    "team", "person", "offering", "last_used", "days_used_30", "days_used_90", "days_used_365",
    "days_idle",
]


def rows(path: str, columns: list[str]) -> list[tuple[str, ...]]:
    """The rows of a file in the order of their keys."""
    with open(path, newline="", encoding="utf-8") as file:
        return sorted(tuple(row[column] for column in columns) for row in csv.DictReader(file))


def main() -> None:
    columns = sys.argv[3].split(",") if len(sys.argv) > 3 else COLUMNS
    ours, peer = rows(sys.argv[1], columns), rows(sys.argv[2], columns)
    if not ours or ours != peer:
        different = sorted(set(ours) ^ set(peer))
        print(f"{len(ours)} rows here, {len(peer)} there, {len(different)} of them different")
        for row in different[:6]:
            print("  here " if row in set(ours) else "  there", ", ".join(row))
        sys.exit(1)
    print(f"{len(ours)} rows, all equal")


if __name__ == "__main__":
    main()
