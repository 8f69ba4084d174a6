"""Runs programs and says what they used."""

import os
import statistics
import sys
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Used:
    """Seconds of processor and of the clock, and the peak of memory in bytes, of a whole process."""

    cpu: float
    wall: float
    peak: int


def run(arguments: list[str], output: str) -> Used:
    """Runs a program to its end; what it prints goes to a file.

    The peak that the kernel reports is at least that of this process when it started the other: this
    one stays small, and leaves comparing answers to another.
    """
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, "/dev/null", os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
    ]
    begun = time.monotonic()
    child = os.posix_spawnp(arguments[0], arguments, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - begun
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        sys.exit(f"bench: {' '.join(arguments)} ended with {code}")
    return Used(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024)


def median(runs: list[Used]) -> Used:
    """The medians, each of its own."""
    return Used(
        statistics.median(r.cpu for r in runs),
        statistics.median(r.wall for r in runs),
        int(statistics.median(r.peak for r in runs)),
    )


def ratio(ours: list[Used], peer: list[Used], what: str) -> float:
    """The median of the ratios of pairs, which ran one after the other on the same busy machine."""
    return statistics.median(getattr(a, what) / getattr(b, what) for a, b in zip(ours, peer))


def warm(paths: list[str]) -> None:
    """Reads files, so that both programs find them in memory."""
    for path in paths:
        with open(path, "rb", buffering=0) as file:
            while file.read(1 << 22):
                pass
