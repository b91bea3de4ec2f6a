"""How an element is to look: its theme's entry with its own departures from it, and the symbol set."""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    symbols: str = "bpmn"
