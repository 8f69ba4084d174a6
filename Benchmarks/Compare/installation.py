"""Data of a scale, and installations that are used once."""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import measuring

SOURCES = Path(__file__).parent.parent / "Data"


@dataclass(frozen=True)
class Moment:
    """A day of the story: the exports that are there, and what their facts hang on."""

    now: str
    exported_on: str
    as_of: str
    usage: str
    report: str


FIRST_KNOWN = "2025-11-23"
BEGIN = Moment(
    "2026-11-24T08:00:00Z",
    "2026-11-24",
    "2026-11-22",
    "exports/usage_2026-11-24.csv",
    "exports/usage_report_2026-11-24.csv",
)
LATER = Moment(
    "2026-11-28T08:10:00Z",
    "2026-11-28",
    "2026-11-26",
    "later/usage_2026-11-28.csv",
    "later/usage_report_2026-11-28.csv",
)
TAIL = "later/usage_tail_2026-11-28.csv"
AGAIN = "again/usage_2026-11-25.csv"


@dataclass(frozen=True)
class Data:
    """The exports of a scale."""

    scale: str
    folder: Path
    counts: dict[str, int]

    def path(self, name: str) -> str:
        return str(self.folder / name)


def generate(scale: str, generator: Path, above: Path) -> Data:
    """Makes the exports of a scale, or takes those that the same generator has made before."""
    folder = above / scale
    mark = folder / "made.json"
    digest = hashlib.sha256(b"".join(p.read_bytes() for p in sorted(SOURCES.glob("*.swift"))))
    version = digest.hexdigest()
    if not mark.exists() or json.loads(mark.read_text())["version"] != version:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        made = subprocess.run(
            [generator, scale, folder], check=True, stdout=subprocess.PIPE, text=True
        )
        counts = json.loads(made.stdout)
        mark.write_text(json.dumps({"version": version, "counts": counts}))
    return Data(scale, folder, json.loads(mark.read_text())["counts"])


@contextmanager
def installation(data: Data):
    """An installation without a state, with the first exports in its inbox; gone afterwards.

    The exports are linked, not copied: taking a file in moves it to another folder.
    """
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=data.folder.parent))
    try:
        shutil.copy(data.folder / "config.yaml", folder)
        shutil.copytree(data.folder / "policies", folder / "policies")
        (folder / "inbox").mkdir()
        for name in (BEGIN.usage, BEGIN.report):
            for suffix in (".source.json", ""):
                source = data.folder / (name + suffix)
                os.link(source, folder / "inbox" / source.name)
        yield folder
    finally:
        shutil.rmtree(folder)


@dataclass(frozen=True)
class Contenders:
    """The programs."""

    programs: Path
    python: str

    def cycle(self, folder: Path) -> measuring.Used:
        """One cycle of ours on an installation."""
        config = str(folder / "config.yaml")
        program = str(self.programs / "seatwarden")
        arguments = [program, "once", "--config", config, "--at", BEGIN.now]
        return measuring.run(arguments, str(folder / "once.txt"))

    def seats(self, folder: Path, moment: Moment, columns: str, output: str) -> None:
        """What ours says of every seat after its cycles."""
        config = str(folder / "config.yaml")
        measuring.run(
            [str(self.programs / "seatwarden"), "facts", "seat", "--config", config]
            + ["--at", moment.now, "--format", "csv", "--select", columns],
            output,
        )

    def query(self, data: Data, moment: Moment, idiom: str, output: str) -> measuring.Used:
        """The same by DuckDB."""
        return measuring.run(
            [self.python, str(Path(__file__).parent / "seats_duckdb.py")]
            + [data.path(moment.usage), data.path(moment.report)]
            + [moment.exported_on, moment.as_of, FIRST_KNOWN, idiom, output],
            os.devnull,
        )
