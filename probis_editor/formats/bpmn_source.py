"""A parsed BPMN file: its elements by id, its diagrams, whose dialect it speaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from probis_editor.formats.base import FormatError
from probis_editor.formats.bpmn_keep import children
from probis_editor.formats.bpmn_names import (
    BIZAGI,
    BPMNDI,
    DC,
    DI,
    MODEL,
    PROBIS,
    SUBPROCESS_TAGS,
    Ids,
    is_true,
    real,
)
from probis_editor.formats.xmlsafe import local, parse
from probis_editor.geometry import Point, Rect

_CONTAINERS = frozenset(("process", "collaboration", "choreography", *SUBPROCESS_TAGS))
_ID, _OURS = f"{{{PROBIS}}}id", f"{{{PROBIS}}}"
_LABEL, _WAYPOINT, _BOUNDS = f"{{{BPMNDI}}}BPMNLabel", f"{{{DI}}}waypoint", f"{{{DC}}}Bounds"

Font = tuple[tuple[str, str], ...]


class Drawn(NamedTuple):
    """A BPMNShape (`bounds`) or BPMNEdge (`points`, at least two, else none) of a diagram."""

    element: etree._Element
    ref: str
    bounds: Rect
    points: tuple[Point, ...]
    label: Rect | None
    font: Font

    @property
    def expanded(self) -> bool | None:
        """What `isExpanded` says, None where it says nothing."""
        said = self.element.get("isExpanded")
        return None if said is None else is_true(said)


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
        self._alive = list(
            self.root.iter()
        )  # while lxml's handles of the elements live, all reading finds them ready
        self.ids = Ids(data)
        self.target = str(self.root.get("targetNamespace", ""))
        self.ours = self.root.get(f"{{{PROBIS}}}version") is not None
        self.bizagi = self._is_bizagi()
        self.index: dict[str, etree._Element] = {}
        self._containers: dict[etree._Element, etree._Element | None] = {}
        for root in self.roots():
            self._indexed(root)
        # A choreography stands as it is: none of it is drawn, the events and flows in it neither.
        self.choreographed = {
            item for root in self.root.iterchildren(f"{{{MODEL}}}choreography") for item in root.iter()
        }
        fonts = self._fonts()
        self.diagrams = tuple(_diagram(e, fonts) for e in self.root.iterchildren(f"{{{BPMNDI}}}BPMNDiagram"))

    def roots(self) -> Iterator[etree._Element]:
        """The children of the root that are no diagrams."""
        for element in children(self.root):
            if element.tag != f"{{{BPMNDI}}}BPMNDiagram":
                yield element

    def resolve(self, reference: str | None) -> etree._Element | None:
        """The element that a reference names."""
        text = (reference or "").strip()
        if not text:
            return None
        found = self.index.get(text)
        return found if found is not None else self.index.get(text.rpartition(":")[2])

    def guid(self, element: etree._Element) -> str:
        """The GUID of an element's record: from the id it had before it was made unique among maps, else its id."""
        return self.ids.guid(str(element.get(_ID) or element.get("id")))

    def container(self, element: etree._Element) -> etree._Element | None:
        """The nearest process, sub-process or collaboration around the element."""
        if element in self._containers:
            return self._containers[element]
        found = next((above for above in element.iterancestors() if local(above) in _CONTAINERS), None)
        self._containers[element] = found
        return found

    def _is_bizagi(self) -> bool:
        if self.ours:
            return False
        if "bizagi.com" in self.target:
            return True
        return next(self.root.iter(f"{{{BIZAGI}}}BizagiExtensions"), None) is not None

    def _indexed(self, element: etree._Element) -> None:
        stack = [element]
        while stack:
            item = stack.pop()
            found = item.get("id")
            if found:
                self.index.setdefault(str(found), item)
            # What stands in extensions is not the standard's, save for loose flows of ours.
            if local(item) == "extensionElements":
                stack.extend(e for e in children(item) if str(e.tag).startswith(_OURS))
            else:
                stack.extend(reversed(list(children(item))))

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
        if item.tag == f"{{{BPMNDI}}}BPMNShape":
            shapes.append(_drawn(item, fonts))
        elif item.tag == f"{{{BPMNDI}}}BPMNEdge":
            edges.append(_drawn(item, fonts))
    ref = str(plane.get("bpmnElement", "")) if plane is not None else ""
    return Diagram(element, plane, ref, tuple(shapes), tuple(edges))


def _drawn(item: etree._Element, fonts: dict[str, Font]) -> Drawn:
    label = item.find(_LABEL)
    box: Rect | None = None
    font: Font = ()
    if label is not None:
        box = _bounds(label)
        if box is not None and ((box.x == 0 and box.y == 0) or box.w == 0 or box.h == 0):
            # Bizagi's and others' ways to say that the label has no place of its own.
            box = None
        font = fonts.get(str(label.get("labelStyle", "")).rpartition(":")[2], ())
    points = tuple(Point(real(e.get("x")), real(e.get("y"))) for e in item.iterchildren(_WAYPOINT))
    return Drawn(
        item,
        str(item.get("bpmnElement", "")),
        _bounds(item) or Rect(0, 0, 0, 0),
        points if len(points) > 1 else (),
        box,
        font,
    )


def loose(element: etree._Element) -> Drawn:
    """The route of a flow of ours that lacks an end and carries it within itself."""
    spots = element.iterchildren(f"{{{PROBIS}}}waypoint")
    points = tuple(Point(real(e.get("x")), real(e.get("y"))) for e in spots)
    label: Rect | None = None
    for box in element.iterchildren(f"{{{PROBIS}}}label"):
        label = Rect(*(real(box.get(name)) for name in ("x", "y", "width", "height")))
    return Drawn(
        element, str(element.get("id", "")), Rect(0, 0, 0, 0), points if len(points) > 1 else (), label, ()
    )


def _bounds(item: etree._Element) -> Rect | None:
    found = item.find(_BOUNDS)
    if found is None:
        return None
    w, h = max(0.0, real(found.get("width"))), max(0.0, real(found.get("height")))
    return Rect(real(found.get("x")), real(found.get("y")), w, h)
