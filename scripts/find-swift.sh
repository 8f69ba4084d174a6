#!/usr/bin/env bash
# Prints the path of the Swift 6.2 (or newer) compiler's `swift`, or says how to get one.
set -euo pipefail

for candidate in "$(command -v swift || true)" /opt/swift/usr/bin/swift \
    "$HOME/.local/share/swiftly/bin/swift"; do
    [ -n "$candidate" ] && [ -x "$candidate" ] || continue
    # Not on PATH: an OpenStack client is called swift too.
    version=$("$candidate" --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    [ -n "$version" ] || continue
    if [ "$(printf '6.2\n%s\n' "$version" | sort -V | head -n 1)" = 6.2 ]; then
        echo "$candidate"
        exit 0
    fi
    echo "setup: $candidate is Swift $version; 6.2 or newer is needed" >&2
done

cat >&2 <<'EOF'
setup: no Swift compiler was found (looked in PATH, /opt/swift/usr/bin and ~/.local/share/swiftly/bin).
  The way that swift.org describes (https://www.swift.org/install/linux/):
    curl -O https://download.swift.org/swiftly/linux/swiftly-$(uname -m).tar.gz
    tar zxf swiftly-$(uname -m).tar.gz && ./swiftly init
  Then open a new shell and run make again.
EOF
exit 69
