#!/bin/sh
# Install what the tests of documents and pages need beyond Python: a browser, office programs, validators.
# Debian or Ubuntu. Packages are installed as root, and only those that are missing; the rest lies in build/viewers
# with exact versions and hashes. Twice in a row does nothing. None of it follows with fyr.
# Without a network or without root it says so within a minute, and ends with 1.
set -eu
cd "$(dirname "$0")/.."
place=build/viewers

fail() {
    printf 'Granskningsprogrammen kunde inte installeras: %s\n' "$1" >&2
    printf 'Tester av sidor och dokument i webbläsare, Office och valideringsprogram hoppas över utan dem.\n' >&2
    exit 1
}

need="chromium libreoffice-writer libreoffice-impress libreoffice-calc fonts-crosextra-carlito poppler-utils qpdf
libpdfbox2-java libactivation-java libjaxb-api-java"
command -v java >/dev/null || need="$need default-jre-headless"
command -v npm >/dev/null || need="$need nodejs npm"
missing=
for package in $need; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
    command -v apt-get >/dev/null || fail "det här saknas, och maskinen har inte apt-get:$missing"
    [ "$(id -u)" = 0 ] || fail "det här saknas och behöver installeras som root:$missing"
    # A list that cannot be fetched is a failure, and a network that does not answer is given up.
    timeout 45 apt-get update -q -o APT::Update::Error-Mode=any -o Acquire::Retries=0 \
        -o Acquire::http::Timeout=10 -o Acquire::https::Timeout=10 ||
        fail "paketlistorna gick inte att hämta; se efter nätet. Det här saknas:$missing"
    # One word per package.
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20 $missing ||
        fail "apt-get kunde inte installera:$missing"
fi

want=$(cat tests/browser/package.json tests/browser/package-lock.json tests/documents/verktyg.txt | sha256sum)
if [ "$(cat "$place/stamp" 2>/dev/null || true)" != "$want" ]; then
    mkdir -p "$place"
    cp tests/browser/package.json tests/browser/package-lock.json "$place/"
    # Without the packages' own scripts: the one there is would fetch a Java.
    npm ci --prefix "$place" --ignore-scripts --no-audit --no-fund --silent \
        --fetch-timeout=20000 --fetch-retries=1 --fetch-retry-maxtimeout=5000 ||
        fail "npm kunde inte hämta det som tests/browser/package-lock.json låser; se efter nätet"
    ${PYTHON:-python3} -m venv --clear "$place/venv" || fail "en virtuell miljö för Python gick inte att göra"
    "$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
        --timeout 15 --retries 1 -r tests/documents/verktyg.txt ||
        fail "pip kunde inte hämta det som tests/documents/verktyg.txt låser; se efter nätet"
    printf '%s\n' "$want" >"$place/stamp"
fi
