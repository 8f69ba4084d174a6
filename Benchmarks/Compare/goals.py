"""What is to be reached, and what was."""

import math
from dataclasses import asdict, dataclass

from facts_bench import Facts
from measuring import Used, median, ratio

MIB = 1 << 20


@dataclass(frozen=True)
class Line:
    """A line of the table; `least` is what must be reached, `goal` what should."""

    scale: str
    what: str
    ours: str
    peer: str
    measured: float
    least: float
    goal: float
    unit: str

    @property
    def verdict(self) -> str:
        if self.measured <= self.goal:
            return "met"
        return "least" if self.measured <= self.least else "missed"


def full_cycle(scale: str, ours: list[Used], peer: list[Used]) -> list[Line]:
    """A cycle from nothing, against DuckDB."""
    a, b = median(ours), median(peer)
    cpu, wall = f"{a.cpu:.3f} s", f"{a.wall:.3f} s"
    lines = []
    if scale == "S":
        r = ratio(ours, peer, "wall")
        lines.append(Line(scale, "full cycle, wall", wall, f"{b.wall:.3f} s", r, 0.25, 0.10, "x"))
    else:
        r = ratio(ours, peer, "cpu")
        lines.append(Line(scale, "full cycle, cpu", cpu, f"{b.cpu:.3f} s", r, 0.80, 0.30, "x"))
        r = ratio(ours, peer, "wall")
        lines.append(Line(scale, "full cycle, wall", wall, f"{b.wall:.3f} s", r, 0.80, 0.30, "x"))
        least, goal = (120, 60) if scale == "M" else (400, 220)
        lines.append(
            Line(scale, "full cycle, peak memory", "", f"{b.peak / MIB:.0f} MiB", a.peak / MIB, least,
                goal, "MiB")
        )
    return lines


def growth(small: Used, small_rows: int, large: Used, large_rows: int) -> Line:
    """How processor time grows with rows from M to L."""
    exponent = math.log(large.cpu / small.cpu) / math.log(large_rows / small_rows)
    return Line("M-L", "growth of cpu, exponent", "", "", exponent, 1.12, 1.05, "")


def steps(scale: str, full: Used, taken: dict[str, dict]) -> list[Line]:
    """What a daemon meets after the full cycle, in shares of it."""

    def line(step: str, what: str, least: float, goal: float) -> Line:
        cpu = taken[step]["cpu"]
        return Line(scale, what, f"{cpu * 1000:.1f} ms", "", cpu / full.cpu, least, goal, "x full")

    constant = 0.005 / full.cpu
    look = taken["look"]
    quiet = "nothing new, a look" + (" (AND IT WROTE)" if look["wrote"] else "")
    return [
        line("tail", "1 % of rows new, in a file", 0.10 + constant, 0.02 + constant),
        line("whole", "1 % appended, written whole", 0.60, 0.30),
        line("again", "the same written again", 0.60, 0.30),
        line("day", "a new day, no file", 0.05, 0.01),
        Line(scale, quiet, "", "", look["cpu"] * 1000, 20, 2, "ms"),
    ]


def facts(scale: str, measured: Facts) -> list[Line]:
    """Facts from stored history, against DuckDB, and after 1 % of rows against the first time."""
    a, c = median(measured.ours), median(measured.later)
    lines = []
    for form, what in (("loaded", "facts from history"), ("sorted", "the same, DuckDB's rows numbered and sorted")):
        peer = measured.peer[form]
        b = median(peer)
        for of, ours, theirs in (("cpu", a.cpu, b.cpu), ("wall", a.wall, b.wall)):
            share = ratio(measured.ours, peer, of)
            lines.append(Line(scale, f"{what}, {of}", f"{ours:.3f} s", f"{theirs:.3f} s", share, 0.25, 0.25, "x"))
    share = ratio(measured.later, measured.ours, "cpu")
    lines.append(Line(scale, "facts after 1 % of rows", f"{c.cpu * 1000:.1f} ms", "", share, 0.10, 0.10, "x facts"))
    return lines


def table(lines: list[Line]) -> str:
    """The lines for people."""
    head = ("scale", "measure", "ours", "peer", "measured", "least", "goal", "")
    cells = [head] + [
        (
            line.scale, line.what, line.ours, line.peer, f"{line.measured:.3g} {line.unit}".strip(),
            f"{line.least:.3g}", f"{line.goal:.3g}", line.verdict,
        )
        for line in lines
    ]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in cells
    )


def record(lines: list[Line], date: str) -> list[dict]:
    """The lines for programs."""
    return [asdict(line) | {"verdict": line.verdict, "date": date} for line in lines]
