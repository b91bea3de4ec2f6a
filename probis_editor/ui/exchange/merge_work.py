"""What the update from Bizagi has to show: both sides of every map against what was exported, and the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from probis_editor.commands import merge as merging
from probis_editor.commands.merge_plan import OURS, THEIRS, Choices, Conflict, MapMerge, MergePlan
from probis_editor.commands.merge_words import conflict_line
from probis_editor.geometry import Rect, bounding_points
from probis_editor.i18n import Translator
from probis_editor.model.compare import MapDifference, compare_maps
from probis_editor.model.difference_words import Words
from probis_editor.model.document import Document
from probis_editor.model.elements import Map, Node
from probis_editor.render import compose, differences
from probis_editor.render.compose import Picture

if TYPE_CHECKING:
    from probis_editor.formats.base import Notice
    from probis_editor.formats.exports import Sides

BOTH = (OURS, THEIRS)


class Look(NamedTuple):
    """What is shown of a map on one side, None where that side has no such map."""

    picture: Picture | None
    changes: int


class MergeWork:
    """A plan with all that belongs to it. It only reads; `document` is as it was when the work began."""

    def __init__(self, document: Document, sides: Sides, tr: Translator) -> None:
        self.document = document
        self.sides = sides
        self.plan: MergePlan = merging.merge(
            document, sides.base, sides.edited, sides.seen, sides.assumed, sides.attributes
        )
        self.words = Words(document, sides.edited, tr)
        self._tr = tr
        self._seen: dict[tuple[str, str], Look] = {}
        self._differences = {
            (m.id, side): self._difference(m.id, side) for m in self.plan.maps for side in BOTH
        }

    # Both sides

    def side(self, side: str) -> Document:
        return self.sides.seen if side == OURS else self.sides.edited

    def _difference(self, map_id: str, side: str) -> MapDifference | None:
        base, other = self.sides.base, self.side(side)
        if base.get((map_id, "")) is None or other.get((map_id, "")) is None:
            return None
        return compare_maps(base, map_id, other, map_id)

    def changes(self, map_id: str, side: str) -> int:
        """How much that side changed since the export."""
        found = self._differences.get((map_id, side))
        if found is None:
            return 0
        # What else a map's record says stands in our file only.
        return len(found.changes) + any(f.name in ("name", "documentation") for f in found.fields)

    def picture(self, map_id: str, side: str) -> Picture | None:
        """The map as that side has it, its changes since the export marked; None where it has none."""
        key = (map_id, side)
        if key not in self._seen:
            self._seen[key] = Look(self._drawn(map_id, side), self.changes(map_id, side))
        return self._seen[key].picture

    def _drawn(self, map_id: str, side: str) -> Picture | None:
        document = self.document if side == OURS else self.sides.edited
        if document.get((map_id, "")) is None:
            return None
        difference = self._differences.get((map_id, side))
        if difference is None or not difference.changes:
            return compose.map_picture(document, map_id)
        plane = "" if "" in differences.planes(difference) else differences.planes(difference)[0]
        return differences.map_differences(self.sides.base, self.side(side), difference, self._tr, plane)

    def place(self, map_id: str, element_id: str) -> Rect | None:
        """Where an element is drawn, as ours has it or else theirs; None for one without a place of its own."""
        for document in (self.document, self.sides.edited):
            element = document.element(map_id, element_id)
            if isinstance(element, Node):
                return element.drawn
            if element is not None and element.points:
                return bounding_points(element.points)
        return None

    # Words

    def map_name(self, map_id: str) -> str:
        """The map's name, ours before theirs."""
        record = self.document.get((map_id, "")) or self.sides.edited.get((map_id, ""))
        return " ".join(record.name.split()) if isinstance(record, Map) else map_id

    def conflict_line(self, conflict: Conflict, side: str = "") -> str:
        return conflict_line(conflict, side, self.document, self.plan, self.words, self._tr)

    # The report

    def notices(self, choices: Choices, after: Document) -> tuple[Notice, ...]:
        """What was done, map by map, for the report panel; `after` is the document now."""
        from probis_editor.formats.base import Level, notice

        found: list[Notice] = []
        for part in self.plan.maps:
            found += self._part_notices(part, choices, after)
        for record in self.plan.added:
            wanted = record.id not in choices.without
            key = "merge.new_map" if wanted else "merge.new_left"
            found.append(
                notice("read" if wanted else "left_out", key, record.id if wanted else "", name=record.name)
            )
        for record in self.plan.removed:
            gone = record.id in choices.remove
            key = "merge.map_gone" if gone else "merge.map_kept"
            found.append(
                notice("read" if gone else "left_out", key, "" if gone else record.id, name=record.name)
            )
        for rename in self.plan.renames:
            level: Level = "read" if rename in choices.renames else "left_out"
            found.append(
                notice(
                    level,
                    "merge.rename",
                    rename.map,
                    rename.element,
                    before=rename.before,
                    after=rename.after,
                )
            )
        if self.plan.assumed:
            found.append(notice("guessed", "merge.assumed", n=len(self.plan.assumed)))
        return tuple(found)

    def _part_notices(self, part: MapMerge, choices: Choices, after: Document) -> list[Notice]:
        from probis_editor.formats.base import notice

        found: list[Notice] = []
        shown = part.id if after.get((part.id, "")) is not None else ""
        if part.map is not None:
            found.append(notice("read", "merge.told", shown, text=self._tr("merge.map_itself")))
        for change in part.taken:
            element = change.key[1] if change.after is not None else ""
            text = self.words.change_line(change)
            found.append(notice("read", "merge.told", shown, element, text=text))
        for conflict in part.conflicts:
            text = self.conflict_line(conflict, choices.of(conflict))
            found.append(notice("guessed", "merge.told", shown, conflict.element, text=text))
        if part.left:
            n = len({left.element for left in part.left})
            found.append(notice("left_out", "merge.left", shown, n=n))
        return found


def decided(conflicts: Mapping[tuple[str, str], str], conflict: Conflict) -> str:
    """The side that a conflict was given to, "" as long as it is open."""
    return conflicts.get((conflict.map, conflict.element), conflicts.get((conflict.map, ""), ""))
