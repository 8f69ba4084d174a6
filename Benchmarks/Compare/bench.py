"""Compares seatwarden with DuckDB, and its CEL with others, in the same run; `make bench` calls it.

usage: bench.py PROGRAMS DATA RESULTS PAIRS SCALE…

A scale is S, M or L, or `cel`.
"""

import datetime
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import cel_bench
import facts_bench
import goals
import measuring
from answers import COLUMNS
from installation import AGAIN, BEGIN, LATER, TAIL, Contenders, Data, generate, installation

HERE = Path(__file__).parent
PEERS = ["duckdb", "common-expression-language", "cel-expr-python"]


def check(ours: str, peer: str, columns: str = ",".join(COLUMNS)) -> None:
    """Ends with 1 where the answers differ."""
    # In a process of its own: this one stays small, see measuring.run.
    if subprocess.run([sys.executable, HERE / "answers.py", ours, peer, columns]).returncode != 0:
        sys.exit("bench: the answers differ")


def faster_idiom(contenders: Contenders, data: Data, output: str) -> str:
    """The way to ask that takes DuckDB less time here."""
    cpu = {idiom: contenders.query(data, BEGIN, idiom, output).cpu for idiom in ("bits", "days")}
    return min(cpu, key=cpu.__getitem__)


def compare(contenders: Contenders, data: Data, pairs: int) -> tuple[list, list, str]:
    """Full cycles and queries in turn, and whether they say the same."""
    ours, peer = [], []
    theirs = str(data.folder / "seats-duckdb.csv")
    measuring.warm([data.path(BEGIN.usage), data.path(BEGIN.report)])
    idiom = faster_idiom(contenders, data, theirs)
    for pair in range(pairs):
        with installation(data) as folder:
            ours.append(contenders.cycle(folder))
            peer.append(contenders.query(data, BEGIN, idiom, theirs))
            if pair == 0:
                mine = str(data.folder / "seats-ours.csv")
                contenders.seats(folder, BEGIN, ",".join(COLUMNS), mine)
                check(mine, theirs)
        print(
            f"{data.scale}: ours {ours[-1].cpu:.3f} s cpu, {ours[-1].wall:.3f} s; DuckDB"
            f" ({idiom}) {peer[-1].cpu:.3f} s cpu, {peer[-1].wall:.3f} s",
            flush=True,
        )
    return ours, peer, idiom


def look(contenders: Contenders, data: Data, steps: list[str]) -> list[dict]:
    """Steps of a daemon in one process; afterwards every seat is compared too."""
    with installation(data) as folder:
        output = str(folder / "looks.txt")
        steps = ["start"] + steps + [f"take:{data.path(LATER.report)}"]
        program = str(contenders.programs / "benchmark-looks")
        measuring.run([program, str(folder / "config.yaml"), BEGIN.now, *steps], output)
        mine, theirs = str(folder / "ours.csv"), str(folder / "duckdb.csv")
        contenders.seats(folder, LATER, ",".join(COLUMNS), mine)
        contenders.query(data, LATER, "bits", theirs)
        check(mine, theirs)
        lines = [json.loads(line) for line in Path(output).read_text().splitlines()]
    for line in lines:
        if line["step"].startswith("take:") and line["taken"] != 1:
            sys.exit(f"bench: {line['step']} was not taken in")
    return lines


def daemon(contenders: Contenders, data: Data) -> dict[str, dict]:
    """What comes after the full cycle: nothing, a day, files with old rows and with new ones."""
    later = f"time:{LATER.now[:10]}T08:00:00Z"
    tail = ["idle:1000", "time:2026-11-25T00:01:00Z", f"take:{data.path(AGAIN)}"]
    tail += [later, f"take:{data.path(TAIL)}"]
    measuring.warm([data.path(BEGIN.usage)])
    _, idle, day, again, _, new, _ = look(contenders, data, tail)
    measuring.warm([data.path(LATER.usage)])
    _, _, whole, _ = look(contenders, data, [later, f"take:{data.path(LATER.usage)}"])
    return {"look": idle, "day": day, "again": again, "tail": new, "whole": whole}


def machine() -> str:
    """The processor, as the kernel calls it, and the threads that may be used."""
    names = [
        line.split(":", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return f"{names[0] if names else platform.machine()}, {len(os.sched_getaffinity(0))} threads"


def write(path: Path, head: dict, lines: list[dict], report: dict) -> None:
    """Writes the figures; those of scales that did not run this time stay, with their dates."""
    old = json.loads(path.read_text()) if path.exists() else {}
    new = {line["scale"] for line in lines}
    kept = [{"date": old["date"]} | line for line in old.get("lines", []) if line["scale"] not in new]
    scales = old.get("scales", {}) | report
    path.write_text(json.dumps(head | {"lines": kept + lines, "scales": scales}, indent=1) + "\n")


def main() -> None:
    programs, data_folder, results, pairs, *scales = sys.argv[1:]
    contenders = Contenders(Path(programs), sys.executable)
    lines, full, report = [], {}, {}
    for scale in (scale for scale in scales if scale != "cel"):
        data = generate(scale, contenders.programs / "benchmark-data", Path(data_folder))
        ours, peer, idiom = compare(contenders, data, int(pairs) if scale != "L" else 3)
        full[scale] = measuring.median(ours), data.counts["usage"]
        steps = daemon(contenders, data)
        facts = facts_bench.compare(contenders, data, int(pairs) if scale != "L" else 3, check)
        lines += goals.full_cycle(scale, ours, peer)
        lines += goals.steps(scale, full[scale][0], steps)
        lines += goals.facts(scale, facts)
        report[scale] = {
            "counts": data.counts,
            "idiom": idiom,
            "ours": [vars(used) for used in ours],
            "duckdb": [vars(used) for used in peer],
            "facts": {
                "idiom": facts.idiom,
                "ours": [vars(used) for used in facts.ours],
                "duckdb": {form: [vars(used) for used in runs] for form, runs in facts.peer.items()},
                "merge": [vars(used) for used in facts.merge],
                "later": [vars(used) for used in facts.later],
            },
            "steps": {name: {k: v for k, v in s.items() if k != "step"} for name, s in steps.items()},
        }
    if {"M", "L"} <= full.keys():
        lines.append(goals.growth(*full["M"], *full["L"]))
    if "cel" in scales:
        more, report["cel"] = cel_bench.bench(Path(programs), Path(data_folder), int(pairs))
        lines += more
    head = {
        "date": datetime.date.today().isoformat(),
        "machine": machine(),
        "peers": {name: importlib.metadata.version(name) for name in PEERS},
    }
    write(Path(results), head, goals.record(lines, head["date"]), report)
    peers = ", ".join(f"{name} {version}" for name, version in head["peers"].items())
    print(f"\n{head['machine']}, {head['date']}; {peers}; DuckDB with 2 threads\n")
    print(goals.table(lines))


if __name__ == "__main__":
    main()
