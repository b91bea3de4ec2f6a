"""Paper fit: never a text under 7 pt, the wished paper first, clean splits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from probis_editor.layout.paper import MIN_PT, PAPERS, PLAIN, fit, frame


def test_a_small_picture_stands_upright_at_full_size() -> None:
    found = fit(400, 300, 8, "a4")
    assert (found.paper, found.landscape, found.scale, found.pages) == ("a4", False, 1.0, 1)


def test_a_wide_picture_is_turned() -> None:
    found = fit(1000, 400, 9, "f4")
    assert (found.paper, found.landscape) == ("f4", True)
    assert found.text >= MIN_PT


def test_a_low_picture_that_reads_easily_stays_upright() -> None:
    assert not fit(760, 120, 10, "f4").landscape
    assert fit(760, 500, 10, "f4").landscape
    assert fit(760, 120, 8, "f4").landscape


def test_what_would_become_too_small_goes_on_a3() -> None:
    assert fit(1500, 600, 8, "a4").paper == "a3"


def test_a_very_long_picture_is_split_at_columns_with_the_header_repeated() -> None:
    cuts = [100.0 + 120 * n for n in range(60)]
    found = fit(6000, 500, 8, "f4", cuts=cuts, header=32)
    assert found.pages > 1
    assert found.text >= MIN_PT - 1e-9
    assert not found.tiles[0].header
    assert all(t.header for t in found.tiles[1:])
    assert all(t.x in cuts for t in found.tiles[1:])
    assert sum(t.w for t in found.tiles) == 6000


def test_margins_of_a_plain_print_leave_more_room() -> None:
    assert frame("a4", True, PLAIN)[0] > frame("a4", True)[0]


def test_text_that_is_small_from_the_start_is_not_enlarged() -> None:
    found = fit(300, 200, 6, "a4")
    assert found.scale == 1.0
    assert found.text == 6


@given(
    st.floats(10, 9000),
    st.floats(10, 4000),
    st.sampled_from([7.0, 8.0, 9.0, 10.0]),
    st.sampled_from(sorted(PAPERS)),
)
def test_every_picture_fits_with_readable_text(w: float, h: float, text: float, paper: str) -> None:
    found = fit(w, h, text, paper, header=32)
    assert found.text >= MIN_PT - 1e-6
    room_w, room_h = frame(found.paper, found.landscape)
    for tile in found.tiles:
        assert (tile.w + (32 if tile.header else 0)) * found.scale <= room_w + 1e-6
        assert tile.h * found.scale <= room_h + 1e-6


def test_names_wider_than_the_page_are_not_repeated() -> None:
    found = fit(5000, 300, 8, "a4", header=1400)
    assert found.pages > 1
    assert not any(t.header for t in found.tiles)
    assert sum(t.w for t in found.tiles) == 5000
