"""The kinds of office that the program knows a beginning for."""

from __future__ import annotations

OFFICES = ("kecamatan", "kelurahan", "dinas", "badan", "bagian")
