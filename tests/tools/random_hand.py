"""A hand that draws at random, by the verbs that the window's tools use; the same seed draws the same map."""

from __future__ import annotations

import random
from collections.abc import Callable

from msgspec.structs import replace
from small_maps import EDIT

from probis_editor.commands import (
    arrange,
    clipboard,
    dropping,
    flows,
    lanes,
    laying,
    phases,
    shapes,
    space,
    straight,
    texts,
    turning,
)
from probis_editor.commands.append import append, neighbour_lane
from probis_editor.commands.routes import runs_through, shapes_of
from probis_editor.commands.steps import apply as table
from probis_editor.commands.steps import edits
from probis_editor.geometry import Point, Rect, simplified
from probis_editor.kinds import Family, family
from probis_editor.layout import maps as layouts
from probis_editor.layout.steps import rows
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Node
from probis_editor.model.queries import pools
from probis_editor.rules.permits import RefusedError

STEPS = (Family.ACTIVITY, Family.EVENT, Family.GATEWAY)
WORDS = "memeriksa kelengkapan berkas permohonan surat keterangan dan meneruskan kepada camat untuk ditandatangani"
KINDS = (
    "task", "task", "task", "gateway.exclusive", "gateway.parallel", "event.catch", "event.end", "subprocess",
    "data.object",
)  # fmt: skip
TURNS = (
    "task", "task.user", "gateway.exclusive", "gateway.inclusive", "event.catch", "event.throw", "event.end",
    "subprocess", "call",
)  # fmt: skip
FEW = 4


class Hand:
    """Chooses what to do and to which elements; everything through one generator of chances."""

    def __init__(self, document: Document, m: str, seed: int) -> None:
        self.document, self.map = document, m
        self.chance = random.Random(seed)
        self.done = 0
        self.last = ""

    def steps(self) -> list[Node]:
        return [n for n in self.document.nodes(self.map) if family(n.kind) in STEPS]

    def step(self) -> str:
        return self.chance.choice(self.steps()).id if self.steps() else "gone"

    def some(self) -> list[str]:
        found = [n.id for n in self.steps() if not n.attached]
        return self.chance.sample(found, min(len(found), self.chance.randint(1, 4)))

    def part(self, kind: str) -> str:
        found = [n.id for n in self.document.nodes(self.map) if n.kind == kind and not n.hidden]
        return self.chance.choice(found) if found else "gone"

    def flow(self) -> str:
        found = [f.id for f in self.document.flows(self.map)]
        return self.chance.choice(found) if found else "gone"

    def by(self, most: int = 160) -> float:
        return float(self.chance.randint(-most, most))

    def spot(self) -> Point:
        box = pools(self.document, self.map)[0].bounds
        return Point(
            self.chance.randint(round(box.x + 90), round(box.right - 10)),
            self.chance.randint(round(box.y + 5), round(box.bottom - 5)),
        )

    def one(self) -> None:
        """One gesture, refused or not; each is a step of its own for undo. A bare map is drawn on first."""
        name = self.chance.choices(list(GESTURES), [weight for weight, _ in GESTURES.values()])[0]
        if len(self.steps()) < FEW:
            name = "create"
        self.last = name
        try:
            with self.document.transaction(EDIT) as tx:
                GESTURES[name][1](self, tx, self.map)
            self.done += 1
        except (RefusedError, KeyError):
            pass


Gesture = Callable[[Hand, Transaction, str], object]


def _append(h: Hand, tx: Transaction, m: str) -> None:
    way = h.chance.choice(("right", "right", "right", "down", "up", "left"))
    append(tx, m, h.step(), h.chance.choice(KINDS), way)


def _append_far(h: Hand, tx: Transaction, m: str) -> None:
    append(tx, m, h.step(), h.chance.choice(KINDS[:6]), center=h.spot())


def _move(h: Hand, tx: Transaction, m: str) -> None:
    dropping.drop(tx, m, [h.step()], h.by(), h.by())


def _move_some(h: Hand, tx: Transaction, m: str) -> None:
    dropping.drop(tx, m, h.some(), h.by(), h.by(80))


def _nudge(h: Hand, tx: Transaction, m: str) -> None:
    dx, dy = h.chance.choice(((-10, 0), (10, 0), (0, -10), (0, 10), (1, 0), (0, -1)))
    dropping.nudge(tx, m, h.some(), dx, dy)


def _create(h: Hand, tx: Transaction, m: str) -> None:
    shapes.create(tx, m, h.chance.choice(KINDS), h.spot())


def _insert(h: Hand, tx: Transaction, m: str) -> None:
    flow = tx.document.flow(m, h.flow())
    a, b = flow.points[0], flow.points[1]
    node = shapes.create(tx, m, "task", Point((a.x + b.x) / 2, (a.y + b.y) / 2))
    flows.insert(tx, m, flow.id, node.id)


def _drop_on_flow(h: Hand, tx: Transaction, m: str) -> None:
    """A step of its own is drawn and then dropped on the middle of a line."""
    flow = tx.document.flow(m, h.flow())
    at = h.chance.randrange(len(flow.points) - 1)
    a, b = flow.points[at], flow.points[at + 1]
    node = shapes.create(tx, m, "task", h.spot())
    c = node.drawn.center
    dropping.drop(tx, m, [node.id], (a.x + b.x) / 2 - c.x, (a.y + b.y) / 2 - c.y)


def _reconnect(h: Hand, tx: Transaction, m: str) -> None:
    flows.reconnect(tx, m, h.flow(), h.chance.choice(("source", "target")), h.step())


def _bend(h: Hand, tx: Transaction, m: str) -> None:
    """A segment is dragged aside, where that cuts no shape; what is cut on purpose is the user's own affair."""
    flow = tx.document.flow(m, h.flow())
    points = list(flow.points)
    i = h.chance.randrange(len(points) - 1)
    a, b = points[i], points[i + 1]
    level = abs(a.y - b.y) < 0.5
    by = (0.0, h.by(60)) if level else (h.by(60), 0.0)
    moved = [a.moved(*by), b.moved(*by)]
    moved = [a, *moved] if i == 0 else moved
    moved = [*moved, b] if i + 2 == len(points) else moved
    bent = simplified([*points[:i], *moved, *points[i + 2 :]])
    if flow.kind == "association" or runs_through(
        bent, shapes_of(tx.document, m, ""), (flow.source, flow.target)
    ):
        raise KeyError(flow.id)
    flows.set_points(tx, m, flow.id, bent)


def _retitle(h: Hand, tx: Transaction, m: str) -> None:
    words = WORDS.split() * 3
    texts.retitle(tx, m, h.step(), " ".join(words[: h.chance.randint(1, len(words))]))


def _resize(h: Hand, tx: Transaction, m: str) -> None:
    """A handle is dragged: any side, any way."""
    node = tx.document.node(m, h.step())
    d, w, n = node.drawn, h.by(40), h.by(40)
    if family(node.kind) is not Family.ACTIVITY:
        return
    rect = Rect(d.x, d.y, max(60.0, d.w + w), max(40.0, d.h + n))
    if h.chance.random() < 0.5:
        rect = Rect(d.right - rect.w, d.bottom - rect.h, rect.w, rect.h)
    shapes.resize(tx, m, node.id, rect)


def _resize_part(h: Hand, tx: Transaction, m: str) -> None:
    """A border of the pool, of a lane or of a phase is dragged."""
    node = tx.document.node(m, h.part(h.chance.choice(("lane", "lane", "lane", "phase", "pool"))))
    r, by = node.bounds, h.by(70)
    rect = h.chance.choice(
        (
            r._replace(h=r.h + by),
            r._replace(w=r.w + by),
            Rect(r.x, r.y + by, r.w, r.h - by),
            Rect(r.x + by, r.y, r.w - by, r.h),
        )
    )
    shapes.resize(tx, m, node.id, rect)


def _phase(h: Hand, tx: Transaction, m: str) -> None:
    found = [n for n in tx.document.nodes(m) if n.kind == "phase"]
    if len(found) < 3:
        lanes.add_phase(tx, m, pools(tx.document, m)[0].id)
    elif h.chance.random() < 0.4:
        phases.delete_phase(tx, m, found[0].id)
    else:
        phases.move_phase(tx, m, h.part("phase"), h.chance.choice((-1, 1)))


def _rename_part(h: Hand, tx: Transaction, m: str) -> None:
    shapes.rename(tx, m, h.part(h.chance.choice(("lane", "phase", "pool"))), h.chance.choice(WORDS.split()))


def _add_lane(h: Hand, tx: Transaction, m: str) -> None:
    if len([n for n in tx.document.nodes(m) if n.kind == "lane"]) < 7:
        lanes.add_lane(tx, m, h.part("lane"), below=h.chance.random() < 0.5)


def _delete_lane(h: Hand, tx: Transaction, m: str) -> None:
    if len([n for n in tx.document.nodes(m) if n.kind == "lane"]) > 2:
        lanes.delete_lane(tx, m, h.part("lane"), contents=h.chance.random() < 0.3)


def _space(h: Hand, tx: Transaction, m: str) -> None:
    space.make_space(tx, m, "", h.spot(), h.by(120), h.chance.random() < 0.5, h.chance.random() < 0.2)


def _duplicate(h: Hand, tx: Transaction, m: str) -> None:
    clip = clipboard.copy(tx.document, m, h.some()[:2])
    if clip is not None:
        clipboard.paste(tx, m, clip, h.spot() if h.chance.random() < 0.7 else None)


def _cut_and_paste(h: Hand, tx: Transaction, m: str) -> None:
    chosen = h.some()
    clip = clipboard.copy(tx.document, m, chosen)
    if clip is not None:
        shapes.delete(tx, m, chosen)
        clipboard.paste(tx, m, clip, h.spot())


def _detach(h: Hand, tx: Transaction, m: str) -> None:
    node = tx.document.node(m, h.part("event.boundary"))
    dropping.drop(tx, m, [node.id], h.by(), h.by())


def _attach(h: Hand, tx: Transaction, m: str) -> None:
    node, host = tx.document.node(m, h.part("event.catch")), tx.document.node(m, h.part("task"))
    goal = Point(host.drawn.center.x, host.drawn.bottom)
    dropping.drop(tx, m, [node.id], goal.x - node.drawn.center.x, goal.y - node.drawn.center.y)


def _create_attached(h: Hand, tx: Transaction, m: str) -> None:
    host = tx.document.node(m, h.part("task"))
    corner = Point(host.drawn.x + h.chance.random() * host.drawn.w, host.drawn.bottom)
    shapes.create(tx, m, "event.catch", corner, attached=host.id, trigger="timer")


def _size_up(h: Hand, tx: Transaction, m: str) -> None:
    found = [i for i in h.some() if family(tx.document.node(m, i).kind) is Family.ACTIVITY]
    arrange.same_size(tx, m, found)


def _group(h: Hand, tx: Transaction, m: str) -> None:
    frame = h.part("group")
    if frame == "gone":
        arrange.group(tx, m, h.some())
    elif h.chance.random() < 0.5:
        shapes.delete(tx, m, [frame])
    else:
        dropping.drop(tx, m, [frame], h.by(60), h.by(60))


def _label(h: Hand, tx: Transaction, m: str) -> None:
    flow = tx.document.flow(m, h.flow())
    at = flow.points[0].moved(h.by(40), h.by(40))
    shapes.move_label(tx, m, flow.id, Rect(at.x, at.y, 40, 15))


def _table(h: Hand, tx: Transaction, m: str) -> None:
    """The table of steps is edited: a row comes, goes, moves or says something else."""
    present = rows(tx.document, m)
    row = h.chance.choice(present)
    at = h.chance.randrange(len(present))
    what = h.chance.randrange(5)
    if what == 0:
        fresh = replace(row, id=tx.document.new_id(), text="Mencatat surat", kind="task", next=(), locked="")
        wanted = edits.insert(present, at, fresh)
    elif what == 1:
        wanted = edits.remove(present, row.id)
    elif what == 2:
        wanted = edits.move(present, row.id, at)
    elif what == 3:
        wanted = edits.set_fields(present, row.id, actor=h.chance.choice(present).actor)
    else:
        wanted = edits.set_fields(present, row.id, text=h.chance.choice(WORDS.split()))
    table.apply(tx, m, wanted)


def _arrange(h: Hand, tx: Transaction, m: str) -> None:
    """A few steps, or only the lines, are laid out anew."""
    frozen = Document(tx.document.snapshot().values())
    found = (
        layouts.rerouted(frozen, m)
        if h.chance.random() < 0.5
        else layouts.arranged_selection(frozen, m, h.some())
    )
    laying.lay(tx, m, found)


GESTURES: dict[str, tuple[int, Gesture]] = {
    "append": (22, _append),
    "append far": (3, _append_far),
    "move": (16, _move),
    "move some": (6, _move_some),
    "nudge": (4, _nudge),
    "create": (3, _create),
    "insert": (3, _insert),
    "drop on flow": (3, _drop_on_flow),
    "connect": (8, lambda h, tx, m: flows.connect(tx, m, h.step(), h.step())),
    "reconnect": (4, _reconnect),
    "bend": (4, _bend),
    "delete": (8, lambda h, tx, m: shapes.delete(tx, m, [h.chance.choice((h.step(), h.flow()))])),
    "delete some": (2, lambda h, tx, m: shapes.delete(tx, m, h.some())),
    "retitle": (6, _retitle),
    "resize": (5, _resize),
    "resize part": (5, _resize_part),
    "rename part": (1, _rename_part),
    "add lane": (2, _add_lane),
    "delete lane": (2, _delete_lane),
    "move lane": (4, lambda h, tx, m: lanes.move_lane(tx, m, h.part("lane"), h.chance.choice((-2, -1, 1, 2)))),
    "neighbour": (3, lambda h, tx, m: neighbour_lane(tx, m, (h.step(),), h.chance.choice((-1, 1)))),
    "phase": (2, _phase),
    "space": (4, _space),
    "align": (3, lambda h, tx, m: arrange.align(tx, m, h.some(), h.chance.choice(list(arrange.ALIGN)))),
    "distribute": (2, lambda h, tx, m: arrange.distribute(tx, m, h.some(), h.chance.random() < 0.5)),
    "same size": (1, _size_up),
    "stack": (1, lambda h, tx, m: h.chance.choice((arrange.to_front, arrange.to_back))(tx, m, h.some())),
    "group": (1, _group),
    "turn": (5, lambda h, tx, m: turning.turn(tx, m, h.step(), h.chance.choice(TURNS))),
    "symbols": (1, lambda h, tx, m: turning.set_symbols(tx, h.chance.choice(("bpmn", "flowchart")))),
    "attach": (3, _attach),
    "detach": (2, _detach),
    "create attached": (2, _create_attached),
    "straighten": (3, lambda h, tx, m: straight.straighten(tx, m, [h.flow()])),
    "tidy": (3, lambda h, tx, m: flows.tidy(tx, m, [h.flow()])),
    "duplicate": (2, _duplicate),
    "cut and paste": (2, _cut_and_paste),
    "label": (1, _label),
    "style": (1, lambda h, tx, m: shapes.set_style(tx, m, h.some(), bold=True)),
    "table": (3, _table),
    "arrange": (1, _arrange),
}  # fmt: skip
