"""Conditions over the rows of a table by another implementation of CEL, in a process of its own.

usage: cel_peer.py rust whole|flat TABLE CONDITIONS ROWS
       cel_peer.py cpp flat TABLE CONDITIONS ROWS

Each in the quickest way that it offers: every condition is compiled once, a row is bound once for all
conditions, and what is bound is shared. `whole` binds the row as one map `seat`; `flat` binds its fields as
variables and leaves `seat.` out of the conditions, which says the same. The C++ runtime takes a moment only as
a variable of its own, so for it there is only `flat`.
"""

import json
import re
import sys
import zlib
from collections.abc import Iterator

import cel_table

# What an outcome is in the row of bytes that is compared: false and true are 0 and 1.
ERROR = 2

def rust(conditions: list[str], types: dict[str, str], rows: Iterator[dict]) -> list[bytearray]:
    """What each condition comes to, by common-expression-language: the crate `cel` behind PyO3."""
    import cel

    found = [bytearray() for _ in conditions]
    pairs = [
        (cel.compile(text).execute, outcome.append) for text, outcome in zip(conditions, found)
    ]
    for row in rows:
        context = cel.Context(row)
        for execute, note in pairs:
            try:
                note(execute(context))
            except Exception:  # noqa: BLE001 - whatever it is, the condition has no value here
                note(ERROR)
    return found


def cpp(conditions: list[str], types: dict[str, str], rows: Iterator[dict]) -> list[bytearray]:
    """The same by cel-expr-python: Google's C++ runtime, with the types declared."""
    from cel_expr_python import cel

    names = {kind: kind.upper() for kind in cel_table.PARSERS}
    variables = {name: getattr(cel.Type, names.get(kind, "DYN")) for name, kind in types.items()}
    environment = cel.NewEnv(variables=variables)
    found = [bytearray() for _ in conditions]
    pairs = [
        (environment.compile(text).eval, outcome.append) for text, outcome in zip(conditions, found)
    ]
    for row in rows:
        activation = environment.Activation(row)
        for evaluate, note in pairs:
            try:
                note(evaluate(activation).value())
            except Exception:  # noqa: BLE001 - an error is a value that is no bool
                note(ERROR)
    return found


def flattened(table: str) -> dict[str, str]:
    """The variables that stand for the fields of a row, a map for those with a point."""
    return {
        name.split(".")[0]: "map" if "." in name else kind
        for name, kind in cel_table.columns(table).items()
        if kind != "row"
    }


def main() -> None:
    peer, form, table, conditions_path, count = sys.argv[1:]
    conditions = cel_table.conditions(conditions_path)
    rows = cel_table.rows(table, int(count))
    if form == "flat":
        texts = [re.sub(r"\bseat\.(?=\w)", "", condition) for condition in conditions]
    else:
        texts, rows = conditions, ({"seat": row} for row in rows)
    found = {"rust": rust, "cpp": cpp}[peer](texts, flattened(table), rows)
    answers = [
        {
            "text": condition,
            "true": outcome.count(1),
            "errors": outcome.count(ERROR),
            "hash": f"{zlib.crc32(outcome):08x}",
        }
        for condition, outcome in zip(conditions, found)
    ]
    print(json.dumps({"rows": len(found[0]) if found else 0, "conditions": answers}))


if __name__ == "__main__":
    main()
