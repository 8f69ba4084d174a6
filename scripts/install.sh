#!/usr/bin/env bash
# Copies the programs, and all that belongs to them, to their places below PREFIX, or removes them again.
#   scripts/install.sh install|uninstall
# From the environment:
#   PREFIX   /usr or /usr/local (default /usr)
#   DESTDIR  put in front of every path, for packages and tests; then users and folders are left alone
#   BUILT    the folder of the built programs (default .build/release)
set -euo pipefail
cd "$(dirname "$0")/.."

# What is installed is for everyone to read, whatever this shell's mask.
umask 022

action=${1:-}
PREFIX=${PREFIX:-/usr} DESTDIR=${DESTDIR:-} BUILT=${BUILT:-.build/release}
case $PREFIX in
/*) ;;
*) echo "install: PREFIX is '$PREFIX', and must be an absolute path" >&2; exit 64 ;;
esac

bin=$PREFIX/bin
share=$PREFIX/share/seatwarden
doc=$PREFIX/share/doc/seatwarden
man=$PREFIX/share/man/man1
units=$PREFIX/lib/systemd/system

# place MODE SOURCE TARGET: the one list of files, for both directions.
place() {
    if [ "$action" = install ]; then
        install -D -m "$1" "$2" "$DESTDIR$3"
    else
        rm -f "$DESTDIR$3"
    fi
}

# The same for a file that names the programs where packages put them.
place_unit() {
    place "$@"
    if [ "$action" = install ] && [ "$PREFIX" != /usr ]; then
        sed -i "s|/usr/bin/seatwarden|$bin/seatwarden|g; s|/usr/share/doc|$PREFIX/share/doc|g" \
            "$DESTDIR$3"
    fi
}

every_file() {
    place 755 "$BUILT/seatwarden" "$bin/seatwarden"
    place 755 "$BUILT/seatwarden-relay" "$bin/seatwarden-relay"
    while IFS= read -r file; do
        place 644 "Policies/$file" "$share/Policies/$file"
    done < <(cd Policies && find . -type f -printf '%P\n' | LC_ALL=C sort)
    place 644 config.example.yaml "$doc/config.example.yaml"
    place 644 docs/cel.md "$doc/cel.md"
    place 644 docs/exports.md "$doc/exports.md"
    place 644 docs/facts.md "$doc/facts.md"
    place 644 docs/status-and-explain.md "$doc/status-and-explain.md"
    place 644 LICENSE "$doc/copyright"
    for example in systemd/examples/*.conf; do
        place 644 "$example" "$doc/examples/${example##*/}"
    done
    place 644 docs/man/seatwarden.1 "$man/seatwarden.1"
    place 644 docs/man/seatwarden-relay.1 "$man/seatwarden-relay.1"
    place_unit 644 systemd/seatwarden.service "$units/seatwarden.service"
    place_unit 644 systemd/seatwarden-relay.service "$units/seatwarden-relay.service"
    place 644 systemd/sysusers.conf "$PREFIX/lib/sysusers.d/seatwarden.conf"
    place 644 systemd/tmpfiles.conf "$PREFIX/lib/tmpfiles.d/seatwarden.conf"
}

run() { echo "+ $*" >&2; "$@"; }

case $action in
install)
    for program in seatwarden seatwarden-relay; do
        [ -x "$BUILT/$program" ] && continue
        echo "install: there is no $BUILT/$program; run 'make release' first" >&2
        exit 66
    done
    every_file
    # On this machine itself: the users, the folders, and systemd's new knowledge.
    if [ -z "$DESTDIR" ] && [ "$(id -u)" -eq 0 ] && command -v systemd-sysusers >/dev/null; then
        run systemd-sysusers "$PREFIX/lib/sysusers.d/seatwarden.conf"
        run systemd-tmpfiles --create "$PREFIX/lib/tmpfiles.d/seatwarden.conf"
        if [ -d /run/systemd/system ]; then run systemctl daemon-reload; fi
    fi
    ;;
uninstall)
    every_file
    for folder in "$share" "$doc"; do
        if [ -d "$DESTDIR$folder" ]; then find "$DESTDIR$folder" -depth -type d -empty -delete; fi
    done
    echo "uninstall: /etc/seatwarden, /var/lib/seatwarden, /var/lib/seatwarden-relay and the users stay" >&2
    ;;
*)
    echo "usage: scripts/install.sh install|uninstall" >&2
    exit 64
    ;;
esac
