#!/bin/sh
# Install what the tests of the forges need beyond Python: the published descriptions of their APIs, a program that
# holds calls to them, and the recorded answers of another project's tests (ogr, MIT). It all lies in build/viewers/forge,
# with exact versions and hashes, and none of it follows with fyr. Needs node and npm. Twice in a row does nothing.
set -eu
cd "$(dirname "$0")/.."
place=build/viewers/forge

command -v npm >/dev/null || {
    printf 'npm saknas; installera Node, eller kör tools/install_viewers.sh som gör det\n' >&2
    exit 1
}
want=$(cat tests/forge/api/package.json tests/forge/api/package-lock.json tests/forge/api/inspelat.txt | sha256sum)
if [ "$(cat "$place/stamp" 2>/dev/null || true)" != "$want" ]; then
    mkdir -p "$place"
    cp tests/forge/api/package.json tests/forge/api/package-lock.json "$place/"
    npm ci --prefix "$place" --ignore-scripts --no-audit --no-fund --silent
    # One of the descriptions is used; the rest are 380 MB.
    find "$place/node_modules/@octokit/openapi/generated" -name '*.json' ! -name api.github.com.json -delete
    rm -rf "$place/inspelat"
    ${PYTHON:-python3} -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: \
        --require-hashes -r tests/forge/api/inspelat.txt --dest "$place/inspelat"
    printf '%s\n' "$want" >"$place/stamp"
fi
