"""BPMN 2.0 (.bpmn): `read` and `write`. What each guarantees stands in `bpmn_read` and `bpmn_write`."""

from __future__ import annotations

from probis_editor.formats.bpmn_read import read
from probis_editor.formats.bpmn_write import write

__all__ = ["read", "write"]
