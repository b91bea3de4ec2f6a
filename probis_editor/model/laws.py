"""Legal bases: their ranks, how they are written, their order, and a small library of those that books cite."""

from __future__ import annotations

import re
from collections.abc import Iterable

from probis_editor.model.affairs import Law

RANKS: dict[str, str] = {
    "uud": "Undang-Undang Dasar Negara Republik Indonesia",
    "uu": "Undang-Undang",
    "perpu": "Peraturan Pemerintah Pengganti Undang-Undang",
    "pp": "Peraturan Pemerintah",
    "perpres": "Peraturan Presiden",
    "keppres": "Keputusan Presiden",
    "permen": "Peraturan Menteri",
    "perlem": "Peraturan",
    "kepmen": "Keputusan Menteri",
    "perda_prov": "Peraturan Daerah Provinsi",
    "pergub": "Peraturan Gubernur",
    "perda": "Peraturan Daerah",
    "perkada": "Peraturan",
    "kepkada": "Keputusan",
    "kepcam": "Keputusan Camat",
}
"""Rank -> how a title begins, from the highest to the lowest; `issuer` follows where the rank leaves it open."""

_ORDER = {rank: at for at, rank in enumerate(RANKS)}
_BEGINS: tuple[tuple[str, str], ...] = (
    (r"undang[- ]undang dasar", "uud"),
    (r"peraturan pemerintah pengganti", "perpu"),
    (r"undang[- ]undang", "uu"),
    (r"peraturan pemerintah", "pp"),
    (r"peraturan presiden", "perpres"),
    (r"keputusan presiden", "keppres"),
    (r"(?:peraturan menteri|permen)", "permen"),
    (r"keputusan menteri", "kepmen"),
    (r"peraturan daerah provinsi", "perda_prov"),
    (r"peraturan gubernur", "pergub"),
    (r"peraturan daerah", "perda"),
    (r"peraturan (?:wali ?kota|bupati)", "perkada"),
    (r"keputusan (?:wali ?kota|bupati|gubernur)", "kepkada"),
    (r"keputusan camat", "kepcam"),
    (r"peraturan (?:badan|kepala|lembaga|arsip)", "perlem"),
)
_CITED = re.compile(
    r"^(?P<head>.+?)\s+Nomor\s+(?P<number>\S+?)\s+Tahun\s+(?P<year>\d{4})(?:\s+tentang\s+(?P<about>.+?))?[;.]?\s*$",
    re.IGNORECASE,
)

LIBRARY: tuple[Law, ...] = (
    Law(id="uu-23-2014", rank="uu", number="23", year=2014, about="Pemerintahan Daerah"),
    Law(id="uu-25-2009", rank="uu", number="25", year=2009, about="Pelayanan Publik"),
    Law(id="uu-30-2014", rank="uu", number="30", year=2014, about="Administrasi Pemerintahan"),
    Law(id="uu-20-2023", rank="uu", number="20", year=2023, about="Aparatur Sipil Negara"),
    Law(id="pp-18-2016", rank="pp", number="18", year=2016, about="Perangkat Daerah"),
    Law(id="pp-17-2018", rank="pp", number="17", year=2018, about="Kecamatan"),
    Law(id="perpres-81-2010", rank="perpres", number="81", year=2010,
        about="Grand Design Reformasi Birokrasi 2010-2025"),
    Law(id="perpres-95-2018", rank="perpres", number="95", year=2018,
        about="Sistem Pemerintahan Berbasis Elektronik"),
    Law(id="permenpanrb-35-2012", rank="permen", number="35", year=2012,
        issuer="Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
        about="Pedoman Penyusunan Standar Operasional Prosedur Administrasi Pemerintahan"),
    Law(id="permenpanrb-19-2018", rank="permen", number="19", year=2018,
        issuer="Pendayagunaan Aparatur Negara dan Reformasi Birokrasi",
        about="Penyusunan Peta Proses Bisnis Instansi Pemerintah"),
    Law(id="permendagri-1-2023", rank="permen", number="1", year=2023, issuer="Dalam Negeri",
        about="Tata Naskah Dinas di Lingkungan Pemerintah Daerah"),
)  # fmt: skip
"""Regulations that process map books commonly cite; an office adds its own."""


def cited(law: Law) -> str:
    """The regulation as a text names it: "Peraturan Menteri Dalam Negeri Nomor 1 Tahun 2023 tentang ..."."""
    head = f"{RANKS.get(law.rank, '')} {law.issuer}".strip()
    if law.rank == "uud":
        return f"{head} Tahun {law.year or 1945}"
    parts = [head]
    if law.number:
        parts.append(f"Nomor {law.number}")
    if law.year:
        parts.append(f"Tahun {law.year}")
    if law.about:
        parts.append(f"tentang {law.about}")
    return " ".join(part for part in parts if part)


def ordered(laws: Iterable[Law]) -> list[Law]:
    """By rank from the highest, then by year, then by number."""
    return sorted(laws, key=lambda w: (_ORDER.get(w.rank, len(_ORDER)), w.year, _number(w.number), w.id))


def parsed(text: str, law_id: str) -> Law | None:
    """The regulation that a citation names, None where it has no rank that is known or no number and year."""
    flat = " ".join(text.split())
    rank = next((rank for pattern, rank in _BEGINS if re.match(pattern, flat, re.IGNORECASE)), "")
    if rank == "uud":
        return Law(id=law_id, rank=rank, year=1945)
    found = _CITED.match(flat)
    if not rank or not found:
        return None
    opening = RANKS[rank]
    head = found["head"]
    issuer = head[len(opening) :].strip() if head.casefold().startswith(opening.casefold()) else ""
    about = found["about"] or ""
    return Law(
        id=law_id, rank=rank, number=found["number"], year=int(found["year"]), about=about, issuer=issuer
    )


def same(first: Law, second: Law) -> bool:
    """Whether both are one regulation, however their titles are written."""
    issuers = first.issuer.casefold() == second.issuer.casefold() or not (first.issuer and second.issuer)
    return (first.rank, first.number, first.year) == (second.rank, second.number, second.year) and issuers


def twins(laws: Iterable[Law]) -> list[tuple[Law, Law]]:
    """Pairs of entries that are one regulation: the one that says more, and one to be merged into it."""
    seen: dict[tuple[str, str, int], list[Law]] = {}
    for law in ordered(laws):
        if law.rank == "uud" or (law.number and law.year):
            seen.setdefault((law.rank, law.number.casefold(), law.year), []).append(law)
    found: list[tuple[Law, Law]] = []
    for group in seen.values():
        kept: list[Law] = []
        for law in sorted(group, key=lambda w: (-len(w.about) - len(w.issuer), w.id)):
            first = next((k for k in kept if same(k, law)), None)
            if first is None:
                kept.append(law)
            else:
                found.append((first, law))
    return found


def _number(said: str) -> int:
    found = re.match(r"\d+", said)
    return int(found.group()) if found else 0
