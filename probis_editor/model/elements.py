"""The records of a map: frozen values, one per thing that is drawn.

Frame: every rectangle and point is absolute on its plane (x right, y down, 1/96 inch). A plane is the
map's own surface (`plane == ""`) or the inner canvas of an embedded sub-process (`plane` = its id), whose
origin is its own (0, 0). Identity is (map id, element id), because real files reuse ids across maps.
"""

from __future__ import annotations

import hashlib
from typing import TypeAlias

import msgspec

from probis_editor.geometry import Point, Rect

Key: TypeAlias = tuple[str, str]
"""(map id, element id). A map's own record has element id ""; document-wide records have map id ""."""

Foreign: TypeAlias = tuple[tuple[str, str], ...]
"""What another standard says of a record and ours has no field for: (name, text), e.g. ("bpmn:id", "Task_1")."""

MAP_KINDS = ("level0", "subprocess", "relation", "cross_functional", "organisation", "overview", "free")
THEMES = ("house", "bizagi")


class Style(msgspec.Struct, frozen=True, omit_defaults=True):
    """How one element departs from its map's theme. "" / 0 / None = as the theme says; colours "#RRGGBB" or "none".

    `size` is in points. `align` is "start", "center" or "end"; `direction` is "" (horizontal), "up" or "down".
    """

    fill: str = ""
    border: str = ""
    text: str = ""
    text_background: str = ""
    font: str = ""
    size: float = 0.0
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    strike: bool | None = None
    align: str = ""
    direction: str = ""


PLAIN = Style()


class Map(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="map"):
    """One map (one Bizagi diagram). `id` is a lower-case GUID, `kind` one of MAP_KINDS.

    `process` is the id of the tree node that the map belongs to ("" for none); `order` its place among the tabs.
    `theme` names the defaults that elements fall back to: "bizagi" for imported maps, "house" for new ones.
    `size` is "normal" or "compact" (design of the house style). `documentation` is kept as the source has it.
    """

    id: str
    name: str = ""
    kind: str = "free"
    process: str = ""
    order: int = 0
    theme: str = "house"
    size: str = "normal"
    documentation: str = ""
    foreign: Foreign = ()

    @property
    def key(self) -> Key:
        return (self.id, "")


class Node(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="node"):
    """Anything with bounds: pool, lane, phase, activity, event, gateway, data, artifact.

    `kind` is an id of the catalogue in `kinds`. `parent` is the container that owns it: a pool (for lanes,
    phases and flow nodes of its process; "" or the hidden main pool = the surface), a lane (only for nested
    lanes), or the embedded sub-process it lies in. Membership in a lane follows from geometry, as in Bizagi.
    `attached` is the host of a boundary event. `label` is the box of an outside label, None = automatic place.
    `expanded_size` is the drawn (width, height) of an expanded sub-process; its `bounds` stay collapsed (Bizagi).
    `inline` says that a sub-process's children are drawn in its own plane (BPMN) and not on an inner canvas.
    `called` is the process that a call activity names: a WorkflowProcess id as in Bizagi, or a BPMN process id.
    `ref` is the data store that a drawn reference names. `process` and `unit` link to the tree and the unit list.
    `source` is the element of the source file this one was copied from, "" = its own id.
    """

    map: str
    id: str
    kind: str
    bounds: Rect
    name: str = ""
    parent: str = ""
    plane: str = ""
    attached: str = ""
    z: int = 0
    label: Rect | None = None
    style: Style = PLAIN
    documentation: str = ""
    trigger: str = "none"
    interrupting: bool = True
    parallel_multiple: bool = False
    loop: str = ""
    marker: bool = False
    instantiate: bool = False
    expanded: bool = False
    expanded_size: tuple[float, float] | None = None
    inline: bool = False
    hidden: bool = False
    multiple: bool = False
    compensation: bool = False
    state: str = ""
    called: str = ""
    ref: str = ""
    workflow: str = ""
    image: bytes = b""
    process: str = ""
    unit: str = ""
    source: str = ""
    foreign: Foreign = ()

    @property
    def key(self) -> Key:
        return (self.map, self.id)

    @property
    def drawn(self) -> Rect:
        """The rectangle that is seen: the expanded size where the sub-process is open, else `bounds`."""
        if self.expanded and self.expanded_size:
            return Rect(self.bounds.x, self.bounds.y, *self.expanded_size)
        return self.bounds


class Flow(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="flow"):
    """A line between two things. `kind` is "sequence", "message" or "association".

    `source`/`target` are element ids on the same map ("" = loose end); `points` run from source to target and
    may be empty (no route stored yet). `condition` is "", "conditional" or "default"; `direction` of an
    association is "none", "one" (towards the target) or "both". `parent` is the container that owns it, as for nodes.
    """

    map: str
    id: str
    kind: str
    source: str = ""
    target: str = ""
    points: tuple[Point, ...] = ()
    name: str = ""
    parent: str = ""
    plane: str = ""
    z: int = 0
    label: Rect | None = None
    style: Style = PLAIN
    documentation: str = ""
    condition: str = ""
    direction: str = "none"
    process: str = ""
    foreign: Foreign = ()

    @property
    def key(self) -> Key:
        return (self.map, self.id)


class Carried(msgspec.Struct, frozen=True, kw_only=True, tag="carried"):
    """What a file held for one map, kept to be written back: the `.diag` or `.xpdl` bytes as read.

    `origin` is "bizagi" (archive = the whole nested zip) or "xpdl" / "bpmn" (archive = the document's bytes).
    """

    map: str
    origin: str
    archive: bytes

    @property
    def key(self) -> Key:
        return (self.map, "#carried")


class StepRow(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="step"):
    """What the table of steps says of an element beyond the picture. `order` is its row (1-based, 0 = by story)."""

    map: str
    element: str
    order: int = 0
    inputs: str = ""
    outputs: str = ""
    duration: str = ""
    remarks: str = ""

    @property
    def key(self) -> Key:
        return (self.map, "#step:" + self.element)


class AttributeValue(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, tag="attribute"):
    """An extended attribute of an element ("" = the map) with a value of our own; unedited ones stand in Carried.

    An `attached` one is a file: `content` is its name, `data` its bytes; without a name it was taken off. `was` is the
    `mark` of what the carried file then said: should a newer file say something else, that holds.
    """

    map: str
    element: str
    attribute: str
    content: str
    was: str = ""
    attached: bool = False
    data: bytes = b""

    @property
    def key(self) -> Key:
        return (self.map, f"#attribute:{self.element}:{self.attribute}")

    @property
    def mark(self) -> str:
        """What tells two values apart: the text, or the file's digest and name."""
        return file_mark(self.content, self.data) if self.attached else self.content


def file_mark(name: str, data: bytes) -> str:
    """The mark of an attached file, "" for none."""
    return f"{hashlib.sha256(data).hexdigest()} {name}" if name else ""


Element: TypeAlias = Node | Flow
