"""How a book is built and set: numbers, headings, captions, order, margins. A value, kept as TOML.

Patterns hold names in braces. Headings know {bab} (the word for a chapter), {roman}, {chapter}, {section} and
{letter} (A for the first chapter or section); a process's heading {code} and {at} (its place among its siblings);
captions {gambar} and {tabel} (the words), {chapter}, {figure} or {table}; a map's title {code}, {title}, {kind} (its
kind of map), {group} and {office}. An unknown name stays as it stands.
"""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache

import msgspec

from probis_editor import resources

PROFILES = ("bab-desimal", "huruf", "bab-huruf", "peta-di-belakang", "bab-satu-baris")
"""The ready ones, in `resources/profiles`."""

CHAPTERS = (
    "cover",
    "preface",
    "contents",
    "figures",
    "tables",
    "abbreviations",
    "revisions",
    "distribution",
    "symbols",
    "introduction",
    "organisation",
    "processes",
    "others",
    "closing",
    "decree",
)
"""The chapters of a book where nothing else is said. More are known: see `chapters.CHAPTERS`."""

CAPTION_KEY = re.compile(r"kind:\w+|level:[0-9]|group:.+")
_NAME = re.compile(r"\{(\w+)\}")


class Profile(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, forbid_unknown_fields=True):
    """All that makes one office's book look unlike another's. Lengths in mm.

    `processes` are the headings' numbers by level, the last one holding for deeper levels. `figures` counts
    "chapter", "book" or "none"; `tables` likewise. `caption_side` is "below" or "above", `caption_lines` 1 or 2.
    `captions` are titles of some maps, where `caption` is that of all others: ("kind:relation", pattern), ("level:2",
    pattern) or ("group:Utama", pattern); a group's wins over a level's, a level's over a kind's.
    `pages` is "roman" (roman in front, arabic from the first chapter), "arabic" (one count through) or "none". `maps`
    is "inside" or "end", `size` their size in print: as "drawn", or laid out for paper as "normal" or "compact".
    `level0` is "figure" or "table". `paper` "" = as the book says. `family` is "sans" or "serif". `steps` puts a table
    of steps under every cross-functional map, `sipoc` ("none", "top", "all") a table of suppliers, inputs, outputs and
    customers under processes of the top level or under all, `head` a head with office, code and name above every map.
    `party_initials` asks outside parties, too, for their initials on the consensus sheet. `edge` is where the book is
    bound, "left" or "top".
    """

    name: str = ""
    chapter: str = "{bab} {roman}"
    section: str = "{chapter}.{section}"
    processes: tuple[str, ...] = ("{code}",)
    upper: bool = True
    figure: str = "{gambar} {chapter}.{figure}"
    figures: str = "chapter"
    caption: str = "{code} {title}"
    captions: tuple[tuple[str, str], ...] = ()
    caption_side: str = "below"
    caption_lines: int = 1
    table: str = "{tabel} {chapter}.{table}"
    tables: str = "chapter"
    pages: str = "roman"
    maps: str = "inside"
    level0: str = "figure"
    depth: int = 4
    chapters: tuple[str, ...] = CHAPTERS
    paper: str = ""
    two_sided: bool | None = None
    binding: float = 30.0
    outer: float = 20.0
    top: float = 20.0
    bottom: float = 25.0
    edge: str = "left"
    family: str = "sans"
    steps: bool = False
    sipoc: str = "none"
    head: bool = False
    party_initials: bool = False
    size: str = "drawn"

    def __post_init__(self) -> None:
        allowed = {
            "figures": ("chapter", "book", "none"),
            "tables": ("chapter", "book", "none"),
            "caption_side": ("below", "above"),
            "caption_lines": (1, 2),
            "pages": ("roman", "arabic", "none"),
            "maps": ("inside", "end"),
            "level0": ("figure", "table"),
            "sipoc": ("none", "top", "all"),
            "family": ("sans", "serif"),
            "size": ("drawn", "normal", "compact"),
            "edge": ("left", "top"),
            "paper": ("", "a4", "f4", "f4-210"),
        }
        for field, values in allowed.items():
            if getattr(self, field) not in values:
                raise ValueError(field)
        if not 0 <= self.depth <= 4:
            raise ValueError("depth")
        if not self.processes:
            raise ValueError("processes")
        if any(not CAPTION_KEY.fullmatch(key) for key, _ in self.captions):
            raise ValueError("captions")
        for field in ("binding", "outer", "top", "bottom"):
            if not 5.0 <= getattr(self, field) <= 60.0:
                raise ValueError(field)


HOUSE = Profile()


class ProfileError(Exception):
    """A text is no profile; the message names the field or the place, in the words of the reader of TOML."""


def parse(text: str) -> Profile:
    """A profile from TOML. Raises `ProfileError`."""
    try:
        return msgspec.convert(tomllib.loads(text), Profile)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, ValueError, RecursionError) as error:
        raise ProfileError(str(error)) from error


def written(profile: Profile) -> str:
    """The TOML that `parse` reads; only what differs from the house's."""
    lines = []
    for field, value in msgspec.to_builtins(profile).items():
        shown = json.dumps(value, ensure_ascii=False)
        lines.append(f"{field} = {shown}")
    return "\n".join(lines) + "\n" if lines else ""


def exported(profile: Profile) -> str:
    """The TOML that `parse` reads with every field in it, so that one who opens it sees what can be set."""
    lines = []
    for field in Profile.__struct_fields__:
        value = getattr(profile, field)
        if value is not None:
            shown = msgspec.to_builtins(value)
            lines.append(f"{field} = {json.dumps(shown, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


@cache
def ready(name: str) -> Profile:
    """A ready profile by name, the house's for any other name."""
    return parse(resources.read_text(f"profiles/{name}.toml")) if name in PROFILES else HOUSE


def chosen(name: str, own: str) -> Profile:
    """The profile of a book: its own TOML where it has one that can be read, else the named one."""
    if own.strip():
        try:
            return parse(own)
        except ProfileError:
            return ready(name)
    return ready(name)


def filled(pattern: str, **values: object) -> str:
    """A pattern with its names replaced, on one line; unknown names stay."""
    text = _NAME.sub(lambda m: str(values[m[1]]) if m[1] in values else m[0], pattern)
    return " ".join(text.split())
