"""Dates between how they are stored and how they are said."""

from __future__ import annotations

import datetime as dt

from probis_editor.model import people
from probis_editor.ui.session import Session


def iso(said: str) -> str:
    """A date as it is stored: "2026-03-05", a month alone "2026-03", "" for none."""
    parts = people.date_parts(said)
    if parts is None:
        return ""
    year, month, day = parts
    return f"{year:04d}-{month:02d}-{day:02d}" if day else f"{year:04d}-{month:02d}"


def said_date(session: Session, stored: str) -> str:
    """A stored date in words, a month alone without a day; "–" for none."""
    parts = people.date_parts(stored)
    if parts is None:
        return stored or "–"
    year, month, day = parts
    return session.tr_.date(dt.date(year, month, day)) if day else f"{session.tr_.month(month)} {year}"
