"""Pictures of tasks, sub-processes and call activities."""

from __future__ import annotations

from probis_editor.drawing.primitives import Path, Pen, Primitive, polyline, rectangle
from probis_editor.geometry import Point, Rect
from probis_editor.kinds.glyphs import glyph
from probis_editor.kinds.lettering import clear, inside
from probis_editor.kinds.look import Look
from probis_editor.model.elements import Node

_TYPES = {
    "task.user": "user",
    "task.service": "service",
    "task.script": "script",
    "task.send": "send",
    "task.receive": "receive",
    "task.manual": "manual",
    "task.rule": "rule",
}
_GLOBAL = {
    "globalTask": "",
    "globalUserTask": "user",
    "globalScriptTask": "script",
    "globalManualTask": "manual",
    "globalBusinessRuleTask": "rule",
}
_LOOPS = {"standard": "loop", "parallel": "parallel", "sequential": "sequential"}
TYPE_SIZE = 14.0
MARK_SIZE = 12.0
TITLE = 20.0
"""Height of the strip at the top of an expanded sub-process that holds its name."""


def draw_task(node: Node, look: Look) -> tuple[Primitive, ...]:
    """A task, or the call of a global one, with the marker of its type at the top left and loop markers below."""
    w, h = node.drawn.w, node.drawn.h
    form = look.form
    parts: list[Primitive] = [_body(w, h, look)]
    taken: list[Rect] = []
    name = "" if look.flowchart else _TYPES.get(node.kind) or _GLOBAL.get(global_task(node), "")
    if name == "receive" and node.instantiate:
        name = "receive_start"
    if name:
        size = min(TYPE_SIZE, h / 3, w / 4)
        spot = Rect(4.0, 4.0, size, size)
        parts += glyph(name, spot, look.ink._replace(solid=name == "send"))
        taken.append(spot)
    parts += _marks(node, look, w, h, False, taken)
    rect = Rect(0, 0, w, h)
    align = look.align or "center"
    return (*parts, *clear(node.name, look.text, rect, form.min_text, form.padding, align, tuple(taken)))


def draw_subprocess(node: Node, look: Look) -> tuple[Primitive, ...]:
    """A collapsed sub-process or call with [+], or an expanded one with its name at the top."""
    w, h = node.drawn.w, node.drawn.h
    form = look.form
    if look.flowchart and not node.expanded:
        return draw_predefined(node, look)
    if global_task(node):
        return draw_task(node, look)
    parts: list[Primitive] = [_body(w, h, look)]
    if node.kind == "subprocess.transaction" and min(w, h) > 20:
        parts.append(rectangle(Rect(3, 3, w - 6, h - 6), form.detail_pen, "", max(0.0, form.radius - 2)))
    taken: list[Rect] = []
    parts += _marks(node, look, w, h, not node.expanded, taken)
    align = look.align or ("start" if node.expanded else "center")
    if node.expanded:
        strip = Rect(3, 3, w - 6, min(TITLE, h - 6))
        return (*parts, *inside(node.name, look.text, strip, form.min_text, 3.0, align))
    rect = Rect(0, 0, w, h)
    return (*parts, *clear(node.name, look.text, rect, form.min_text, form.padding, align, tuple(taken)))


def global_task(node: Node) -> str:
    """BPMN's word for the task that a call names instead of a process: it has no inside to open. "" for all others."""
    if node.kind != "call":
        return ""
    kept = dict(node.foreign)
    return kept.get("bpmn:global", "") if kept.get("bpmn:called") == node.called else ""


def draw_predefined(node: Node, look: Look) -> tuple[Primitive, ...]:
    """The flowchart's predefined process: a rectangle with a second line at both sides."""
    w, h = node.drawn.w, node.drawn.h
    form = look.form
    bar = min(8.0, w / 8)
    sides: list[Path] = [polyline((Point(x, 0), Point(x, h)), form.detail_pen) for x in (bar, w - bar)]
    rect = Rect(bar, 0, w - 2 * bar, h)
    align = look.align or "center"
    text = inside(node.name, look.text, rect, form.min_text, min(4.0, form.padding), align)
    return (
        rectangle(Rect(0, 0, w, h), Pen(form.border, min(form.line, 1.5), form.dash), form.fill),
        *sides,
        *text,
    )


def _body(w: float, h: float, look: Look) -> Path:
    form = look.form
    return rectangle(Rect(0, 0, w, h), form.pen, form.fill, 0.0 if look.flowchart else form.radius)


def _marks(node: Node, look: Look, w: float, h: float, collapsed: bool, taken: list[Rect]) -> list[Path]:
    """The row of markers at the bottom; their rectangles are added to `taken`."""
    if look.flowchart:
        return []
    names = [_LOOPS[node.loop]] if node.loop in _LOOPS else []
    if node.compensation:
        names.append("rewind")
    if collapsed:
        names.append("collapsed")
    if node.kind == "subprocess.adhoc":
        names.append("adhoc")
    size = min(MARK_SIZE, h / 4)
    x = (w - len(names) * size - (len(names) - 1) * 3) / 2
    paths: list[Path] = []
    for name in names:
        spot = Rect(x, h - size - 1.5 - look.form.line, size, size)
        paths += glyph(name, spot, look.ink)
        taken.append(spot)
        x += size + 3
    return paths
