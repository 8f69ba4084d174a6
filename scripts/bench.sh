#!/usr/bin/env bash
# Compares with DuckDB on made-up exports, and with other implementations of CEL. Run by `make bench`; the
# programs are built already. A scale is S, M, L, or cel.
#   scripts/bench.sh FOLDER-OF-THE-PROGRAMS SCALE…
# BENCH_DATA is where the exports lie (.build/bench): M takes 2 GB, L 20 GB. PAIRS is how often both run.
set -euo pipefail
cd "$(dirname "$0")/.."

programs=${1:?usage: scripts/bench.sh FOLDER-OF-THE-PROGRAMS SCALE…}
shift
data=${BENCH_DATA:-.build/bench}
venv=.build/bench-venv
python=python3

if ! "$venv/bin/python" -c 'import duckdb, cel, cel_expr_python.cel' 2>/dev/null; then
    command -v "$python" >/dev/null || { echo "bench: python3 is needed, for the peers" >&2; exit 69; }
    echo "bench: installing DuckDB and two implementations of CEL into $venv"
    "$python" -m venv "$venv"
    "$venv/bin/pip" install --quiet --requirement Benchmarks/Compare/requirements.txt
fi

mkdir -p "$data"
exec "$venv/bin/python" -B Benchmarks/Compare/bench.py \
    "$programs" "$data" Benchmarks/results.json "${PAIRS:-5}" "$@"
