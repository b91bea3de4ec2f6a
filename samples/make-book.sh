#!/usr/bin/env bash
# Turns the sample document into a book, wonoasih.pdf in the project's folder, setting up what that needs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
.ci/setup
.venv/bin/probis booklet samples/wonoasih.probis -o wonoasih.pdf
cat <<TEXT

The book is in $PWD/wonoasih.pdf
Open the document in the window:  $PWD/.venv/bin/probis samples/wonoasih.probis
(If Qt misses system libraries:   $PWD/.ci/setup --test)
TEXT
