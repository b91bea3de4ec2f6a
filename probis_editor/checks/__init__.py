"""What is advisable: every check is one function with `@rule` or `@map_rule`; `run` gives the findings."""

from __future__ import annotations

# The order of these modules is the order of the table.
# isort: off
from probis_editor.checks import (
    structure,
    gateways,
    layouts,
    fitting,
    units,
    tree,
    texts,
    facts,
    office,
    book,
)

# isort: on
from probis_editor.checks.engine import ADVICE, ERROR, Finding, Fix, Rule, as_json, in_turn, run, table, text

__all__ = [
    "ADVICE", "ERROR", "Finding", "Fix", "Rule", "as_json", "book", "facts", "fitting", "gateways", "in_turn",
    "layouts", "office", "run", "structure", "table", "text", "texts", "tree", "units",
]  # fmt: skip
