"""How long one edit of a table of 200 steps takes until the map agrees (goal: under 30 ms on two cores).

Run: python tests/benchmarks/steps.py
"""

from __future__ import annotations

import time
from collections.abc import Callable

from probis_editor.commands.maps import create_map
from probis_editor.commands.steps import cells, edits
from probis_editor.commands.steps.apply import apply, arrange
from probis_editor.layout.steps import Next, Row, rows
from probis_editor.model.changes import label
from probis_editor.model.document import Document
from probis_editor.model.history import History

Edit = Callable[[tuple[Row, ...]], tuple[Row, ...]]

EDITS: dict[str, Edit] = {
    "text": lambda r: edits.set_fields(r, "s50", text="Baru"),
    "cell": lambda r: edits.set_fields(r, "s50", remarks="Baru"),
    "actor": lambda r: edits.set_fields(r, "s60", actor="Lajur 1"),
    "branch": lambda r: cells.set_branches(r, "s64", "90", ""),
    "kind": lambda r: edits.set_kind(r, "s64", "decision"),
    "insert": lambda r: edits.insert(r, 61, Row(id="n", text="Sisipan", actor="Lajur 2")),
    "remove": lambda r: edits.remove(r, "s64"),
}


def long_table(count: int = 200) -> tuple[Row, ...]:
    """A story of `count` rows in eight lanes with a decision on every seventh row."""
    result = []
    for n in range(count):
        kind = "start" if n == 0 else "end" if n == count - 1 else "decision" if n % 7 == 3 else "task"
        nexts = (Next(f"s{n + 1}"),) if kind != "end" else ()
        if kind == "decision":
            nexts = (Next(f"s{n + 1}", "Ya"), Next(f"s{max(1, n - 3)}", "Tidak"))
        result.append(
            Row(id=f"s{n}", kind=kind, text=f"Langkah {n}", actor=f"Lajur {n // 3 % 8}", next=nexts)
        )
    return tuple(result)


def main() -> None:
    """Print the best of four runs per edit, in milliseconds, and its share of the limit."""
    document = Document()
    with document.transaction(label("benchmark")) as tx:
        map_id = create_map(tx, "Peta").id
        apply(tx, map_id, long_table())
        arrange(tx, map_id, effort=0)
    history = History(document)
    for name, edit in EDITS.items():
        times = []
        for _ in range(4):
            began = time.perf_counter()
            wanted = edit(rows(document, map_id))
            with document.transaction(label("benchmark")) as tx:
                apply(tx, map_id, wanted)
            times.append(time.perf_counter() - began)
            history.undo()
        print(f"{name:8} {min(times) * 1000:6.1f} ms  {min(times) / 0.03:5.2f} x limit")


if __name__ == "__main__":
    main()
