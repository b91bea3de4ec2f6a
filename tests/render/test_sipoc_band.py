"""SIPOC under a map: one truth for every output, below all that is drawn, never an element of the map."""

from __future__ import annotations

from itertools import pairwise

from book_tools import page_texts
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from small_maps import EDIT, Small, small
from verbs import trio

from probis_editor.booklet import book
from probis_editor.booklet.splitting import splitting
from probis_editor.commands import maps, shapes, sipoc, tree
from probis_editor.drawing.bounds import bounds, texts, walk
from probis_editor.drawing.primitives import Group, Text
from probis_editor.formats import bizagi, bpmn_write, native
from probis_editor.formats.base import read_bytes
from probis_editor.geometry import Point, Rect
from probis_editor.layout.sipoc import shown_on
from probis_editor.model.elements import Node, StepRow
from probis_editor.model.office import Book
from probis_editor.render import compose, sipoc_band, svg

LONG = "Berkas permohonan surat keterangan tidak mampu beserta lampirannya"


def told(shown: bool = True) -> Small:
    """The small map of a process of which something is known."""
    made = small()
    with made.document.transaction(EDIT) as tx:
        process = tree.create_process(tx, "Surat").id
        maps.change_map(tx, made.map, process=process)
        tx.put(StepRow(map=made.map, element=made.write, inputs=f"{LONG}; KTP"))
        sipoc.say(tx, process, suppliers=["Warga"], customers=["Warga", "RT/RW"], outputs=["Surat"])
        if shown:
            sipoc.show(tx, made.map, True)
    return made


def band_of(made: Small) -> Group | None:
    last = compose.map_picture(made.document, made.map).group.children[-1]
    return last if isinstance(last, Group) and last.id == sipoc_band.ID else None


def test_it_lies_below_and_says_all() -> None:
    made = told()
    picture = compose.map_picture(made.document, made.map)
    band = band_of(made)
    assert band is not None
    others = bounds(Group(picture.group.children[:-1]))
    room = bounds(band)
    assert others is not None
    assert room is not None
    assert room.y >= others.bottom + 10
    assert abs(room.x - others.x) < 1
    assert picture.bounds.bottom >= room.bottom
    said = " ".join(t.text.text for t in texts(band))
    for word in ("Pemasok", "Masukan", "Proses", "Keluaran", "Pelanggan", "Warga", "RT/RW", "KTP", "Surat"):
        assert word in said
    assert " ".join(LONG.split()) in " ".join(said.split())
    steps = min(t.text.style.size for t in texts(picture.group) if t.id == made.send)
    assert min(t.text.style.size for t in texts(band)) >= steps
    drawn = svg.page(picture.group)
    assert "Pelanggan" in drawn
    assert "Menulis surat" in " ".join(page_texts(book.make_bytes(made.document)[1]))
    assert any(
        "Pemasok" in page and "RT/RW" in page for page in page_texts(book.make_bytes(made.document)[1])
    )


def test_it_is_no_element_and_no_file_holds_it() -> None:
    made, bare = told(), told(shown=False)
    assert sipoc_band.ID not in compose.order(made.document, made.map)
    assert band_of(bare) is None
    ids = [made.map]
    shapes_in = [
        sorted(
            (n.kind, n.name, n.bounds)
            for n in read_bytes(data, "x.bpm").document.records()
            if isinstance(n, Node)
        )
        for data in (bizagi.write(made.document, ids), bizagi.write(bare.document, ids))
    ]
    assert shapes_in[0] == shapes_in[1]
    assert bpmn_write.write(made.document, ids) == bpmn_write.write(bare.document, ids)
    again = read_bytes(native.write(made.document, ids), "x.probis").document
    assert again.settings == made.document.settings
    assert any(g.id == sipoc_band.ID for g in compose.map_picture(again, again.maps()[0].id).group.children)  # type: ignore[union-attr]


def test_it_is_shown_where_it_is_wanted() -> None:
    made = told(shown=False)
    document = made.document
    trio(document, lambda tx: sipoc.show_on_all(tx, True))
    assert band_of(made) is not None
    trio(document, lambda tx: sipoc.show(tx, made.map, False))
    assert band_of(made) is None
    assert document.settings.sipoc_maps == ((made.map, False),)
    trio(document, lambda tx: sipoc.show(tx, made.map, True))
    assert document.settings.sipoc_maps == ()
    trio(document, lambda tx: sipoc.show(tx, made.map, True), changes=False)
    trio(document, lambda tx: sipoc.show_on_all(tx, False))
    trio(document, lambda tx: sipoc.show(tx, made.map, True))
    assert compose.map_picture(document, made.map, made.sub).group.children[-1].id != sipoc_band.ID  # type: ignore[union-attr]
    trio(document, lambda tx: maps.change_map(tx, made.map, process=""))
    assert band_of(made) is None
    assert shown_on(document, made.map)
    trio(document, lambda tx: maps.delete_map(tx, made.map))
    assert document.settings.sipoc_maps == ()


def test_it_moves_with_the_map() -> None:
    made = told()
    before = band_of(made)
    assert before is not None
    with made.document.transaction(EDIT) as tx:
        shapes.create(tx, made.map, "annotation", Point(400, 900), name="Catatan")
    after = band_of(made)
    assert after is not None
    note = max(made.document.nodes(made.map), key=lambda n: n.drawn.bottom).drawn
    assert after.dy > note.bottom > before.dy


def test_cuts_spare_it() -> None:
    made = told()
    with made.document.transaction(EDIT) as tx:
        tx.put(Book(sheets=((made.map, "split"),)))
    picture = compose.printed(made.document, made.map, "", parted=True)
    room = bounds(picture.group.children[-1])
    assert room is not None
    cut = splitting(made.document, made.map, "", picture)
    assert not any(room.x < x < room.right for x in cut.cuts)
    assert not any(room.y < y for y in cut.rows)
    assert any(y < room.y for y in cut.rows)
    pages = page_texts(book.make_bytes(made.document)[1])
    assert sum("Pemasok" in page for page in pages) == sum("Pelanggan" in page for page in pages) == 1


names = st.lists(st.text("abcdefghi klmno", min_size=1, max_size=90), max_size=14)


@settings(max_examples=40, deadline=None)
@given(names, names, names, st.sampled_from([80.0, 600.0, 1400.0, 5000.0]), st.booleans())
def test_every_text_stands_in_its_column(
    first: list[str], second: list[str], third: list[str], wide: float, compact: bool
) -> None:
    made = told()
    process = made.document.map(made.map).process
    with made.document.transaction(EDIT) as tx:
        sipoc.say(tx, process, suppliers=first, inputs=second, outputs=third, customers=["x"])
        tx.put(replace(made.document.map(made.map), size="compact" if compact else "normal"))
    band = sipoc_band.band(made.document, made.map, Rect(10, 20, wide, 300))
    assert band is not None
    room = bounds(band)
    assert room is not None
    boxes = (placed.bounds() for placed in walk(band) if isinstance(placed.leaf, Text))
    placed = [box for box in boxes if box is not None]
    assert all(room.grown(0.5).covers(box) for box in placed)
    flat = sorted(placed, key=lambda b: (b.y, b.x))
    for one, other in pairwise(flat):
        assert one.y != other.y or one.right <= other.x + 0.5


def test_no_word_is_broken_and_no_list_is_squeezed_under_a_narrow_map() -> None:
    made = told()
    papers = ["Penatausahaan kepegawaian", "Surat pengantar", "Formulir penghapusan barang"] * 8
    with made.document.transaction(EDIT) as tx:
        sipoc.say(
            tx, made.document.map(made.map).process, inputs=papers, outputs=papers, customers=["Inspektorat"]
        )
    band = sipoc_band.band(made.document, made.map, Rect(0, 0, 120, 300))
    assert band is not None
    said = {
        word
        for placed in texts(band)
        for word in placed.text.text.split()
        if word.isalpha() and len(word) > 5
    }
    assert {"kepegawaian", "penghapusan", "Inspektorat", "Penatausahaan"} <= said
