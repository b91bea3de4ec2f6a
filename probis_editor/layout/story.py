"""The order of the story: which flows close a cycle, and in which column each step stands.

Columns are steps of the story, not distances: a forward flow goes to the next column or further; a hand-over
to another lane may stay in the column when the way straight down (or up) is free.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from probis_editor.layout.graph import Box, Edge, Graph

BESIDE = ("data", "annotation", "boundary", "pool")
"""Roles that have no place of their own in the story."""


class Story(msgspec.Struct):
    """The graph by index. `links` are the forward flows (source, target, edge) between steps, boundary events
    replaced by their hosts; `back` the edges that close a cycle; `order` a topological order of the steps."""

    graph: Graph
    index: dict[str, int]
    steps: list[int]
    links: list[tuple[int, int, int]]
    back: frozenset[int]
    order: list[int]
    after: list[list[tuple[int, int]]]
    before: list[list[tuple[int, int]]]
    main: frozenset[int]

    @property
    def boxes(self) -> Sequence[Box]:
        return self.graph.boxes

    def host(self, n: int) -> int:
        """The step that a boundary event sits on, else the box itself."""
        box = self.graph.boxes[n]
        return self.index.get(box.host, n) if box.role == "boundary" else n


def read(graph: Graph) -> Story:
    """Finds cycles, the topological order and the main path. Ties fall to the declared order, "yes" first."""
    index = {box.id: n for n, box in enumerate(graph.boxes)}
    size = len(graph.boxes)
    hosts = [index.get(box.host, n) if box.role == "boundary" else n for n, box in enumerate(graph.boxes)]
    steps = [n for n, box in enumerate(graph.boxes) if box.role not in BESIDE]
    is_step = [box.role not in BESIDE for box in graph.boxes]
    out: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    entered = [0] * size
    for k, edge in enumerate(graph.edges):
        if edge.kind == "association" or edge.source not in index or edge.target not in index:
            continue
        a, b = hosts[index[edge.source]], hosts[index[edge.target]]
        if a == b or not (is_step[a] and is_step[b]):
            continue
        out[a].append((b, k))
        if edge.kind == "sequence":
            entered[b] += 1
    for targets in out:
        targets.sort(key=lambda t: (_rank(graph.edges[t[1]]), t[1]))
    back = _refused(graph, steps, out, entered)
    back |= _cycles(graph, steps, [[t for t in targets if t[1] not in back] for targets in out], entered)
    links = [(a, b, k) for a in steps for b, k in out[a] if k not in back]
    links.sort(key=lambda t: t[2])
    after: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    before: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    for a, b, k in links:
        after[a].append((b, k))
        before[b].append((a, k))
    order = _topological(steps, out, back, before)
    main = _main_path(graph, order, after, before)
    return Story(graph, index, steps, links, frozenset(back), order, after, before, frozenset(main))


def _rank(edge: Edge) -> int:
    if edge.kind == "message":
        return 3
    return {"yes": 0, "": 1, "no": 2}[edge.answer]


def _refused(
    graph: Graph, steps: list[int], out: list[list[tuple[int, int]]], entered: list[int]
) -> set[int]:
    """The "no" flows that lead back into what came before their decision: to a step that the story reaches without
    the decision and that leads to it."""
    back: set[int] = set()
    roots = [n for n in steps if not entered[n]]
    for u in steps:
        for v, k in out[u]:
            if graph.edges[k].answer == "no" and v in _reached(roots, out, u) and u in _reached([v], out):
                back.add(k)
    return back


def _reached(roots: Sequence[int], out: list[list[tuple[int, int]]], but: int = -1) -> set[int]:
    """What the roots lead to without passing the step `but`."""
    found: set[int] = set()
    todo = [n for n in roots if n != but]
    while todo:
        n = todo.pop()
        if n not in found:
            found.add(n)
            todo += [v for v, _ in out[n] if v != but]
    return found


def _cycles(graph: Graph, steps: list[int], out: list[list[tuple[int, int]]], entered: list[int]) -> set[int]:
    """Depth-first from the starts; an edge to a step that is still open closes a cycle."""
    state = [0] * len(graph.boxes)
    back: set[int] = set()
    starts = [n for n in steps if graph.boxes[n].stage == "start" and not entered[n]]
    roots = [*starts, *(n for n in steps if not entered[n] and n not in set(starts)), *steps]
    for root in roots:
        if state[root]:
            continue
        state[root] = 1
        stack = [(root, 0)]
        while stack:
            u, at = stack.pop()
            if at == len(out[u]):
                state[u] = 2
                continue
            stack.append((u, at + 1))
            v, k = out[u][at]
            if state[v] == 1:
                back.add(k)
            elif state[v] == 0:
                state[v] = 1
                stack.append((v, 0))
    return back


def _topological(
    steps: list[int],
    out: list[list[tuple[int, int]]],
    back: set[int],
    before: list[list[tuple[int, int]]],
) -> list[int]:
    """Reverse postorder of a depth-first walk that takes the last branch first: threads stay together."""
    done: set[int] = set()
    result: list[int] = []
    roots = [n for n in steps if not before[n]]
    for root in reversed(roots):
        if root in done:
            continue
        done.add(root)
        stack = [(root, [v for v, k in reversed(out[root]) if k not in back], 0)]
        while stack:
            u, children, at = stack.pop()
            if at == len(children):
                result.append(u)
                continue
            stack.append((u, children, at + 1))
            v = children[at]
            if v not in done:
                done.add(v)
                stack.append((v, [w for w, k in reversed(out[v]) if k not in back], 0))
    result.reverse()
    return result


def _main_path(
    graph: Graph,
    order: list[int],
    after: list[list[tuple[int, int]]],
    before: list[list[tuple[int, int]]],
) -> set[int]:
    """The edges of the longest way that takes "yes" at every decision: it should be straight."""
    best: dict[int, tuple[float, int, int]] = {}
    for u in reversed(order):
        top = (1.0 if graph.boxes[u].stage == "end" else 0.0, -1, -1)
        for v, k in after[u]:
            edge = graph.edges[k]
            if edge.kind != "sequence":
                continue
            value = best[v][0] + 1.0 + {"yes": 3.0, "": 1.0, "no": -3.0}[edge.answer]
            if value > top[0]:
                top = (value, v, k)
        best[u] = top
    roots = [n for n in order if not before[n]]
    path: set[int] = set()
    if roots:
        u = max(roots, key=lambda n: (best[n][0], -n))
        while best[u][2] >= 0:
            path.add(best[u][2])
            u = best[u][1]
    return path
