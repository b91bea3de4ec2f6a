"""A parsed BPMN file: its elements by id, its diagrams, whose dialect it speaks."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from probis_editor.formats.base import FormatError
from probis_editor.formats.bpmn_items import Items
from probis_editor.formats.bpmn_keep import children
from probis_editor.formats.bpmn_names import BIZAGI, BPMNDI, DC, DI, LIMIT, MODEL, PROBIS, Ids, is_true, real
from probis_editor.formats.xmlsafe import parse
from probis_editor.geometry import Point, Rect

_ID = f"{{{PROBIS}}}id"
_LABEL, _WAYPOINT, _BOUNDS = f"{{{BPMNDI}}}BPMNLabel", f"{{{DI}}}waypoint", f"{{{DC}}}Bounds"
_EXTENSION = f"{{{DI}}}extension"
_DIAGRAM, _SHAPE, _EDGE = f"{{{BPMNDI}}}BPMNDiagram", f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge"
_NOWHERE = Rect(0, 0, 0, 0)

Font = tuple[tuple[str, str], ...]


class Drawn(NamedTuple):
    """A BPMNShape (`bounds`) or BPMNEdge (`points`, at least two, else none) of a diagram.

    `said` are its attributes, `words` and `extension` its BPMNLabel and its extension, None without.
    """

    element: etree._Element
    ref: str
    bounds: Rect
    points: tuple[Point, ...]
    label: Rect | None
    font: Font
    said: Mapping[str, str]
    words: etree._Element | None = None
    extension: etree._Element | None = None

    @property
    def expanded(self) -> bool | None:
        """What `isExpanded` says, None where it says nothing."""
        found = self.said.get("isExpanded")
        return None if found is None else is_true(found)


def undrawn(element: etree._Element, ref: str, bounds: Rect) -> Drawn:
    """A shape that the file does not have."""
    return Drawn(element, ref, bounds, (), None, (), dict(element.items()))


class Diagram(NamedTuple):
    """One BPMNDiagram. `plane` is None for a diagram without one; `ref` is what its plane shows."""

    element: etree._Element
    plane: etree._Element | None
    ref: str
    shapes: tuple[Drawn, ...]
    edges: tuple[Drawn, ...]


class Source:
    """The file, indexed. The first element with an id has it; references are found with or without prefix."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises FormatError for broken XML and for what is no BPMN 2.0."""
        self.root = parse(data, name)
        if self.root.tag != f"{{{MODEL}}}definitions":
            raise FormatError("import.bpmn.not_bpmn", name=name)
        self.name = name
        self.ids = Ids(data)
        self.target = str(self.root.get("targetNamespace", ""))
        self.ours = self.root.get(f"{{{PROBIS}}}version") is not None
        self.bizagi = self._is_bizagi()
        self._guids: dict[etree._Element, str] = {}
        self.items = Items(self.root)
        self.item = self.items.of
        self.index = self.items.index
        for root in self.roots():
            self.items.take_in(root)
        # A choreography stands as it is: none of it is drawn, the events and flows in it neither.
        self.choreographed = {
            item for root in self.root.iterchildren(f"{{{MODEL}}}choreography") for item in root.iter()
        }
        fonts = self._fonts()
        self.diagrams = tuple(_diagram(e, fonts) for e in self.root.iterchildren(_DIAGRAM))

    def roots(self) -> Iterator[etree._Element]:
        """The children of the root that are no diagrams."""
        for element in children(self.root):
            if element.tag != _DIAGRAM:
                yield element

    def resolve(self, reference: str | None) -> etree._Element | None:
        """The element that a reference names."""
        if not reference:
            return None
        found = self.index.get(reference)
        if found is not None:
            return found
        text = reference.strip()
        found = self.index.get(text)
        return found if found is not None else self.index.get(text.rpartition(":")[2])

    def guid(self, element: etree._Element) -> str:
        """The GUID of an element's record: from the id it had before it was made unique among maps, else its id."""
        found = self._guids.get(element)
        if found is None:
            said = self.item(element).said
            found = self._guids[element] = self.ids.guid(said.get(_ID) or said.get("id") or "None")
        return found

    def container(self, element: etree._Element) -> etree._Element | None:
        """The nearest process, sub-process or collaboration around the element."""
        return self.item(element).container

    def _is_bizagi(self) -> bool:
        if self.ours:
            return False
        if "bizagi.com" in self.target:
            return True
        return next(self.root.iter(f"{{{BIZAGI}}}BizagiExtensions"), None) is not None

    def _fonts(self) -> dict[str, Font]:
        found: dict[str, Font] = {}
        for style in self.root.iter(f"{{{BPMNDI}}}BPMNLabelStyle"):
            font = style.find(f"{{{DC}}}Font")
            if font is not None and style.get("id"):
                found[str(style.get("id"))] = tuple((str(k), str(v)) for k, v in font.attrib.items())
        return found


def _diagram(element: etree._Element, fonts: dict[str, Font]) -> Diagram:
    plane = element.find(f"{{{BPMNDI}}}BPMNPlane")
    shapes: list[Drawn] = []
    edges: list[Drawn] = []
    for item in plane.iterchildren() if plane is not None else ():
        if item.tag == _SHAPE:
            shapes.append(_drawn(item, fonts))
        elif item.tag == _EDGE:
            edges.append(_drawn(item, fonts))
    ref = str(plane.get("bpmnElement", "")) if plane is not None else ""
    return Diagram(element, plane, ref, tuple(shapes), tuple(edges))


def _drawn(item: etree._Element, fonts: dict[str, Font]) -> Drawn:
    bounds = label = extension = None
    points: list[Point] = []
    for sub in item:
        tag = sub.tag
        if tag == _WAYPOINT:
            try:
                x, y = float(sub.get("x", "")), float(sub.get("y", ""))
            except ValueError:
                x = y = math.nan
            # Nearly all are numbers; a point takes half the time of asking `real` twice.
            points.append(Point(x, y) if -LIMIT <= x <= LIMIT and -LIMIT <= y <= LIMIT else _spot(sub))
        elif tag == _BOUNDS:
            bounds = bounds if bounds is not None else _rect(sub)
        elif tag == _LABEL:
            label = label if label is not None else sub
        elif tag == _EXTENSION:
            extension = extension if extension is not None else sub
    box: Rect | None = None
    font: Font = ()
    if label is not None:
        box = next((_rect(sub) for sub in label if sub.tag == _BOUNDS), None)
        if box is not None and ((box.x == 0 and box.y == 0) or box.w == 0 or box.h == 0):
            # Bizagi's and others' ways to say that the label has no place of its own.
            box = None
        font = fonts.get(label.get("labelStyle", "").rpartition(":")[2], ())
    said = dict(item.items())
    return Drawn(
        item,
        said.get("bpmnElement", ""),
        bounds or _NOWHERE,
        tuple(points) if len(points) > 1 else (),
        box,
        font,
        said,
        label,
        extension,
    )


def loose(element: etree._Element) -> Drawn:
    """The route of a flow of ours that lacks an end and carries it within itself."""
    spots = element.iterchildren(f"{{{PROBIS}}}waypoint")
    points = tuple(_spot(e) for e in spots)
    label: Rect | None = None
    for box in element.iterchildren(f"{{{PROBIS}}}label"):
        label = Rect(*(real(box.get(name)) for name in ("x", "y", "width", "height")))
    route = points if len(points) > 1 else ()
    return Drawn(
        element, str(element.get("id", "")), _NOWHERE, route, label, (), dict(element.items()),
        next(element.iterchildren(_LABEL), None), next(element.iterchildren(_EXTENSION), None),
    )  # fmt: skip


def _spot(item: etree._Element) -> Point:
    return Point(real(item.get("x")), real(item.get("y")))


def _rect(item: etree._Element) -> Rect:
    w, h = real(item.get("width")), real(item.get("height"))
    return Rect(real(item.get("x")), real(item.get("y")), w if w > 0 else 0.0, h if h > 0 else 0.0)
