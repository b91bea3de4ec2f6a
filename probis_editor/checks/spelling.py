"""When two names mean the same unit; see `model.spelling`."""

from __future__ import annotations

from probis_editor.model.spelling import Spelled, distance, spelled

__all__ = ["Spelled", "distance", "spelled"]
