#!/usr/bin/env bash
# Compares with DuckDB on made-up exports. Run by `make bench`; the programs are built already.
#   scripts/bench.sh FOLDER-OF-THE-PROGRAMS SCALE…
# BENCH_DATA is where the exports lie (.build/bench): M takes 2 GB, L 20 GB. PAIRS is how often both run.
set -euo pipefail
cd "$(dirname "$0")/.."

programs=${1:?usage: scripts/bench.sh FOLDER-OF-THE-PROGRAMS SCALE…}
shift
data=${BENCH_DATA:-.build/bench}
venv=.build/bench-venv
python=python3

if ! "$venv/bin/python" -c 'import duckdb' 2>/dev/null; then
    command -v "$python" >/dev/null || { echo "bench: python3 is needed, for DuckDB" >&2; exit 69; }
    echo "bench: installing DuckDB into $venv"
    "$python" -m venv "$venv"
    "$venv/bin/pip" install --quiet --requirement Benchmarks/Compare/requirements.txt
fi

mkdir -p "$data"
exec "$venv/bin/python" -B Benchmarks/Compare/bench.py \
    "$programs" "$data" Benchmarks/results.json "${PAIRS:-5}" "$@"
