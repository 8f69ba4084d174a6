"""Compares the columnar evaluator, and the interpreter, with other implementations of CEL."""

import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import measuring
from goals import Line
from measuring import Used, median, ratio

HERE = Path(__file__).parent
CONDITIONS = str(HERE.parent / "CEL" / "conditions.txt")
PEERS = {"rust": "Rust", "cpp": "C++"}
# A column at a time; one row at a time, bound as a map of all its values, and as a structure.
OURS = ("columnar", "maps", "structures")
FORMS = {"rust": ("whole", "flat"), "cpp": ("flat",)}
# How many rows, and how often each contender runs over them at most.
SIZES = {30_000: 7, 500_000: 3}


@dataclass(frozen=True)
class Bench:
    """The programs, and where their tables lie."""

    programs: Path
    folder: Path

    def table(self, rows: int) -> str:
        """The path of a table, made anew: the same seed, the same bytes."""
        path = str(self.folder / f"seats-{rows}.csv")
        subprocess.run([self.programs / "benchmark-cel", "data", path, str(rows)], check=True)
        return path

    def ours(self, way: str, table: str) -> tuple[Used, dict]:
        """A run of ours, and what it printed."""
        return self._run([str(self.programs / "benchmark-cel"), way, table, CONDITIONS])

    def peer(self, name: str, form: str, table: str, rows: int) -> tuple[Used, dict]:
        """A run of a peer."""
        script = str(HERE / "cel_peer.py")
        arguments = [sys.executable, "-B", script, name, form, table, CONDITIONS, str(rows)]
        return self._run(arguments)

    def _run(self, arguments: list[str]) -> tuple[Used, dict]:
        output = str(self.folder / "answers.json")
        used = measuring.run(arguments, output)
        return used, json.loads(Path(output).read_text())

    def quicker_form(self, name: str, table: str) -> str:
        """The way to bind a row that takes a peer less time here."""
        cpu = {form: self.peer(name, form, table, 5000)[0].cpu for form in FORMS[name]}
        return min(cpu, key=cpu.__getitem__)


def answers(printed: dict) -> list[tuple]:
    """What is compared: the rows where each condition is true or an error, and a sum over all outcomes."""
    return [(c["text"], c["true"], c["errors"], c["hash"]) for c in printed["conditions"]]


def check(ours: dict, theirs: dict, who: str) -> None:
    """Ends with 1 where the answers differ."""
    mine, other = answers(ours), answers(theirs)
    if mine != other or ours["rows"] != theirs["rows"] or not mine:
        for pair in zip(mine, other):
            if pair[0] != pair[1]:
                print(f"ours {pair[0]}\n{who} {pair[1]}")
        sys.exit(f"bench: {who} answers otherwise")


def compare(bench: Bench, rows: int, pairs: int) -> tuple[list[Line], dict]:
    """All contenders in turn over the same table, and whether they say the same."""
    table = bench.table(rows)
    measuring.warm([table])
    forms = {name: bench.quicker_form(name, table) for name in PEERS}
    used: dict[str, list[Used]] = {name: [] for name in (*OURS, *PEERS)}
    figures: list[dict] = []
    for _ in range(pairs):
        runs = {way: bench.ours(way, table) for way in OURS}
        runs |= {name: bench.peer(name, form, table, rows) for name, form in forms.items()}
        for name, (cost, said) in runs.items():
            used[name].append(cost)
            check(runs["columnar"][1], said, name)
        figures.append(bench.ours("figures", table)[1])
        last = ", ".join(f"{name} {cost.cpu:.3f} s" for name, (cost, _) in runs.items())
        print(f"CEL, {rows:,} rows: {last}", flush=True)
    conditions = [
        answer | {"ns": statistics.median(said["conditions"][place]["ns"] for said in figures)}
        for place, answer in enumerate(runs["columnar"][1]["conditions"])
    ]
    report = {
        "forms": forms,
        "runs": {name: [vars(run) for run in of_one] for name, of_one in used.items()},
        "conditions": conditions,
    }
    return lines(rows, used, conditions), report


def lines(rows: int, used: dict[str, list[Used]], conditions: list[dict]) -> list[Line]:
    """What is to be reached, and what was."""
    scale = f"{rows // 1000}k"
    result = []
    whole = f"{median(used['columnar']).cpu:.3f} s"
    for name, title in PEERS.items():
        theirs = f"{median(used[name]).cpu:.2f} s"
        r = ratio(used["columnar"], used[name], "cpu")
        result.append(Line(scale, f"CEL, whole process, cpu, {title}", whole, theirs, r, 0.03, 0.03, "x"))
    mean = statistics.mean(c["ns"] for c in conditions)
    result.append(Line(scale, "CEL, a condition and row", "", "", mean, 25, 25, "ns"))
    mean = statistics.mean(c["ns"] for c in conditions if c["group"] == "numbers")
    result.append(Line(scale, "CEL, numbers and logic only", "", "", mean, 2, 2, "ns"))
    mine = f"{median(used['maps']).cpu:.2f} s"
    for name, title in PEERS.items():
        theirs = f"{median(used[name]).cpu:.2f} s"
        r = ratio(used["maps"], used[name], "cpu")
        result.append(Line(scale, f"CEL, row by row, cpu, {title}", mine, theirs, r, 1, 1, "x"))
    return result


def bench(programs: Path, data: Path, pairs: int) -> tuple[list[Line], dict]:
    """Everything, with the figures for programs."""
    folder = data / "cel"
    os.makedirs(folder, exist_ok=True)
    contenders = Bench(programs, folder)
    found, report = [], {}
    for rows, most in SIZES.items():
        more, report[str(rows)] = compare(contenders, rows, min(pairs, most))
        found += more
    return found, report
