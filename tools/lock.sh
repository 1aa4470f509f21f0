#!/bin/sh
# Write requirements/*.txt anew from pyproject.toml: exact versions with hashes, for Python 3.11 and later on every system.
# Needs uv on PATH. Run it on purpose, read the difference, and let new releases wait some days first.
set -eu
cd "$(dirname "$0")/.."
uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
    --output-file requirements/run.txt "$@"
uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
    --constraint requirements/run.txt --output-file requirements/dev.txt "$@"
printf 'hatchling>=1.27\n' | uv pip compile - --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
    --constraint requirements/dev.txt --output-file requirements/build.txt "$@"
