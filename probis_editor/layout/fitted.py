"""The size and the shape in which a map fits its paper: normal, else compact, else compact and leaner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from probis_editor.layout import paper
from probis_editor.layout.graph import Graph, Layout, Measures
from probis_editor.layout.swimlane import arrange

LEAN = (1.0, 2.5)
NARROW = (2.5, 1.0)


class Choice(NamedTuple):
    """One size to try: its graph, its distances, and the smallest text in points that it carries."""

    graph: Graph
    measures: Measures
    text: float


def fitted(choices: Sequence[Callable[[], Choice]], paper_name: str, effort: int = 2) -> tuple[int, Layout]:
    """The index of the first choice whose layout prints on one page of the paper, and that layout.

    Where none does, the last choice is tried again with height, then width, made dearer; if that does not help
    either, its plain layout is taken (it goes on larger paper).
    """
    plain: Layout | None = None
    last: Choice | None = None
    for n, make in enumerate(choices):
        last = make()
        plain = arrange(last.graph, last.measures, effort)
        if _prints(plain, last.text, paper_name):
            return n, plain
    assert plain is not None
    assert last is not None
    if effort:
        for lean in (LEAN, NARROW):
            other = arrange(last.graph, last.measures, effort, lean)
            if _prints(other, last.text, paper_name):
                return len(choices) - 1, other
    return len(choices) - 1, plain


def _prints(layout: Layout, text: float, paper_name: str) -> bool:
    found = paper.fit(layout.bounds.w, layout.bounds.h, text, paper_name)
    return found.paper == paper_name and found.pages == 1
