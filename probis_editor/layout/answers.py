"""What the name of a branch means: yes, no, or something else."""

from __future__ import annotations

_YES = ("ya", "yes", "y", "sim", "si", "sí", "iya", "setuju", "sesuai", "lengkap", "benar", "ada")
_NO = ("tidak", "no", "t", "n", "não", "nao", "belum", "ditolak", "revisi")


def answer_of(name: str) -> str:
    """ "yes", "no" or "" for the name of a flow, in the languages met in real files."""
    words = name.strip().casefold().replace(",", " ").replace(".", " ").split()
    if not words:
        return ""
    if words[0] in _NO:
        return "no"
    return "yes" if words[0] in _YES else ""
