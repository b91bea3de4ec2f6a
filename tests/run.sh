#!/usr/bin/env bash
# Sets everything up and runs all checks and tests. Arguments go to the last pytest run, e.g. -m slow tests/formats.
# PROBIS_SHARED names the folder with the corpus of real files; without it the corpus tests are skipped.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
.ci/setup --test || exit 1
export PATH="$PWD/.venv/bin:$PATH"

failed=()
step() {
    echo "== $*"
    "$@" || failed+=("$1 $2")
}
step ruff check .
step ruff format --check .
step mypy --no-error-summary
step lint-imports --no-logo

# The window's own tests a first time in a real X window (one at a time: windows compete for the focus) ...
echo "== pytest -m window"
PROBIS_REAL_WINDOW=1 xvfb-run -a -s "-screen 0 1600x1000x24" python -m pytest -q -m window tests
code=$?
[ $code -eq 0 ] || [ $code -eq 5 ] || failed+=("pytest -m window") # 5: there is none

[ ${#failed[@]} -eq 0 ] || printf 'FAILED: %s\n' "${failed[@]}"
# ... and everything, the window's tests included, without a screen.
xvfb-run -a python -m pytest -q -n 2 "$@" || exit 1
[ ${#failed[@]} -eq 0 ]
