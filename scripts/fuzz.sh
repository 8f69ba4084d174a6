#!/usr/bin/env bash
# Tries the readers of foreign files and expressions with inputs that libFuzzer breeds: none may crash,
# hang, or be read in two ways.
#   scripts/fuzz.sh build                   the program, apart from the others
#   scripts/fuzz.sh run SECONDS [TARGET…]   so long for each target, as many at once as there are processors
# With FUZZ_SEED=NUMBER and no corpus of earlier runs a target is given the same inputs each time.
# An input that breaks something is printed as hexadecimal digits and kept in .build-fuzz/broken; once it
# is mended, the input belongs into Tests/Fuzzing/Findings/TARGET, where every run begins with it.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() { echo "usage: scripts/fuzz.sh build | run SECONDS [TARGET…]" >&2; exit 64; }
[ $# -gt 0 ] || usage
swift=$(scripts/find-swift.sh)
shared=${SEATWARDEN_SHARED:-../shared}
work=.build-fuzz

toolchain=$(dirname "$(dirname "$(readlink -f "$swift")")")
if ! compgen -G "$toolchain/lib/clang/*/lib/*/libclang_rt.fuzzer*$(uname -m).a" >/dev/null; then
    echo "fuzz: skipped: this Swift toolchain comes without libclang_rt.fuzzer"
    exit 0
fi

program=$work/release/Fuzzing
case $1 in
build)
    # Every module is built with the flags; targets look inside Exports.
    FUZZ=1 "$swift" build -c release --scratch-path "$work" --product Fuzzing \
        -Xswiftc -sanitize=fuzzer -Xswiftc -enable-testing
    exit
    ;;
run) ;;
*) usage ;;
esac

seconds=${2:?$(usage)}
targets=("${@:3}")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <("$program" list)

# The inputs that a run begins with: the program's own, findings, and what others have made.
seed() {
    local target=$1 seeds=$2 file
    "$program" seeds "$target" "$seeds"
    for file in "Tests/Fuzzing/Findings/$target"/*; do
        [ ! -f "$file" ] || cp "$file" "$seeds/finding-${file##*/}"
    done
    case $target in
    cel-*) "$program" expressions "$seeds" "$shared"/conformance/cel/*.json ;;
    esac
    for file in "$shared"/data/exports/* "$shared"/data/exports/broken/*; do
        case $target:$file in
        *.expect.json) ;;
        # The first byte of these chooses: 3 is no header for days, and small pieces for delimited text.
        days:*.csv | delimited:*.csv) { printf '\003' && cat "$file"; } >"$seeds/shared-${file##*/}" ;;
        json:*.json | archive:*.xlsx) cp "$file" "$seeds/shared-${file##*/}" ;;
        esac
    done
}

try() {
    local target=$1 seeds=$work/seeds/$1 corpus=$work/corpus/$1 broken=$work/broken/$1 log=$work/$1.log
    rm -rf "$seeds" "$broken"
    [ -z "${FUZZ_SEED:-}" ] || rm -rf "$corpus"
    mkdir -p "$seeds" "$corpus" "$broken"
    seed "$target" "$seeds"
    # A backtrace would hang behind the crash and hold the pipes.
    local words=()
    # CEL's targets break by themselves where an input takes more than a second or 64 MB.
    case $target in
    cel-*) words=(-dict=Tests/Fuzzing/cel.dict) ;;
    esac
    if SWIFT_BACKTRACE=enable=no "$program" "$target" "${words[@]}" \
        -max_total_time="$seconds" -max_len=8192 \
        -seed="${FUZZ_SEED:-0}" -timeout=5 -report_slow_units=1 -rss_limit_mb=1024 -print_final_stats=1 \
        -artifact_prefix="$broken/" "$corpus" "$seeds" >"$log" 2>&1; then
        printf '%-12s %10s inputs, nothing broken\n' "$target" \
            "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
        return 0
    fi
    echo "$target: broken by an input:"
    grep -aE 'Fatal error|ERROR: libFuzzer|SUMMARY' "$log" | cut -c 1-2000 || tail -n 20 "$log"
    for file in "$broken"/*; do
        [ -f "$file" ] || continue
        echo "$file ($(wc -c <"$file") bytes):"
        od -An -v -tx1 "$file" | tr -d ' \n' | fold -w 100
        echo
        echo "again: SWIFT_BACKTRACE=enable=no $program $target $file"
    done
    return 1
}

failed=0 running=0
for target in "${targets[@]}"; do
    if [ "$running" -ge "$(nproc)" ]; then
        wait -n || failed=1
        running=$((running - 1))
    fi
    try "$target" &
    running=$((running + 1))
done
while [ "$running" -gt 0 ]; do
    wait -n || failed=1
    running=$((running - 1))
done
exit "$failed"
