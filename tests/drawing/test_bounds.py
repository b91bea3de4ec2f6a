"""Room and flattening of pictures."""

from __future__ import annotations

import pytest

from probis_editor.drawing import fonts
from probis_editor.drawing.bounds import Placed, bounds, texts, walk
from probis_editor.drawing.primitives import Group, Image, Path, Pen, Text, TextStyle, ellipse, rectangle
from probis_editor.geometry import Rect

PEN = Pen("#000000", 2)
STYLE = TextStyle(10)


def test_strokes_count_with_half_their_width() -> None:
    assert bounds(rectangle(Rect(10, 20, 30, 40), PEN)) == (9, 19, 32, 42)
    assert bounds(rectangle(Rect(10, 20, 30, 40), None, "#FFFFFF", 5)) == (10, 20, 30, 40)
    assert bounds(ellipse(Rect(10, 20, 30, 40), None, "#FFFFFF")) == pytest.approx((10, 20, 30, 40))


def test_what_is_not_drawn_has_no_bounds() -> None:
    assert bounds(rectangle(Rect(0, 0, 1, 1), None)) is None
    assert bounds(Path((), PEN)) is None
    assert bounds(Text(0, 0, "", STYLE)) is None
    assert bounds(Group((Group(()),))) is None


@pytest.mark.parametrize(("anchor", "share"), [("start", 0.0), ("middle", 0.5), ("end", 1.0)])
def test_text_counts_from_its_anchor(anchor: str, share: float) -> None:
    wide = fonts.width("Surat", STYLE)
    up, down = fonts.ascent(STYLE), fonts.descent(STYLE)
    text = Text(100, 50, "Surat", STYLE, anchor)  # type: ignore[arg-type]
    assert bounds(text) == pytest.approx((100 - share * wide, 50 - up, wide, up + down))
    upward = Text(100, 50, "Surat", STYLE, anchor, -90)  # type: ignore[arg-type]
    assert bounds(upward) == pytest.approx((100 - up, 50 - (1 - share) * wide, up + down, wide))
    downward = Text(100, 50, "Surat", STYLE, anchor, 90)  # type: ignore[arg-type]
    assert bounds(downward) == pytest.approx((100 - down, 50 - share * wide, up + down, wide))


def test_groups_transform_and_unite() -> None:
    inner = Group((rectangle(Rect(0, 0, 10, 10), None, "#FFFFFF"),), dx=5, dy=6, scale=2)
    outer = Group((inner, Image(Rect(0, 0, 1, 1), b"")), dx=100, dy=200, scale=0.5)
    assert bounds(inner) == (5, 6, 20, 20)
    assert bounds(outer) == (100, 200, 12.5, 13)


def test_walk_gives_leaves_in_drawing_order_with_their_transform() -> None:
    box, line = rectangle(Rect(0, 0, 4, 4), None, "#FFFFFF"), Text(1, 2, "x", STYLE)
    inner = Group((line,), dx=10, dy=20, scale=0.5)
    picture = Group((box, Group((box, inner), id="task", dx=100)), dy=7, scale=2)
    assert list(walk(picture)) == [
        Placed(box, 0, 7, 2, ""),
        Placed(box, 200, 7, 2, "task"),
        Placed(line, 220, 47, 1, "task"),
    ]
    assert [leaf.bounds() for leaf in walk(picture)][1] == (200, 7, 8, 8)


def test_texts_stand_as_seen_from_outside() -> None:
    picture = Group((Group((Text(1, 2, "x", STYLE),), id="a", dx=10, dy=20, scale=0.5),), scale=4)
    ((text, owner),) = texts(picture)
    assert (text.x, text.y, text.style.size, owner) == (42, 84, 20, "a")
    whole = bounds(text)
    assert whole is not None
    assert whole == pytest.approx(bounds(picture))
