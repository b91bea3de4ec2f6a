"""The picture below a map."""

from __future__ import annotations

from pathlib import Path

from small_maps import small
from verbs import trio

from probis_editor.commands.underlay import put_underlay, remove_underlay, underlay
from probis_editor.formats import base
from probis_editor.geometry import Rect
from probis_editor.render import compose

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b8"
    "0000000049454e44ae426082"
)


def test_put_replace_remove() -> None:
    s = small()
    before = compose.map_picture(s.document, s.map)
    first = trio(s.document, lambda tx: put_underlay(tx, s.map, "", PNG, Rect(0, 0, 400, 300)))
    assert compose.map_picture(s.document, s.map) == before
    second = trio(s.document, lambda tx: put_underlay(tx, s.map, "", PNG, Rect(0, 0, 500, 300)))
    assert (second.id, second.bounds.w) == (first.id, 500)
    assert underlay(s.document, s.map, s.sub) is None
    trio(s.document, lambda tx: remove_underlay(tx, s.map, ""))
    assert underlay(s.document, s.map) is None


def test_it_is_kept_in_our_own_file(tmp_path: Path) -> None:
    s = small()
    made = trio(s.document, lambda tx: put_underlay(tx, s.map, "", PNG, Rect(5, 6, 400, 300)))
    base.write_any(s.document, tmp_path / "a.probis")
    again = base.open_any(tmp_path / "a.probis").document
    assert again.get(made.key) == made
