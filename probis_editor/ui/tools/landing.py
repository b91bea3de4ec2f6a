"""Where the end of a line lands on the shape under the pointer: on the middle of a side, or where it fits best."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from probis_editor.geometry import Point
from probis_editor.kinds import Family, family
from probis_editor.model.document import Transaction
from probis_editor.model.elements import Element, Node
from probis_editor.rules.permits import Verdict
from probis_editor.ui.tools.base import Pointer

if TYPE_CHECKING:
    from probis_editor.ui.canvas import Canvas

RIM = 20.0
"""How far in from its sides a shape is asked which side is meant, in units of the map."""

_RIM_SHARE = 0.3
_SIDED = (Family.ACTIVITY, Family.BOX)


def side(element: Element | None, at: Pointer) -> str:
    """The side of a step that the pointer is near: "left", "right", "top" or "bottom".

    "" further in, with Ctrl held, and for small shapes and lines: the line then ends where it runs best.
    """
    if not isinstance(element, Node) or family(element.kind) not in _SIDED or at.ctrl:
        return ""
    d, p = element.drawn, at.p
    wide, high = min(RIM, d.w * _RIM_SHARE), min(RIM, d.h * _RIM_SHARE)
    if not wide or not high:
        return ""
    depth = {
        "left": (p.x - d.x) / wide, "right": (d.right - p.x) / wide,
        "top": (p.y - d.y) / high, "bottom": (d.bottom - p.y) / high,
    }  # fmt: skip
    nearest = min(depth, key=lambda name: depth[name])
    return nearest if depth[nearest] < 1 else ""


def docks(element: Element) -> dict[str, Point]:
    """The middles of the sides of a step; none for what has no sides to choose from."""
    if not isinstance(element, Node) or family(element.kind) not in _SIDED:
        return {}
    d, c = element.drawn, element.drawn.center
    return {
        "left": Point(d.x, c.y), "right": Point(d.right, c.y),
        "top": Point(c.x, d.y), "bottom": Point(c.x, d.bottom),
    }  # fmt: skip


def show(
    canvas: Canvas,
    aim: Element,
    verdict: Verdict,
    p: Point,
    verb: Callable[[Transaction], object],
    to: str = "",
) -> None:
    """Outline what a line would end at, with the line itself, or say at `p` why it may not."""
    overlay = canvas.overlay
    overlay.target(aim.drawn if isinstance(aim, Node) else None, verdict.allowed)
    spots = docks(aim) if verdict.allowed else {}
    overlay.docks(spots.values(), spots.get(to))
    if verdict.allowed:
        canvas.scene.preview(canvas.session.preview(verb).groups)
        overlay.line(())
    else:
        canvas.scene.end_preview()
    overlay.note(canvas.session.label_text(verdict.reason), p, error=True)


def hide(canvas: Canvas) -> None:
    """Nothing is under the pointer that a line could end at."""
    canvas.overlay.target(None)
    canvas.overlay.docks(())
    canvas.overlay.note("")
    canvas.scene.end_preview()
