"""How books in Word mark what is what: headings, captions, codes, lists, and which chapter a title stands for."""

from __future__ import annotations

import re

from probis_editor.model.runs import Run, markup, runs, stripped

BAB = re.compile(r"^BAB\s+([IVXLC]+|\d+)\b[.:\s]*(.*)$", re.IGNORECASE)
SECTION = re.compile(r"^(?:\d+(?:\.\d+)+\.?\s*(?=[A-Za-z])|(?:[A-Z]|[IVX]{2,5})\.\s+(?=\S))")
CODED = re.compile(
    r"^(?:\d+(?:\.\d+)*\.?\s+)?(?i:peta\s+(?:proses|lintas\s+fungsi|sub\s*proses)\s+)?"
    r"(?P<code>(?:P\.?\s?(?!00?\b)\d{1,2}(?:\.(?!00?\b)\d{1,2}){0,8}"
    r"|[A-Z]{3,10}(?:\.(?!00)\d{2}){1,8}(?:\.[A-Z]{2,4}\.(?!00)\d{2})?)\.?)(?:[\s:–-]+(?P<name>\S.*))?$"
)
"""A heading with the code of a process; processes are counted from 1, nine levels deep at most."""
_NUMBER = r"([\dIVX]+(?:\s?[.\-]\s?\d+)*)\b[.:\s]*"
CAPTION = re.compile(rf"^(gambar|bagan|figure|grafik|diagram)\s+{_NUMBER}(.*)$", re.IGNORECASE)
"""Its word, its number, its title."""
TABLE = re.compile(rf"^(?:tabel|table)\s+{_NUMBER}(.*)$", re.IGNORECASE)
SENTENCE = re.compile(
    r"^(?:me(?:nunjukkan|nggambarkan|mperlihatkan|njelaskan|nyajikan|muat)|di (?:atas|bawah)|berikut|adalah|merupakan|"
    r"tersebut|dan|dapat|terlihat|tampak)\b",
    re.IGNORECASE,
)
"""How a sentence goes on that begins as a caption does: "Gambar 3.1 menunjukkan ..."."""
USUAL = re.compile(
    r"pendahuluan|latar belakang|dasar hukum|landasan hukum|maksud dan tujuan|ruang lingkup|penutup|daftar pustaka|"
    r"tugas dan fungsi|struktur organisasi|visi dan misi",
    re.IGNORECASE,
)
"""Titles of chapters that need no mark to be known."""
TITLE = re.compile(r"^(?:buku\s+)?peta\s+proses\s+bisnis\s+\S", re.IGNORECASE)
"""The title of the whole book."""
_COUNTED = re.compile(r"^(?:[IVXLC]+|\d{1,2}|[A-Z])(?:[.)]|\s)\s*(?=[A-Za-z]{3})")
LEADER = re.compile(r"(?:\.{3,}|…|\t|\s{3,})\s*[\divxlc]+\s*$", re.IGNORECASE)
MARK = re.compile(r"^\s*(?:\(?(?:\d{1,2}|[a-z])[.)]|[-–•·▪])\s+(?=\S)")
DECREE = re.compile(
    r"^(?:surat\s+)?keputusan\s+(?:camat|lurah|kepala|bupati|wali\s?kota|sekretaris)\b", re.IGNORECASE
)
LISTS = (
    "daftar isi", "daftar gambar", "daftar tabel", "daftar lampiran", "daftar bagan", "daftar singkatan",
    "daftar distribusi", "riwayat perubahan", "keterangan simbol",
)  # fmt: skip
"""Parts that the program makes itself; what their tables say is read where it is a fact."""
GROUPS = (
    ("manajerial", "Manajerial"), ("manajemen", "Manajerial"), ("utama", "Utama"), ("inti", "Utama"),
    ("umum", "Umum"), ("pendukung", "Pendukung"), ("lainnya", "Lainnya"),
)  # fmt: skip
SLOTS = (
    ("kata pengantar", "preface"), ("latar belakang", "background"), ("dasar hukum", "laws"),
    ("landasan hukum", "laws"), ("maksud", "purpose"), ("ruang lingkup", "purpose"), ("pendahuluan", "background"),
    ("daftar pustaka", "bibliography"),
    ("penutup", "closing"), ("tahap", "method"), ("metod", "method"), ("prinsip", "principles"),
    ("tinjauan pustaka", "principles"), ("jenis gambar", "principles"), ("peta relasi", "relation"),
    ("struktur", "organisation"), ("susunan organisasi", "organisation"), ("unit dan proses", "organisation"),
    ("tugas", "organisation"), ("visi", "aims"), ("sasaran", "aims"),
    ("tujuan", "aims"), ("rencana strategis", "aims"), ("proses bisnis", "level0"), ("peta proses", "level0"),
)  # fmt: skip
WRITTEN = ("principles", "method")
"""Chapters that a book has only where it says so."""
ORDER = (
    "cover", "preface", "contents", "figures", "tables", "abbreviations", "revisions", "distribution", "symbols",
    "introduction", "organisation", "principles", "method", "processes", "others", "closing", "decree",
)  # fmt: skip


def slot_of(low: str) -> str:
    """The chapter that a title in small letters stands for, "" for none that is known."""
    return next((slot for word, slot in SLOTS if word in low), "")


def bare(name: str) -> str:
    """A name by its letters and digits only."""
    return re.sub(r"\W", "", name).casefold()


def plain(text: str) -> str:
    """What a markup says."""
    return "".join(run.text for run in runs(text)).strip()


def without(text: str, n: int) -> str:
    """A markup without its first `n` characters."""
    kept: list[Run] = []
    for run in runs(text):
        taken = min(n, len(run.text))
        n -= taken
        kept.append(run._replace(text=run.text[taken:]))
    return markup(stripped(kept))


def chapter_name(said: str) -> str:
    """A title without the number before it: "II. Penutup" -> "Penutup"."""
    return _COUNTED.sub("", said).strip(" :.")
