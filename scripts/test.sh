#!/usr/bin/env bash
# Lint, types and tests: makes .venv once, needs no network afterwards. Arguments go to pytest.
set -euo pipefail
here=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=scripts/setup.sh
source "$here/scripts/setup.sh"
set_up "$here" dev
cd "$here"
"$python" -m ruff format --check .
"$python" -m ruff check .
"$python" -m mypy
if [ $# -gt 0 ]; then
    exec "$python" -m pytest "$@"
fi
# Files by turns in several processes, so that what a file's tests share is made once.
exec "$python" -m pytest --quiet --numprocesses auto --maxprocesses 4 --dist loadfile --cov --cov-report=term
