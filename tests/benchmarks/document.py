"""Prints how long edits of a large document take: 300 processes, 200 maps. Goal: 200 ms each on two cores.

python tests/benchmarks/document.py
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))

from probis_editor.commands import derived, in_step, lanes, maps, shapes, tree, units
from probis_editor.geometry import Point, Rect
from probis_editor.model import numbering
from probis_editor.model.changes import label
from probis_editor.model.document import Document, Transaction
from probis_editor.model.elements import Node
from probis_editor.model.history import History
from probis_editor.model.office import Block, Process, Unit

GOAL = 200.0
STEP = label("cmd.benchmark")


def large(flow_maps: int = 145, tops: int = 12, tasks: int = 25) -> Document:
    """12 processes, 48 below them, 240 below those; a map for 145 of them, and 55 derived maps."""
    document = Document()
    numbers = count(1)
    document.new_id = lambda: f"id{next(numbers)}"
    with document.transaction(STEP) as tx:
        head = tree.create_unit(tx, "Camat", "position").id
        staff = [tree.create_unit(tx, f"Seksi Urusan {n}", parent=head).id for n in range(20)]
        parties = [tree.create_unit(tx, f"Pihak {n}", "party").id for n in range(20)]
        leaves: list[str] = []
        middles: list[str] = []
        for n in range(tops):
            group = document.settings.groups[n % 3]
            top = tree.create_process(
                tx, f"Urusan {n}", group=group, owner=staff[n], parties=tuple(parties[n : n + 4])
            ).id
            middles.append(top)
            for m in range(4):
                middle = tree.create_process(tx, f"Bagian {n} {m}", top).id
                middles.append(middle)
                leaves += [tree.create_process(tx, f"Proses {n} {m} {k}", middle).id for k in range(5)]
        for at, leaf in enumerate(leaves[:flow_maps]):
            _flow_map(tx, leaf, [head, *staff, *parties], at, tasks)
            text = "Camat menerima surat dari Seksi Urusan 1 dan meneruskannya kepada Pihak 3. " * 4
            tree.set_text(tx, f"process:{leaf}:steps", tuple(Block(text=text) for _ in range(6)))
        for kind in ("level0", "relation", "organisation"):
            derived.fill(tx, maps.create_map(tx, kind, kind).id)
        for process in middles[:52]:
            derived.fill(tx, maps.create_map(tx, "x", "subprocess", process).id)
    return document


def _flow_map(tx: Transaction, process: str, actors: list[str], at: int, tasks: int) -> None:
    record = maps.create_map(tx, "x", process=process)
    pool = lanes.add_pool(tx, record.id, Rect(0, 0, 3000, 600), "Alur").id
    for n in range(4):
        unit = tx.document.unit(actors[(at + n) % len(actors)])
        assert unit is not None
        y = 150.0 * n
        tx.put(
            Node(map=record.id, id=tx.document.new_id(), kind="lane", bounds=Rect(30, y, 2970, 150), name=unit.name,
                 unit=unit.id, parent=pool, z=5 + n)
        )  # fmt: skip
    for n in range(tasks):
        tx.put(
            Node(map=record.id, id=tx.document.new_id(), kind="task", bounds=Rect(80 + 110 * n, 30, 90, 60),
                 name=f"Langkah {n}", parent=pool, z=600001 + n)
        )  # fmt: skip


def measure(name: str, document: Document, verb: Callable[[Transaction], object], undo: bool = True) -> float:
    """Milliseconds of one commit, the best of three; undone each time."""
    history = History(document)
    best = float("inf")
    for _ in range(3):
        start = perf_counter()
        with document.transaction(STEP) as tx:
            verb(tx)
        best = min(best, 1000 * (perf_counter() - start))
        if undo:
            history.undo()
    print(f"{name:44} {best:8.1f} ms   {'ok' if best < GOAL else 'OVER'}", flush=True)
    return best


def main() -> None:
    document = large()
    records = len(list(document.records()))
    print(f"{len(document.of_type(Process))} processes, {len(document.maps())} maps, {records} records")
    in_step.keep_in_step(document)
    with document.transaction(STEP) as tx:
        tree.rename_process(tx, numbering.children(document)[0].id, "Urusan Nol")
    first = numbering.children(document)[0].id
    leaf = numbering.walk(document)[2][1].id
    unit = next(u.id for u in document.of_type(Unit) if u.name == "Camat")
    derived_maps = [m.id for m in document.maps() if document.generated(m.id)]
    flow = next(m.id for m in document.maps() if m.kind == "cross_functional")
    task = next(n for n in document.nodes(flow) if n.kind == "task")
    lane = next(n for n in document.nodes(flow) if n.kind == "lane")
    measure("rename a process", document, lambda tx: tree.rename_process(tx, leaf, "Nama Baru"))
    measure("rename a top-level process", document, lambda tx: tree.rename_process(tx, first, "Nama Baru"))
    measure(
        "new top-level process, all codes shift",
        document,
        lambda tx: tree.create_process(tx, "Baru", group="Utama", order=0),
    )
    measure("move a process with all below it", document, lambda tx: tree.move_process(tx, first, "", 5))
    measure("delete a branch", document, lambda tx: tree.delete_process(tx, first))
    measure("rename a unit in all maps", document, lambda tx: units.rename(tx, unit, "Kepala Distrik"))
    measure("rename a lane", document, lambda tx: shapes.rename(tx, flow, lane.id, "Aktor Baru"))
    measure("move a task (no consequence)", document, lambda tx: shapes.move(tx, flow, [task.id], 10, 0))
    measure(
        "create a task (no consequence)",
        document,
        lambda tx: shapes.create(tx, flow, "task", Point(700, 120)),
    )
    measure(
        "regenerate all derived maps",
        document,
        lambda tx: [derived.arrange_anew(tx, m) for m in derived_maps],
    )


if __name__ == "__main__":
    main()
