"""Keterangan Simbol: the symbols that the maps of this book use, drawn as the maps draw them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from probis_editor.booklet.blocks import BookBlock, Para, SymbolRow, SymbolTable
from probis_editor.booklet.context import Context
from probis_editor.geometry import Point, Rect
from probis_editor.i18n import Translator
from probis_editor.kinds import KINDS, kind
from probis_editor.model import queries
from probis_editor.model.document import Document
from probis_editor.model.elements import Flow, Map, Node
from probis_editor.render.compose import map_picture

_LEFT_OUT = ("image", "text", "band", "box.unit", "box.party", "box.process", "event.throw")
_MEANT = {
    "task": "task",
    "subprocess": "subprocess",
    "gateway": "gateway",
    "event": "event",
    "data": "data",
}
_FLOWS = ("sequence", "message", "association")
_LANE = Rect(0, 0, 130, 46)


def blocks(context: Context) -> Iterator[BookBlock]:
    """One row per kind that stands in a map; nothing where no map has a symbol."""
    document = context.document
    maps = [m for m in document.maps() if m.kind == "cross_functional"] or document.maps()
    rows = symbol_rows(document, maps, context.tr)
    if not rows:
        return
    yield context.front("symbols")
    yield Para(text=context.text("symbols_1"), keep=True)
    yield SymbolTable(rows=rows)


def symbol_rows(document: Document, maps: Sequence[Map], tr: Translator) -> tuple[SymbolRow, ...]:
    """A row per kind of element and flow that stands in the maps, in the order of the catalogue, as they draw it."""
    silent = {pool.id for one in maps if (pool := queries.silent_pool(document, one.id)) is not None}
    nodes = [node for one in maps for node in document.nodes(one.id) if node.id not in silent]
    used = {node.kind for node in nodes if not node.hidden}
    lines = {flow.kind for one in maps for flow in document.flows(one.id)}
    theme = maps[0].theme if maps else "house"
    rows = [_node(document, k.id, theme) for k in KINDS if k.id in used and k.id not in _LEFT_OUT]
    rows += [_flow(document, name, theme) for name in _FLOWS if name in lines]
    told = []
    for name, row in rows:
        key = "booklet.symbol." + name
        text = key if key in tr else "booklet.symbol." + _MEANT.get(name.partition(".")[0], "other")
        told.append(replace(row, name=tr("kind." + name), text=tr(text)))
    return tuple(told)


def _node(document: Document, name: str, theme: str) -> tuple[str, SymbolRow]:
    w, h = kind(name).size
    box = Rect(0, 0, w, h)
    if name in ("pool", "lane", "phase"):
        box = _LANE
    if name == "annotation":
        box = Rect(0, 0, 70, 40)
    label = "Unit" if name in ("lane", "pool") else ""
    return name, _drawn(document, theme, Node(map="m", id="n", kind=name, bounds=box, name=label))


def _flow(document: Document, name: str, theme: str) -> tuple[str, SymbolRow]:
    return name, _drawn(document, theme, Flow(map="m", id="f", kind=name, points=(Point(0, 0), Point(80, 0))))


def _drawn(document: Document, theme: str, record: Node | Flow) -> SymbolRow:
    alone = Document([document.settings, Map(id="m", theme=theme), record])
    picture = map_picture(alone, "m")
    return SymbolRow(picture=picture.group, bounds=picture.bounds.grown(1.0), name="", text="")
