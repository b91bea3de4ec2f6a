"""What a row of the catalogue says of an element kind."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple, TypeAlias

import msgspec

from probis_editor.drawing.primitives import Primitive
from probis_editor.drawing.theme import theme
from probis_editor.kinds.look import Look
from probis_editor.kinds.outlines import Outline
from probis_editor.model.elements import Node

Draw: TypeAlias = Callable[[Node, Look], tuple[Primitive, ...]]
"""Draws an element in its own frame: (0, 0) is the top-left corner of `node.drawn`."""


class Family(StrEnum):
    """What permits, layout and z-order tell apart."""

    POOL = "pool"
    LANE = "lane"
    PHASE = "phase"
    ACTIVITY = "activity"
    EVENT = "event"
    GATEWAY = "gateway"
    DATA = "data"
    ARTIFACT = "artifact"
    BOX = "box"


STEPS = (Family.ACTIVITY, Family.EVENT, Family.GATEWAY)
"""What work runs through."""

POOL_PARTS = (Family.POOL, Family.LANE, Family.PHASE)
"""A pool and what divides it: steps lie in them."""


class Size(NamedTuple):
    """Width and height in units of 1/96 inch."""

    w: float
    h: float


class BpmnTag(msgspec.Struct, frozen=True):
    """The BPMN 2.0 element of a kind ("" = the standard has none) and the attributes that make it this kind."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()


class XpdlTag(msgspec.Struct, frozen=True):
    """The XPDL form of a kind as Bizagi writes it.

    `container` is the list element it stands in, `tag` the element itself, `body` the path of the child that tells
    the kind ("" = the tag alone does). `attributes` are those of the body's last element (of the tag, without
    body) that make it this kind, `own_attributes` those of a tag with a body, `set_attributes` those of its
    ActivitySet. `defaults` are attributes of the same element as `attributes` that Bizagi always writes and that
    do not tell the kind.
    """

    container: str
    tag: str
    body: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    own_attributes: tuple[tuple[str, str], ...] = ()
    set_attributes: tuple[tuple[str, str], ...] = ()
    defaults: tuple[tuple[str, str], ...] = ()


class Flowchart(msgspec.Struct, frozen=True):
    """A kind's form in the flowchart symbol set."""

    draw: Draw
    outline: Outline


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One element kind. Its name on screen is the text `kind.<id>`; sizes and colours are in the themes.

    `fields` names the Node fields that mean something for the kind, in the order of the inspector. Without
    `flowchart` the kind looks alike in both symbol sets. `label_outside`: the name stands beside the shape.
    """

    id: str
    family: Family
    draw: Draw
    outline: Outline
    bpmn: BpmnTag
    xpdl: XpdlTag
    fields: tuple[str, ...] = ("name", "documentation")
    flowchart: Flowchart | None = None
    label_outside: bool = False

    @property
    def size(self) -> Size:
        """The size in the house style."""
        return self.size_in("house")

    def size_in(self, theme_name: str, size: str = "normal") -> Size:
        """The size of a new element on a map of that theme ("house", "bizagi") and size ("normal", "compact")."""
        form = theme(theme_name, size).form(self.id)
        return Size(form.width, form.height)

    def draw_in(self, symbols: str) -> Draw:
        """The draw function for a symbol set, "bpmn" or "flowchart"."""
        return self.flowchart.draw if symbols == "flowchart" and self.flowchart else self.draw

    def outline_in(self, symbols: str) -> Outline:
        """The outline for a symbol set, "bpmn" or "flowchart"."""
        return self.flowchart.outline if symbols == "flowchart" and self.flowchart else self.outline
