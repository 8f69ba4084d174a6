"""Reads the table and the conditions of the comparison of CEL, as `benchmark-cel data` writes them.

The table is CSV; a cell of its header is `name:type`, with `?` behind it where a cell may be empty, which is null.
A name with a point is a field of another row (`pool.free`); the column of type `row` is only the number of that row.
"""

import csv
import datetime
import functools
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

PARSERS: dict[str, Callable[[str], object]] = {
    "bool": lambda cell: cell == "true",
    "int": int,
    "double": float,
    "string": str,
    "timestamp": functools.cache(datetime.datetime.fromisoformat),
}


def columns(path: str) -> dict[str, str]:
    """The types of the columns by their names, in their order."""
    with open(path, newline="", encoding="utf-8") as file:
        return dict(cell.split(":") for cell in next(csv.reader(file)))


def parser(kind: str) -> Callable[[str], object]:
    """What reads a cell of a type."""
    parse = PARSERS[kind.rstrip("?")]
    return (lambda cell: parse(cell) if cell else None) if kind.endswith("?") else parse


def rows(path: str, most: int) -> Iterator[dict[str, object]]:
    """The first rows, each as a peer takes it."""
    plain: list[tuple] = []
    nested: dict[str, list[tuple]] = {}
    for position, (name, kind) in enumerate(columns(path).items()):
        if kind == "row":
            continue
        owner, _, field = name.rpartition(".")
        (nested.setdefault(owner, []) if owner else plain).append((field, position, parser(kind)))
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        next(reader)
        for cells in itertools.islice(reader, most):
            row = {name: parse(cells[at]) for name, at, parse in plain}
            for owner, fields in nested.items():
                row[owner] = {name: parse(cells[at]) for name, at, parse in fields}
            yield row


def conditions(path: str) -> list[str]:
    """The conditions, without headings and comments."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return [line for line in map(str.strip, lines) if line and not line.startswith("#")]
