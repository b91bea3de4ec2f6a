"""Pictures of differences: everything that differs is marked, in colour and in line style, and counted."""

from __future__ import annotations

from collections.abc import Iterator

from small_maps import EDIT, Small, small

from probis_editor.commands import maps, shapes
from probis_editor.drawing.bounds import texts, walk
from probis_editor.drawing.primitives import Path
from probis_editor.geometry import Point
from probis_editor.i18n import Translator
from probis_editor.model.compare import Difference, compare
from probis_editor.model.document import Document
from probis_editor.model.elements import StepRow
from probis_editor.render import pdf, svg
from probis_editor.render.compose import Picture, map_picture
from probis_editor.render.differences import MARKS, map_differences, planes
from probis_editor.render.recolor import faded, ghost, mixed


def changed() -> tuple[Document, Small, Difference]:
    s = small()
    before = Document(s.document.records())
    with s.document.transaction(EDIT) as tx:
        shapes.rename(tx, s.map, s.write, "Menyusun surat")
        shapes.move(tx, s.map, [s.end], -60, 0)
        shapes.delete(tx, s.map, [s.note])
        shapes.create(tx, s.map, "task", Point(750, 300), name="Baru")
        shapes.rename(tx, s.map, s.inner_a, "Di dalam")
    return before, s, compare(before, s.document)


def strokes(picture: Picture) -> Iterator[tuple[str, tuple[float, ...]]]:
    for placed in walk(picture.group):
        if isinstance(placed.leaf, Path) and placed.leaf.pen is not None:
            yield (placed.leaf.pen.color, placed.leaf.pen.dash)


def test_every_fate_is_marked_in_its_colour_and_line_style(tr: Translator) -> None:
    before, s, found = changed()
    picture = map_differences(before, s.document, found.maps[0], tr)
    drawn = set(strokes(picture))
    for mark in MARKS.values():
        assert (mark.color, mark.dash) in drawn
    assert len({mark.dash for mark in MARKS.values()}) == len(MARKS)
    assert len({mark.sign for mark in MARKS.values()}) == len(MARKS)


def test_the_legend_counts_and_what_is_gone_is_still_readable(tr: Translator) -> None:
    before, s, found = changed()
    said = [found.text.text for found in texts(map_differences(before, s.document, found.maps[0], tr).group)]
    assert "Ditambahkan (1)" in said
    assert "Diubah (1)" in said
    assert "Dihapus (2)" in said
    assert "Dipindahkan (2)" in said
    assert "Lewat pos" in said
    assert "Baru" in said


def test_each_canvas_has_a_picture_of_its_own(tr: Translator) -> None:
    before, s, found = changed()
    assert planes(found.maps[0]) == ("", s.sub)
    inner = map_differences(before, s.document, found.maps[0], tr, s.sub)
    said = [found.text.text for found in texts(inner.group)]
    assert "Di dalam" in said
    assert "Diubah (1)" in said
    assert "Baru" not in said


def test_element_is_marked_for_its_row_in_the_table(tr: Translator) -> None:
    s = small()
    before = Document(s.document.records())
    with s.document.transaction(EDIT) as tx:
        tx.put(StepRow(map=s.map, element=s.write, duration="1 hari"))
    (found,) = compare(before, s.document).maps
    assert planes(found) == ("",)
    picture = map_differences(before, s.document, found, tr)
    assert "Diubah (1)" in [text.text.text for text in texts(picture.group)]


def test_whole_maps(tr: Translator) -> None:
    s = small()
    before = Document(s.document.records())
    with s.document.transaction(EDIT) as tx:
        maps.duplicate_map(tx, s.map, "P2 Lain")
        maps.delete_map(tx, s.map)
    added, removed = compare(before, s.document).maps
    assert (MARKS["added"].color, ()) in set(strokes(map_differences(before, s.document, added, tr)))
    gone = set(strokes(map_differences(before, s.document, removed, tr)))
    assert "#000000" not in {color for color, _ in gone}


def test_backends_take_it_and_it_repeats(tr: Translator) -> None:
    before, s, found = changed()
    picture, again = (map_differences(before, s.document, found.maps[0], tr) for _ in range(2))
    assert picture == again
    assert "Menyusun surat" in svg.page(picture.group, picture.bounds)
    assert pdf.page_pdf([picture.group]).startswith(b"%PDF")


def test_other_colours() -> None:
    assert mixed("#000000", 0.5) == "#808080"
    assert mixed("#123456", 0.0) == "#123456"
    assert mixed("none", 0.5) == "none"
    s = small()
    group = map_picture(s.document, s.map).group
    colors = {p.leaf.pen.color for p in walk(faded(group, 1.0)) if isinstance(p.leaf, Path) and p.leaf.pen}
    assert colors == {"#FFFFFF"}
    red = {
        p.leaf.pen for p in walk(ghost(group, "#FF0000", (4.0,))) if isinstance(p.leaf, Path) and p.leaf.pen
    }
    assert {(pen.color, pen.dash) for pen in red} == {("#FF0000", (4.0,))}
