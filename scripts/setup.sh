#!/usr/bin/env bash
# Installs what the build needs and this machine lacks: the headers of system libraries and the
# time zones. Says what and why before it does; silent when nothing is missing.
#   scripts/setup.sh          install what is missing
#   scripts/setup.sh --check  only say what is missing (exit 69)
set -euo pipefail
cd "$(dirname "$0")/.."

only_check=false
case ${1:-} in
'') ;;
--check) only_check=true ;;
*) echo "usage: scripts/setup.sh [--check]" >&2; exit 64 ;;
esac

swift=$(scripts/find-swift.sh)

# A header counts when the compiler finds it, wherever it lies; pkg-config may be missing or elsewhere.
compiler=$(dirname "$(readlink -f "$swift")")/clang
[ -x "$compiler" ] || compiler=$(command -v clang || command -v cc || true)
has_header() {
    if [ -n "$compiler" ]; then
        echo "#include <$1>" | "$compiler" -x "${2:-c}" -fsyntax-only - 2>/dev/null
    else
        [ -e "/usr/include/$1" ]
    fi
}

packages_apt=() packages_dnf=() reasons=()
need() { packages_apt+=("$1"); packages_dnf+=("$2"); reasons+=("  $1: $3"); }
has_header yaml.h || need libyaml-dev libyaml-devel "yaml.h, to read the configuration and policies"
has_header sqlite3.h || need libsqlite3-dev sqlite-devel "sqlite3.h, to keep the state"
has_header openssl/evp.h || need libssl-dev openssl-devel "openssl/evp.h, to make keys and digests"
has_header curl/curl.h || need libcurl4-openssl-dev libcurl-devel "curl/curl.h, to send mails"
has_header zlib.h || need zlib1g-dev zlib-devel "zlib.h, to read workbooks and archives"
has_header expat.h || need libexpat1-dev expat-devel "expat.h, to read workbooks"
has_header xxhash.h || need libxxhash-dev xxhash-devel "xxhash.h, to tell rows and blocks apart"
# Swift brings the compiler, and not always the headers of C++ beside it.
has_header string c++ || need g++ gcc-c++ "the headers of C++, for RE2"
has_header re2/re2.h c++ || need libre2-dev re2-devel "re2/re2.h, for the patterns of policies"
[ -e /usr/share/zoneinfo/Europe/Amsterdam ] || need tzdata tzdata "time zones, for schedules"

[ ${#reasons[@]} -gt 0 ] || exit 0

echo "setup: missing on this machine:" >&2
printf '%s\n' "${reasons[@]}" >&2
if $only_check; then exit 69; fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "setup: installing needs root, and there is no sudo; as root run: scripts/setup.sh" >&2
        exit 77
    fi
    as_root=(sudo)
fi

# What is done is shown before it is done: it may ask for a password.
run() { echo "+ $*" >&2; "$@"; }
if command -v apt-get >/dev/null; then
    run "${as_root[@]}" apt-get update -qq
    run "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
        --no-install-recommends "${packages_apt[@]}"
elif command -v dnf >/dev/null; then
    run "${as_root[@]}" dnf install -y -q "${packages_dnf[@]}"
else
    echo "setup: neither apt-get nor dnf is here; install by hand: ${packages_apt[*]}" >&2
    exit 69
fi
