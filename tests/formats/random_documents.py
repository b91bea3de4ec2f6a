"""Hypothesis strategies for whole documents: any kind, any field, parents and ends that may be missing."""

from __future__ import annotations

from hypothesis import strategies as st

from probis_editor.geometry import Point, Rect
from probis_editor.kinds import KINDS
from probis_editor.kinds.triggers import TRIGGERS
from probis_editor.model.changes import Record
from probis_editor.model.document import Document
from probis_editor.model.elements import MAP_KINDS, THEMES, Flow, Map, Node, StepRow, Style
from probis_editor.model.office import Block, Book, Narrative, Office, Person, Process, Settings, Unit

# Everything a user can type or paste: also what XML cannot hold.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
guids = st.uuids(version=4).map(str)
numbers = st.one_of(st.integers(-50, 900).map(float), st.floats(-100, 2000, allow_nan=False, width=32))
sizes = st.one_of(st.integers(0, 400).map(float), st.floats(0, 500, width=32))
rects = st.builds(Rect, numbers, numbers, sizes, sizes)
points = st.builds(Point, numbers, numbers)
colors = st.sampled_from(["", "none", "#03689A", "#FFFFFF", "#000000", "#AB12EF"])
flags = st.one_of(st.none(), st.booleans())
styles = st.builds(
    Style,
    fill=colors,
    border=colors,
    text=colors,
    text_background=colors,
    font=st.sampled_from(["", "Arial", "Segoe UI", "Tahoma"]),
    size=st.sampled_from([0.0, 7.5, 8.0, 10.0, 14.0]),
    bold=flags,
    italic=flags,
    underline=flags,
    strike=flags,
    align=st.sampled_from(["", "start", "center", "end"]),
    direction=st.sampled_from(["", "up", "down"]),
)
labels = st.one_of(st.none(), rects)
foreign = st.lists(st.tuples(texts, texts), max_size=2).map(tuple)


@st.composite
def maps(draw: st.DrawFn, map_id: str) -> list[Record]:
    """One map with a few elements that point at each other, at nothing, and at what does not exist."""
    odd = st.sampled_from(["Task_1", "x y", "ÄÖ/ü"])
    ids = draw(st.lists(st.one_of(guids, guids, guids, odd), unique=True, max_size=8))
    some = st.sampled_from(["", "missing", *ids])
    split = draw(st.integers(0, len(ids)))
    records: list[Record] = [
        Map(
            id=map_id,
            name=draw(texts),
            kind=draw(st.sampled_from(MAP_KINDS)),
            process=draw(st.sampled_from(["", "p1"])),
            order=draw(st.integers(0, 5)),
            theme=draw(st.sampled_from(THEMES)),
            size=draw(st.sampled_from(["normal", "compact"])),
            documentation=draw(texts),
            foreign=draw(foreign),
        )
    ]
    for element in ids[:split]:
        records.append(draw(nodes(map_id, element, some)))
    for element in ids[split:]:
        records.append(draw(flows(map_id, element, some)))
    for element in draw(st.lists(some, max_size=2, unique=True)):
        records.append(
            StepRow(map=map_id, element=element, order=draw(st.integers(0, 3)), inputs=draw(texts))
        )
    return records


def nodes(map_id: str, element: str, some: st.SearchStrategy[str]) -> st.SearchStrategy[Node]:
    return st.builds(
        Node,
        map=st.just(map_id),
        id=st.just(element),
        kind=st.sampled_from([row.id for row in KINDS]),
        bounds=rects,
        name=texts,
        parent=some,
        plane=some,
        attached=some,
        z=st.integers(-5, 1_000_000),
        label=labels,
        style=styles,
        documentation=texts,
        trigger=st.sampled_from([row.id for row in TRIGGERS]),
        interrupting=st.booleans(),
        parallel_multiple=st.booleans(),
        loop=st.sampled_from(["", "standard", "parallel", "sequential"]),
        marker=st.booleans(),
        instantiate=st.booleans(),
        expanded=st.booleans(),
        expanded_size=st.one_of(st.none(), st.tuples(sizes, sizes)),
        inline=st.booleans(),
        hidden=st.booleans(),
        multiple=st.booleans(),
        compensation=st.booleans(),
        state=texts,
        called=st.one_of(st.just(""), guids, texts),
        ref=st.one_of(st.just(""), guids, texts),
        workflow=st.one_of(st.just(""), guids, texts),
        image=st.binary(max_size=5),
        process=st.sampled_from(["", "p1"]),
        unit=st.sampled_from(["", "u1"]),
        source=some,
        foreign=foreign,
    )


def flows(map_id: str, element: str, some: st.SearchStrategy[str]) -> st.SearchStrategy[Flow]:
    return st.builds(
        Flow,
        map=st.just(map_id),
        id=st.just(element),
        kind=st.sampled_from(["sequence", "message", "association"]),
        source=some,
        target=some,
        points=st.lists(points, max_size=4).map(tuple),
        name=texts,
        parent=some,
        plane=some,
        z=st.integers(-5, 1_000_000),
        label=labels,
        style=styles,
        documentation=texts,
        condition=st.sampled_from(["", "conditional", "default"]),
        direction=st.sampled_from(["none", "one", "both"]),
        process=st.sampled_from(["", "p1"]),
        foreign=foreign,
    )


people = st.builds(Person, title=texts, name=texts, nip=texts)
blocks = st.builds(Block, kind=st.sampled_from(["p", "h1", "item"]), text=texts, level=st.integers(0, 4))
wide = st.fixed_dictionaries(
    {},
    optional={
        "office": st.builds(Office, name=texts, logo=st.binary(max_size=9), head=people),
        "settings": st.builds(Settings, title=texts, origin=st.sampled_from(["", "bpmn"])),
        "process": st.builds(
            Process, id=st.just("p1"), name=texts, parties=st.lists(texts, max_size=2).map(tuple)
        ),
        "unit": st.builds(Unit, id=st.just("u1"), name=texts, aliases=st.lists(texts, max_size=2).map(tuple)),
        "text": st.builds(Narrative, slot=texts, blocks=st.lists(blocks, max_size=2).map(tuple)),
        "book": st.builds(Book, title=texts, two_sided=st.booleans()),
    },
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A document with up to two maps (one of them perhaps without a GUID) and document-wide records."""
    map_ids = draw(st.lists(st.one_of(guids, guids, st.just("Package 1")), unique=True, max_size=2))
    records: list[Record] = list(draw(wide).values())
    for map_id in map_ids:
        records += draw(maps(map_id))
    return Document(records)
