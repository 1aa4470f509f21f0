#!/bin/sh
# Install what the tests of documents and pages need beyond Python: a browser, office programs, validators.
# Debian or Ubuntu. Packages are installed as root, and only those that are missing; the rest lies in build/viewers
# with exact versions and hashes. Twice in a row does nothing. None of it follows with fyr.
set -eu
cd "$(dirname "$0")/.."
place=build/viewers

need="chromium libreoffice-writer libreoffice-impress libreoffice-calc poppler-utils qpdf
libpdfbox2-java libactivation-java libjaxb-api-java"
command -v java >/dev/null || need="$need default-jre-headless"
command -v npm >/dev/null || need="$need nodejs npm"
missing=
for package in $need; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        printf 'Det här saknas och behöver installeras som root med apt-get:%s\n' "$missing" >&2
        exit 1
    fi
    apt-get update -q
    # One word per package.
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
fi

want=$(cat tests/browser/package.json tests/browser/package-lock.json tests/documents/verktyg.txt | sha256sum)
if [ "$(cat "$place/stamp" 2>/dev/null || true)" != "$want" ]; then
    mkdir -p "$place"
    cp tests/browser/package.json tests/browser/package-lock.json "$place/"
    # Without the packages' own scripts: the one there is would fetch a Java.
    npm ci --prefix "$place" --ignore-scripts --no-audit --no-fund --silent
    ${PYTHON:-python3} -m venv --clear "$place/venv"
    "$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
        -r tests/documents/verktyg.txt
    printf '%s\n' "$want" >"$place/stamp"
fi
