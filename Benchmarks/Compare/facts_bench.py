"""Facts from stored history, against DuckDB and its own stored table of the same day rows."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import measuring
from installation import BEGIN, FIRST_KNOWN, LATER, TAIL, Contenders, Data, installation

HERE = Path(__file__).parent
PEER = HERE / "facts_duckdb.py"
FORMS = ("loaded", "sorted")
COLUMNS = {
    "seat": "team,person,offering,last_used,days_used_30,days_used_90,days_used_365,days_idle",
    "person": "person,last_used,offerings_used_30",
    "pool": "team,offering,active_30,active_90,active_365,peak_users_90,p95_users_90",
}


@dataclass(frozen=True)
class Facts:
    """What was measured, run by run."""

    ours: list[measuring.Used]
    # By the form of DuckDB's table.
    peer: dict[str, list[measuring.Used]]
    later: list[measuring.Used]
    merge: list[measuring.Used]
    # By the form of DuckDB's table.
    idiom: dict[str, str]


def used(line: dict) -> measuring.Used:
    return measuring.Used(line["cpu"], line["wall"], line["peak"])


def database(form: str, data: Data, python: str) -> str:
    """DuckDB's own database of the day rows in a form, made once."""
    path = data.folder / f"facts-{form}.duckdb"
    if not path.exists():
        unfinished = str(path) + ".new"
        Path(unfinished).unlink(missing_ok=True)
        files = [data.path(BEGIN.usage), data.path(BEGIN.report)]
        measuring.run([python, "-B", str(PEER), "make", form, unfinished, *files], "/dev/null")
        Path(unfinished).rename(path)
    return str(path)


def ask(path: str, idiom: str, folder: Path, python: str) -> measuring.Used:
    """The figures by DuckDB."""
    output = folder / "theirs"
    output.mkdir(exist_ok=True)
    dates = [BEGIN.exported_on, BEGIN.as_of, FIRST_KNOWN]
    log = str(folder / "duckdb.txt")
    measuring.run([python, "-B", str(PEER), "ask", path, *dates, idiom, str(output)], log)
    return used(json.loads(Path(log).read_text()))


def find(contenders: Contenders, data: Data, folder: Path) -> dict[str, measuring.Used]:
    """The figures by ours: from the stored history, and after the newest 1 % of rows were merged."""
    output = folder / "ours"
    output.mkdir(exist_ok=True)
    log = str(folder / "facts.txt")
    measuring.run(
        [str(contenders.programs / "benchmark-facts"), str(folder / "config.yaml"), LATER.now]
        + [str(output), data.path(TAIL), f"{LATER.exported_on}T00:00:00Z"],
        log,
    )
    lines = [json.loads(line) for line in Path(log).read_text().splitlines()]
    return {line["step"]: used(line) for line in lines}


def compare(
    contenders: Contenders, data: Data, pairs: int, check: Callable[[str, str, str], None]
) -> Facts:
    """Both in turn, and whether they say the same."""
    paths = {form: database(form, data, contenders.python) for form in FORMS}
    with installation(data) as folder:
        contenders.cycle(folder)

        def theirs(form: str, idiom: str) -> measuring.Used:
            return ask(paths[form], idiom, folder, contenders.python)

        idioms = {}
        for form in FORMS:
            cpu = {idiom: theirs(form, idiom).cpu for idiom in ("bits", "days")}
            idioms[form] = min(cpu, key=cpu.__getitem__)
        facts = Facts([], {form: [] for form in FORMS}, [], [], idioms)
        for pair in range(pairs):
            steps = find(contenders, data, folder)
            facts.ours.append(steps["stored"])
            facts.merge.append(steps["merge"])
            facts.later.append(steps["later"])
            for form in FORMS:
                facts.peer[form].append(theirs(form, idioms[form]))
                for table, columns in COLUMNS.items() if pair == 0 else ():
                    check(str(folder / f"ours/{table}.csv"), str(folder / f"theirs/{table}.csv"), columns)
            peer = ", ".join(f"{form} {facts.peer[form][-1].cpu:.3f} s cpu" for form in FORMS)
            print(
                f"{data.scale}: facts, ours {facts.ours[-1].cpu:.3f} s cpu, {facts.ours[-1].wall:.3f} s;"
                f" DuckDB {peer}; after 1 % {facts.later[-1].cpu:.3f} s cpu",
                flush=True,
            )
    return facts
