"""What lies where: steps in lanes, nothing over each other, everything with a name (R15: every step has an actor)."""

from __future__ import annotations

from collections.abc import Iterator

from probis_editor.checks.engine import ADVICE, ERROR, Hit, hit, map_rule
from probis_editor.checks.spelling import spelled
from probis_editor.checks.views import MapView
from probis_editor.kinds import Family, family
from probis_editor.model import queries
from probis_editor.model.elements import Node

_DEFAULT_NAMES = (
    *("task", "kegiatan", "activity", "tugas", "subprocess", "sub-process", "subproses", "process", "proses"),
    *(
        "gateway",
        "keputusan",
        "decision",
        "exclusive gateway",
        "event",
        "lane",
        "lajur",
        "new task",
        "untitled",
    ),
)
_UNIT_WORDS = (
    *(
        "camat",
        "lurah",
        "kepala",
        "sekretaris",
        "sekretariat",
        "seksi",
        "bidang",
        "bagian",
        "sub",
        "dinas",
        "badan",
    ),
    *(
        "staf",
        "pimpinan",
        "kelurahan",
        "desa",
        "masyarakat",
        "pemohon",
        "petugas",
        "operator",
        "tim",
        "bendahara",
    ),
)
_OVERLAP = 4.0


@map_rule("task_unnamed", ERROR)
def task_unnamed(view: MapView) -> Iterator[Hit]:
    """A task, sub-process or box without text."""
    for node in view.nodes:
        boxed = family(node.kind) is Family.ACTIVITY or node.kind.startswith("box.")
        if boxed and not node.name.strip():
            yield hit(node.id)


@map_rule("lane_unnamed", ERROR)
def lane_unnamed(view: MapView) -> Iterator[Hit]:
    """A lane that names no actor."""
    for lane in view.lanes:
        if not lane.name.strip():
            yield hit(lane.id)


@map_rule("default_name", ADVICE)
def default_name(view: MapView) -> Iterator[Hit]:
    """A text that only names the kind of shape: "Task 3", a bare "Keputusan"."""
    for node in view.nodes:
        bare = node.name.casefold().rstrip("0123456789 ?._-").strip()
        if bare in _DEFAULT_NAMES and node.kind != "pool" and family(node.kind) is not Family.ARTIFACT:
            yield hit(node.id, name=node.name)


@map_rule("lane_empty", ADVICE)
def lane_empty(view: MapView) -> Iterator[Hit]:
    """A lane in which nobody does anything."""
    if not view.is_flow:
        return
    used = {lane.id for node in view.steps if (lane := queries.lane_of(view.document, node))}
    for lane in view.lanes:
        if lane.id not in used:
            yield hit(lane.id, name=lane.name)


@map_rule("outside_lanes", ERROR)
def outside_lanes(view: MapView) -> Iterator[Hit]:
    """A step of a pool with lanes that lies in none of them, so nobody does it."""
    with_lanes = {p.id for p in view.pools if queries.lanes(view.document, view.id, p.id)}
    for node in view.steps:
        if node.parent in with_lanes and queries.lane_of(view.document, node) is None:
            yield hit(node.id, name=node.name)


@map_rule("overlap", ADVICE)
def overlap(view: MapView) -> Iterator[Hit]:
    """Two steps that lie over each other; a boundary event on its host and the contents of a sub-process may."""
    open_ones: list[Node] = []
    for node in view.steps:
        inner = node.drawn.grown(-_OVERLAP / 2)
        open_ones = [o for o in open_ones if o.plane == node.plane and o.drawn.right > inner.x]
        for other in open_ones:
            related = other.id in (node.attached, node.parent) or node.id in (other.attached, other.parent)
            if not related and not node.attached and not other.attached and other.drawn.overlaps(inner):
                yield hit(node.id, name=node.name, other=other.name)
        open_ones.append(node)


@map_rule("lane_two_units", ADVICE)
def lane_two_units(view: MapView) -> Iterator[Hit]:
    """A lane for two actors at once ("Sekretaris/Camat"), unless the unit list has it so: who does the steps in it?"""
    listed = {u.name for u in view.whole.units}
    actors = {spelled(name) for name in listed}
    for lane in view.lanes:
        parts = [spelled(part) for part in lane.name.split("/")]
        named = all(p.words and (p.words[0] in _UNIT_WORDS or p in actors) for p in parts)
        if len(parts) > 1 and named and lane.name not in listed:
            yield hit(lane.id, name=lane.name)
