#!/bin/sh
# Installs the packages that are missing on a Debian-like machine, and says so in one line. Elsewhere it says what is
# needed and goes on: the build names what it cannot find.
set -eu

packages="build-essential meson ninja-build pkg-config libintelrdfpmath-dev libmd4c-dev libexpat1-dev
          libunistring-dev libsqlite3-dev libssl-dev tzdata python3"

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "No apt-get here; these must be there already:" $packages
    exit 0
fi

missing=""
for package in $packages; do
    if ! dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed'; then
        missing="$missing $package"
    fi
done
if [ -z "$missing" ]; then exit 0; fi

as_root=""
if [ "$(id -u)" != 0 ]; then as_root="sudo"; fi
echo "Installing with apt-get:$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# A machine that cannot refresh its lists may still have the packages in its cache.
$as_root apt-get update -qq >"$log" 2>&1 || true
if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >>"$log" 2>&1
then
    cat "$log" >&2
    echo "apt-get could not install:$missing" >&2
    exit 1
fi
