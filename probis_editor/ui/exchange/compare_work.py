"""What the comparison has to show: the difference, its words, its pictures. It only reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from probis_editor.drawing.primitives import Group
from probis_editor.geometry import Rect, bounding_points
from probis_editor.i18n import Translator
from probis_editor.model import matching
from probis_editor.model.compare import Change, MapDifference
from probis_editor.model.difference_words import Words
from probis_editor.model.document import Document
from probis_editor.model.elements import AttributeValue, Flow, Node, StepRow
from probis_editor.render import compose, differences
from probis_editor.render.compose import Picture
from probis_editor.render.recolor import ghost, outlines

if TYPE_CHECKING:
    from probis_editor.formats.base import ReadResult


class CompareWork:
    """`before` is the file that was chosen, `after` the open document, as both were when the work began."""

    def __init__(self, before: ReadResult, after: ReadResult, tr: Translator) -> None:
        from probis_editor.formats.comparing import compare_files

        self.before, self.after = before.document, after.document
        self.found = compare_files(before, after)
        self.words = Words(self.before, self.after, tr)
        self._tr = tr
        self._drawn: dict[tuple[str, str, str], Picture | None] = {}

    def plane_of(self, one: MapDifference, change: Change | None) -> str:
        """The canvas on which a change is seen; the first that differs where no change is meant."""
        record = change.record if change is not None else None
        if isinstance(record, AttributeValue | StepRow):
            element = self._document_of(change).element(record.map, record.element) if change else None
            return element.plane if element is not None else ""
        if isinstance(record, Node | Flow):
            return record.plane
        found = differences.planes(one)
        return "" if "" in found or not found else found[0]

    def _document_of(self, change: Change) -> Document:
        return self.after if change.after is not None else self.before

    def marked(self, one: MapDifference, plane: str) -> Picture:
        """The map with its differences in colour and the legend."""
        key = (one.map.id, plane, "marked")
        if key not in self._drawn:
            self._drawn[key] = differences.map_differences(self.before, self.after, one, self._tr, plane)
        found = self._drawn[key]
        assert found is not None
        return found

    def plain(self, one: MapDifference, plane: str, now: bool) -> Picture | None:
        """The map as it is (`now`) or was, None where there is none."""
        key = (one.map.id, plane, "now" if now else "was")
        if key not in self._drawn:
            self._drawn[key] = self._plain(one, plane, now)
        return self._drawn[key]

    def _plain(self, one: MapDifference, plane: str, now: bool) -> Picture | None:
        document, record = (self.after, one.after) if now else (self.before, one.before)
        if record is None:
            return None
        if plane and not now and one.after is not None:
            pairs = matching.elements(self.before, record.id, self.after, one.after.id)
            plane = {new: old for old, new in pairs.items()}.get(plane, plane)
        if plane and document.element(record.id, plane) is None:
            return None
        return compose.map_picture(document, record.id, plane)

    @staticmethod
    def layers(old: Picture, new: Picture) -> tuple[Picture, Picture]:
        """Both pictures without fills, the old one in the colour of what is gone, to be laid over each other."""
        gone = ghost(outlines(old.group), differences.MARKS["removed"].color, ())
        return Picture(Group((gone,)), old.bounds), Picture(Group((outlines(new.group),)), new.bounds)

    def element_of(self, change: Change) -> str:
        """The id of the element that a change is about, "" for the map itself."""
        record = change.record
        if isinstance(record, AttributeValue | StepRow):
            return record.element
        return record.id if isinstance(record, Node | Flow) else ""

    def place(self, change: Change) -> Rect | None:
        """Where a change is seen; None for one without a place."""
        key = (change.key[0], self.element_of(change))
        element = self._document_of(change).element(*key)
        if isinstance(element, Node):
            return None if element.hidden else element.drawn
        return bounding_points(element.points) if element is not None and element.points else None
