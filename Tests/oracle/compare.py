#!/usr/bin/env python3
"""Compare the program's fact tables and relations with the oracle's, cell by cell.

    compare.py --program .build/debug/seatwarden --seeds 1-300
    compare.py --program .build/debug/seatwarden --company Examples/harbour-studio --now 2026-11-24T08:00:00Z

Each seed is a small random company (make_company.py). `once --at` takes its inbox in, in one or in several
cycles; then `facts TABLE --format json` is read at that moment, at a later or at an earlier one (with --thorough
at all three). Its --where asks for the rows whose relations are those that the oracle found. Exit status 1: they
differ.
"""
import argparse
import concurrent.futures
import csv
import datetime as dt
import io
import json
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import coverage
import facts_oracle
import make_company
import plain_yaml

KEYS = facts_oracle.KEYS
RELATIONS = facts_oracle.RELATIONS
# A change has no key: two of one subject may be seen on one day.
WITHOUT_KEY = ("change",)
# Tells a relation that is null; no key is so.
ABSENT = ["(null)"]


class Failure(Exception):
    pass


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise Failure(f"{' '.join(command[1:])[:300]} …: exit {done.returncode}: {done.stderr[:600].strip()}")
    return done.stdout


def text_of(now):
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")


def same(mine, theirs):
    if isinstance(mine, bool) or isinstance(theirs, bool): return mine is theirs
    if isinstance(mine, (int, float)) and isinstance(theirs, (int, float)):
        return math.isclose(mine, theirs, rel_tol=1e-9, abs_tol=1e-12)
    return mine == theirs


def differences(table, expected, actual):
    """Lines that tell where two tables are not alike."""
    if table in WITHOUT_KEY: return differences_without_key(table, expected, actual)
    key = lambda row: tuple(row.get(k) for k in KEYS[table])
    found = []
    if [key(r) for r in actual] != sorted(key(r) for r in actual): found.append(f"{table}: not sorted by key")
    theirs = {key(r): r for r in actual}
    mine = {key(r): r for r in expected}
    if len(theirs) != len(actual): found.append(f"{table}: a key stands twice")
    for k in sorted(set(mine) | set(theirs), key=str):
        if k not in theirs: found.append(f"{table} {'/'.join(k)}: the program lacks this row")
        elif k not in mine: found.append(f"{table} {'/'.join(k)}: only the program has this row")
        else:
            for c in sorted(set(mine[k]) | set(theirs[k])):
                a, b = mine[k].get(c, "(no such column)"), theirs[k].get(c, "(no such column)")
                if not same(a, b): found.append(f"{table} {'/'.join(k)} .{c}: oracle {a!r}, program {b!r}")
    return found


def differences_without_key(table, expected, actual):
    whole = lambda row: json.dumps(row, sort_keys=True, ensure_ascii=False)
    mine, theirs = ([whole(r) for r in rows] for rows in (expected, actual))
    return ([f"{table} {r}: the program lacks this row" for r in sorted(mine) if mine.count(r) > theirs.count(r)]
            + [f"{table} {r}: only the program has this row" for r in sorted(theirs) if theirs.count(r) > mine.count(r)])


class Facts:
    """The program's answers about one company."""

    def __init__(self, program, folder):
        self.program, self.config = program, os.path.join(folder, "config.json")

    def rows(self, table, now, *more, form="json"):
        text = run(self.program, "facts", table, "--format", form, "--at", text_of(now), "--config", self.config, *more)
        return json.loads(text) if form == "json" else rows_of(text)


def relation_condition(table, relations):
    """A condition that holds for the rows whose relations are those that the oracle found."""
    own = ' + "|" + '.join(f"{table}.{k}" for k in KEYS[table])
    parts = ["true"]
    for name, (target, _) in RELATIONS[table].items():
        theirs, found = f"{table}.{name}", {key: row[name] for key, row in relations.items()}
        if all(keys is None for keys in found.values()): parts.append(f"{theirs} == null")
        elif any(isinstance(keys, list) for keys in found.values()):
            # Column by column: whole keys of long lists would cost more than an expression may.
            for place, column in enumerate(KEYS[target]):
                column_of = {key: ABSENT if keys is None else [k.split("|")[place] for k in keys] for key, keys in found.items()}
                parts.append(f"({theirs} == null ? {cel(ABSENT)} : {theirs}.map(x, x.{column})) == {cel(column_of)}[{own}]")
        else:
            parts_of = {key: ABSENT if keys is None else keys.split("|") for key, keys in found.items()}
            columns = ", ".join(f"{theirs}.{column}" for column in KEYS[target])
            parts.append(f"({theirs} == null ? {cel(ABSENT)} : [{columns}]) == {cel(parts_of)}[{own}]")
    return " && ".join(parts)


def cel(value):
    return json.dumps(value, ensure_ascii=False)


def compare_table(facts, company, table, now, coverage):
    """The lines that tell how a table and its relations differ at a moment, and how many cells were compared."""
    rows, relations = facts_oracle.TABLES[table](company), facts_oracle.relations_of(company, table)
    coverage.note(table, rows, relations)
    expected = json.loads(json.dumps(rows, default=str))
    if not RELATIONS.get(table):
        actual = facts.rows(table, now)
        return differences(table, expected, actual), sum(map(len, actual))
    condition = relation_condition(table, relations)
    actual = facts.rows(table, now, "--where", condition)
    if len(actual) == len(expected):
        return differences(table, expected, actual), sum(len(r) + len(RELATIONS[table]) for r in actual)
    whole, key = facts.rows(table, now), lambda row: "|".join(str(row[k]) for k in KEYS[table])
    alike = {key(r) for r in actual}
    odd = [f"{table} {key(r)}: oracle's relations {relations[key(r)]}, the program's differ"
           for r in whole if key(r) not in alike and key(r) in relations]
    return differences(table, expected, whole) + odd, sum(map(len, whole))


def compare(program, folder, config, given, plan, printed):
    """Tables at moments, as (moment, table); of one table the CSV too. Gives what differs, how many cells, what occurred."""
    facts, found, cells, company, last, seen = Facts(program, folder), [], 0, None, None, coverage.Coverage()
    for now, table in plan:
        if now != last: company, last = facts_oracle.Company(config, given, now), now
        try: lines, count = compare_table(facts, company, table, now, seen)
        except Failure as failure: lines, count = [f"{table}: {failure}"], 0
        found += [f"{text_of(now)} {line}" for line in lines]
        cells += count
        if table == printed and now == plan[0][0]:
            if facts.rows(table, now, form="csv") != [csv_row(row) for row in facts.rows(table, now)]:
                found.append(f"{text_of(now)} {table}: CSV differs from JSON")
    return found, cells, seen


def rows_of(text):
    """The rows of a CSV text, with what JSON has not in it."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def csv_row(row):
    def cell(value):
        if value is None: return ""
        if isinstance(value, bool): return "true" if value else "false"
        if isinstance(value, list): return ";".join(value)
        return value if isinstance(value, str) else json.dumps(value)
    return {key: cell(value) for key, value in row.items() if key != "used_days"}


def take_in(program, folder, now):
    run(program, "once", "--at", text_of(now), "--config", os.path.join(folder, "config.json"))
    refused = os.path.join(folder, "inbox", "refused")
    reasons = [n for n in os.listdir(refused) if n.endswith(".why.txt")] if os.path.isdir(refused) else []
    if reasons:
        with open(os.path.join(refused, reasons[0]), encoding="utf-8") as f: raise Failure(f.read())


def batches_of(chance, given, now):
    """When which files come: all at once, in any order in two cycles, or as they are exported in several."""
    names = sorted(n for n in os.listdir(given) if not n.endswith(".source.json"))
    way = chance.choice(["at once", "at once", "at once", "in any order", "in time"])
    if way == "at once": return [(now, names)]
    if way == "in any order":
        chance.shuffle(names)
        cut = chance.randrange(len(names) + 1)
        # The very same file twice: the one that came first gives the name.
        first = [n for n in names[:cut] if "-again-" not in n]
        return [(now, first), (now, [n for n in names if n not in first])]
    exported = {n: facts_oracle.File(os.path.join(given, n), 0).exported_at for n in names}
    moments = sorted(now - dt.timedelta(days=chance.randrange(1, 60)) for _ in range(3)) + [now]
    batches, rest = [], names
    for moment in moments:
        batches.append((moment, [n for n in rest if exported[n] <= moment or moment == now]))
        rest = [n for n in rest if n not in batches[-1][1]]
    return batches


def compare_seed(program, seed, tables, thorough, keep=None):
    """A random company, whose files come in one cycle or in several."""
    with tempfile.TemporaryDirectory(prefix=f"company-{seed}-") as scratch:
        folder = os.path.join(keep, str(seed)) if keep else scratch
        shutil.rmtree(folder, ignore_errors=True)
        given, inbox = os.path.join(folder, "given"), os.path.join(folder, "inbox")
        maker = make_company.Company(seed)
        config, now = maker.write(folder, given)
        chance = random.Random(seed * 7919)
        os.makedirs(inbox)
        for moment, names in batches_of(chance, given, now):
            for name in names:
                for part in (name + ".source.json", name):
                    if os.path.exists(os.path.join(given, part)): shutil.copy2(os.path.join(given, part), inbox)
            take_in(program, folder, moment)
        later = now + dt.timedelta(days=chance.choice([1, 3, 20, 45]), hours=chance.randrange(24))
        earlier = now - dt.timedelta(days=chance.choice([2, 9, 33]))
        moments = [now, later, earlier] if thorough else [chance.choice([now, now, later, earlier])]
        plan = [(moment, table) for moment in moments for table in tables]
        result = compare(program, folder, config, given, plan, chance.choice(tables) if seed % 10 == 0 else None)
        result[2].note_company(maker.oddities)
        return result


def compare_company(program, source, now, tables):
    with tempfile.TemporaryDirectory(prefix="company-") as folder:
        inbox = os.path.join(folder, "inbox")
        shutil.copytree(os.path.join(source, "inbox"), inbox)
        with open(os.path.join(source, "config.yaml"), encoding="utf-8") as f: config = plain_yaml.read(f.read())
        with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as f: json.dump(config, f)
        shutil.copytree(inbox, os.path.join(folder, "given"))
        take_in(program, folder, now)
        moments = [now, now + dt.timedelta(days=20), now - dt.timedelta(days=100)]
        plan = [(moment, table) for moment in moments for table in tables]
        return compare(program, folder, config, os.path.join(folder, "given"), plan, "seat")


def seeds_of(text):
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("--program", required=True)
    p.add_argument("--seeds", type=seeds_of, default=[], help="such as 7 or 1-300")
    p.add_argument("--company", help="a folder with config.yaml and inbox")
    p.add_argument("--now", help="for --company")
    p.add_argument("--tables", type=lambda text: text.split(","), default=list(KEYS), help="only these, such as seat,pool")
    p.add_argument("--relations", type=lambda text: text.split(","), help="only these, such as seat.pool; none: columns alone")
    p.add_argument("--thorough", action="store_true", help="at every moment, not at one of them")
    p.add_argument("--coverage", action="store_true", help="what never occurs in the companies counts as a difference")
    p.add_argument("--keep", help="keep the random companies in this folder")
    p.add_argument("--most", type=int, default=40, help="differences to print")
    a = p.parse_args()
    if a.relations is not None:
        for table, names in RELATIONS.items(): RELATIONS[table] = {n: r for n, r in names.items() if f"{table}.{n}" in a.relations}
    jobs = [(f"seed {s}", compare_seed, (a.program, s, a.tables, a.thorough, a.keep)) for s in a.seeds]
    if a.company: jobs.append((a.company, compare_company, (a.program, a.company, facts_oracle.instant_of(a.now), a.tables)))
    found, cells, seen = [], 0, coverage.Coverage()
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        results = [(name, pool.submit(work, *arguments)) for name, work, arguments in jobs]
        for name, result in results:
            try:
                lines, count, occurred = result.result()
                seen.add(occurred)
            except Failure as failure: lines, count = [str(failure)], 0
            found += [f"{name}: {line}" for line in lines]
            cells += count
    # A column that never varies is not compared.
    if a.coverage: found += [f"coverage: {line}" for line in coverage.lacking(seen)]
    for line in found[:a.most]: print(line)
    if len(found) > a.most: print(f"and {len(found) - a.most} more")
    print(f"{len(jobs)} companies, {cells} cells, {len(found)} differences")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
