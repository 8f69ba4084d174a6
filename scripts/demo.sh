#!/usr/bin/env bash
# One cycle on a copy of the example company at a fixed instant, the relay into a local Maildir, and a
# second cycle that finds nothing new. Run by `make demo`; the programs are built already.
set -euo pipefail
cd "$(dirname "$0")/.."

programs=${1:?usage: scripts/demo.sh FOLDER-OF-THE-PROGRAMS [FOLDER-FOR-THE-DEMO]}
demo=${2:-demo}
now=2026-11-24T08:00:00Z

if [ -e "$demo" ] && [ ! -e "$demo/.seatwarden-demo" ]; then
    echo "demo: $demo is there already and was not made by this demo; remove it or name another folder" >&2
    exit 73
fi
rm -rf "$demo"
mkdir -p "$demo"
touch "$demo/.seatwarden-demo"
cp -R Examples/harbour-studio/. "$demo/"
# A file counts as complete when it has not changed for a while; these are copies of old files.
find "$demo/inbox" -type f -exec touch -d '2026-11-23T18:00:00Z' {} +

say() { printf '\n\033[1m== %s\033[0m\n\n' "$*"; }
if [ ! -t 1 ] || [ -n "${NO_COLOR:-}" ]; then say() { printf '\n== %s\n\n' "$*"; }; fi

say "1. One cycle at $now: read the exports, evaluate the policies, decide, write the outbox"
"$programs/seatwarden" once --config "$demo/config.yaml" --at "$now"

say "2. The relay delivers the mails, here into a Maildir"
"$programs/seatwarden-relay" once --config "$demo/config.yaml"

say "3. The mail that matters most, as it arrives"
first=$(ls "$demo"/maildir/new | head -n 1)
# The longest digest is that of the primary admin who has most to do.
for mail in $(ls -S "$demo"/maildir/new); do
    if grep -q '^List-Id: <digest' "$demo/maildir/new/$mail"; then first=$mail; break; fi
done
"$programs/seatwarden" outbox show --config "$demo/config.yaml" "${first%%.*}"

say "4. The same cycle again: nothing is new, nothing is sent twice"
"$programs/seatwarden" once --config "$demo/config.yaml" --at "$now"
"$programs/seatwarden-relay" once --config "$demo/config.yaml"

say "5. What to try next"
cat <<EOF
  $programs/seatwarden facts seat --config $demo/config.yaml           what is known about every seat
  $programs/seatwarden evaluate idle-seats --config $demo/config.yaml  what a policy finds, and why not
  $programs/seatwarden alerts list --config $demo/config.yaml          what is firing
  edit $demo/policies/idle-seats.yaml (idle_days: 45), then
  $programs/seatwarden check --config $demo/config.yaml                every mistake, with its place
  $programs/seatwarden once --config $demo/config.yaml --dry-run --at $now
  open $demo/maildir/new/ in any mail program that reads a Maildir
EOF
