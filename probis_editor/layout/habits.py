"""At which side a flow leaves or enters a shape: what a reader expects, and who is there already.

`Habits` are the prices of a story, the same for every placing of it; `Sides` counts what docks where in one
placing and adds to them. All prices are in the unit of `grid`'s.
"""

from __future__ import annotations

from probis_editor.layout.families import NONE
from probis_editor.layout.graph import Edge
from probis_editor.layout.lattice import Prices
from probis_editor.layout.story import Story

KINDS = {"sequence": 0, "message": 1, "association": 2}
HOST = 90.0
"""Docking below a step that carries an event on its lower border."""
BOUNDARY: Prices = (NONE, 0.0, NONE, NONE)
"""An event on a border is left and entered from below."""


class Habits:
    """For every edge: what leaving its source costs at each side, and entering its target from a shape that lies
    level or above (`entering`) or below (`rising`)."""

    __slots__ = ("entering", "leaving", "rising", "story")

    def __init__(self, story: Story) -> None:
        self.story = story
        boxes, index = story.boxes, story.index
        hosts = {story.host(n) for n, box in enumerate(boxes) if box.role == "boundary"}
        self.leaving: list[Prices] = []
        self.entering: list[Prices] = []
        self.rising: list[Prices] = []
        for k, edge in enumerate(story.graph.edges):
            a, b = index.get(edge.source, -1), index.get(edge.target, -1)
            role = boxes[a].role if a >= 0 else "task"
            back = k in story.back
            self.leaving.append(_carrying(_out(role, edge, back), a in hosts))
            self.entering.append(_carrying(_into(edge, back, 12.0), b in hosts))
            self.rising.append(_carrying(_into(edge, back, 6.0), b in hosts))


def _carrying(prices: Prices, host: bool) -> Prices:
    return (prices[0], prices[1] + HOST, prices[2], prices[3]) if host else prices


def _out(role: str, edge: Edge, back: bool) -> Prices:
    """What a reader expects of a flow that leaves: (right, bottom, left, top)."""
    if edge.kind == "message":
        return (60.0, 0.0, 60.0, 0.0)
    if edge.kind == "association":
        return (8.0, 0.0, 8.0, 0.0)
    if role == "gateway":
        if edge.answer == "no":
            return (14.0, 0.0, 60.0, 4.0)
        if edge.answer == "yes":
            return (0.0, 8.0, 90.0, 8.0)
        return (0.0, 4.0, 90.0, 6.0)
    if back:
        return (24.0, 0.0, 12.0, 0.0)
    return (0.0, 8.0, 60.0, 10.0)


def _into(edge: Edge, back: bool, below: float) -> Prices:
    """What a reader expects of a flow that enters; `below` is the price of entering from below."""
    if edge.kind == "message":
        return (60.0, 0.0, 60.0, 0.0)
    if edge.kind == "association":
        return (8.0, 0.0, 8.0, 0.0)
    if back:
        return (30.0, 0.0, 10.0, 0.0)
    return (60.0, below, 0.0, 6.0)


class Sides:
    """Who docks at which side of the boxes of one placing."""

    __slots__ = ("_against", "_into", "_out", "_together", "outs")

    def __init__(self, story: Story) -> None:
        size = 4 * len(story.boxes)
        self.outs = [0] * size
        """How many flows leave, by 4 * box + side."""
        self._out = [0.0] * size
        self._into = [[0.0] * size for _ in KINDS]
        told = {edge.source for edge in story.graph.edges if edge.label_w}
        self._together = [140.0 if b.role == "gateway" and b.id in told else 40.0 for b in story.boxes]
        self._against = [70.0 if box.role == "task" else 160.0 for box in story.boxes]

    def add(self, n: int, side: int, kind: int, leaving: bool, sign: int) -> None:
        """A flow of a kind (a number of KINDS) docks at a side of box n (sign 1) or does no more (-1)."""
        at = 4 * n + side
        against = sign * self._against[n]
        if leaving:
            self.outs[at] += sign
            self._out[at] += sign * self._together[n]
            for prices in self._into:
                prices[at] += against
        else:
            self._out[at] += against
            for other, prices in enumerate(self._into):
                prices[at] += sign * (4.0 if other == kind else 60.0)

    def leaving(self, n: int, habit: Prices) -> Prices:
        """What leaving box n costs now."""
        at = 4 * n
        a, b, c, d = self._out[at : at + 4]
        return (habit[0] + a, habit[1] + b, habit[2] + c, habit[3] + d)

    def entering(self, n: int, habit: Prices, kind: int) -> Prices:
        """What entering box n costs a flow of a kind now."""
        at = 4 * n
        a, b, c, d = self._into[kind][at : at + 4]
        return (habit[0] + a, habit[1] + b, habit[2] + c, habit[3] + d)


def level_only(prices: Prices) -> Prices:
    """The same without top and bottom."""
    return (prices[0], NONE, prices[2], NONE)
