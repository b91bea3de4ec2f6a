"""Whatever is set, and in whatever combination, the book has every map once, no empty page and no dead reference."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from book_tools import plain_sample
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from probis_editor.booklet import book
from probis_editor.booklet.blocks import Figure, Grid, Heading, Item, Para, SignatureBlock, Table
from probis_editor.booklet.chapters import CHAPTERS as KNOWN
from probis_editor.booklet.figures import FigureItem
from probis_editor.booklet.profile import CHAPTERS, PROFILES, Profile, exported, parse, ready
from probis_editor.booklet.sizes import SIZES
from probis_editor.i18n import Translator
from probis_editor.model.document import Document
from probis_editor.model.elements import Map
from probis_editor.model.office import Book, Decree, Person, Process

SHEETS = ("text", "turned", "a3", "split")
_LINK = re.compile(r'<a href="#([^"]*)">')

PATTERNS = {
    "chapter": ("{bab} {roman}", "{letter}.", ""),
    "section": ("{chapter}.{section}", "{letter}.", "{at}."),
    "processes": (("{code}",), ("{at}. {code}", "{code}"), ("",)),
    "figure": ("{gambar} {chapter}.{figure}", "{gambar} {figure}"),
    "caption": ("{code} {title}", "{title}"),
    "captions": (
        (),
        (("kind:relation", "{kind}"), ("level:2", "{title}"), ("group:Utama", "{group}: {title}")),
    ),
    "upper": (True, False),
    "figures": ("chapter", "book", "none"),
    "caption_side": ("below", "above"),
    "caption_lines": (1, 2),
    "tables": ("chapter", "book", "none"),
    "pages": ("roman", "arabic", "none"),
    "maps": ("inside", "end"),
    "level0": ("figure", "table"),
    "depth": (0, 1, 4),
    "two_sided": (None, True, False),
    "paper": ("", "a4", "f4", "f4-210"),
    "binding": (20.0, 40.0),
    "edge": ("left", "top"),
    "family": ("sans", "serif"),
    "steps": (False, True),
    "sipoc": ("none", "top", "all"),
    "head": (False, True),
    "party_initials": (False, True),
    "size": ("drawn", "normal", "compact"),
}
"""Field -> values of it. What has no two values of its own here says so in the test below."""

SAME_FOR_ALL = {"name", "table", "chapters", "outer", "top", "bottom"}
"""Fields that work as another one does (`binding`, `figure`), or are drawn apart."""


@cache
def document() -> Document:
    """Some maps of the sample with their processes: of every kind one, and of cross-functional ones four."""
    whole = plain_sample()
    kept: list[Map] = []
    seen: Counter[str] = Counter()
    for one in whole.maps():
        seen[one.kind] += 1
        if seen[one.kind] <= (4 if one.kind == "cross_functional" else 2):
            kept.append(one)
    maps = {one.id for one in kept}
    processes = {p.id: p for p in whole.of_type(Process)}
    wanted = {one.process for one in kept}
    for key in list(wanted):
        while key in processes:
            wanted.add(key)
            key = processes[key].parent
    return Document(
        r
        for r in whole.records()
        if (not r.key[0] or r.key[0] in maps) and (not isinstance(r, Process) or r.id in wanted)
    )


def profiles() -> st.SearchStrategy[Profile]:
    """Profiles with any values side by side, and any chapters in any order."""
    some = st.lists(st.sampled_from(sorted(KNOWN)), min_size=1, unique=True).map(tuple)
    every = st.permutations(sorted(KNOWN)).map(tuple)
    chapters = st.one_of(st.just(CHAPTERS), some, every)
    values = {field: st.sampled_from(found) for field, found in PATTERNS.items()}
    return st.builds(Profile, chapters=chapters, **values)


def books() -> st.SearchStrategy[Book]:
    """What the document itself says of its book."""
    maps = [one.id for one in document().maps()]
    decree = st.builds(
        Decree, annexed=st.booleans(), listed=st.booleans(), paper=st.sampled_from(["f4", "a4"]),
        copies=st.sampled_from([(), ("Wali Kota",)]),
    )  # fmt: skip
    return st.builds(
        Book,
        decree=st.one_of(st.none(), decree),
        knowing=st.sampled_from([None, Person(title="Sekretaris", name="Nama")]),
        annex=st.lists(st.sampled_from([*maps, "gone"]), max_size=4, unique=True).map(tuple),
        sheets=st.dictionaries(st.sampled_from(maps), st.sampled_from(SHEETS), max_size=3).map(
            lambda found: tuple(found.items())
        ),
        sizes=st.dictionaries(st.sampled_from(maps), st.sampled_from(SIZES), max_size=3).map(
            lambda found: tuple(found.items())
        ),
        distribution=st.sampled_from([(), ("Wali Kota", "Bagian Organisasi")]),
        signing=st.sampled_from(["", "field", "mark"]),
        mark=st.just("#"),
        draft_mark=st.booleans(),
    )


def test_every_setting_is_varied() -> None:
    assert {*PATTERNS, *SAME_FOR_ALL} == set(Profile.__struct_fields__)
    for field, values in PATTERNS.items():
        assert len({replace(Profile(), **{field: value}) for value in values}) == len(values), field


def check(profile: Profile, own: Book) -> None:
    """Make the book in that form and look for faults."""
    assert parse(exported(profile)) == profile
    changed = replace(own, own_profile=exported(profile))
    records = [changed if isinstance(r, Book) else r for r in document().records()]
    made = Document(records)
    tr = Translator("id")
    way = book._Way(None, None)
    found = book._made(made, tr, way, "")
    blocks, pages = found.blocks, found.result.pages

    chapters = profile.chapters
    figures = [b for b in blocks if isinstance(b, Figure) and not b.block]
    drawn = Counter((b.map, b.plane) for b in figures)
    assert set(drawn.values()) <= {1}
    if {"processes", "others", "organisation"} <= {*chapters}:
        missing = {m.kind for m in made.maps() if (m.id, "") not in drawn}
        assert missing <= ({"level0"} if profile.level0 == "table" else set())

    # what was chosen for the annex stands there, in the order of the book, and nothing else does
    at = next((n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.anchor == "annex"), None)
    moved = [b for b in figures if b.map in own.annex]
    if moved:
        assert at is not None
        annex = [b for b in blocks[at:] if isinstance(b, Figure) and not b.block]
        assert annex[: len(moved)] == moved
        assert not [b for b in annex if b.map not in own.annex and profile.maps == "inside"] or (
            own.decree is not None and "decree" in chapters and chapters[-1] != "decree"
        )
        if own.decree is not None and "decree" in chapters:
            assert sum(isinstance(b, SignatureBlock) for b in blocks[at:]) >= 1

    anchors = [b.anchor for b in blocks if isinstance(b, Heading | Figure | Table | Grid) and b.anchor]
    assert len(anchors) == len(set(anchors))
    links = {
        key for b in blocks if isinstance(b, Para | Item) for key in _LINK.findall(b.text)
    }  # fmt: skip
    assert links <= set(anchors)

    # on paper: all of it, nothing empty but the left-hand pages before chapters, nothing outside of its page
    items = [placed.item for page in pages for placed in page.items]
    on_paper = [i.figure.anchor for i in items if isinstance(i, FigureItem) and i.part == 0]
    assert Counter(on_paper) == Counter(b.anchor for b in blocks if isinstance(b, Figure))
    for n, page in enumerate(pages):
        if not any(placed.item.height(placed.width) for placed in page.items):
            assert profile.two_sided or (profile.two_sided is None and own.two_sided)
            assert pages[n + 1].opening
        for placed in page.items:
            bottom = placed.top - placed.item.height(placed.width)
            assert placed.top <= page.sheet.top + 1
            assert bottom >= page.sheet.bottom - 12, (n, placed.item)
    for block in blocks:
        if isinstance(block, Heading) and block.listed:
            assert found.result.places.page(block.anchor) is not None


QUICK = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "phases": [Phase.reuse, Phase.generate],
}
"""A book takes half a second: what fails is shown as it was found."""


@settings(max_examples=20, **QUICK)
@given(profiles(), books())
def test_any_combination_makes_a_book_without_fault(profile: Profile, own: Book) -> None:
    check(profile, own)


@settings(max_examples=8, **QUICK)
@given(st.sampled_from(PROFILES).map(ready), books())
def test_the_ready_profiles_take_whatever_the_document_says(profile: Profile, own: Book) -> None:
    check(profile, own)
