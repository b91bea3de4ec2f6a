"""Prints how the narrated swimlane maps of the books come out, beside ELK with lanes.

    PYTHONPATH=.:tests/tools PROBIS_SHARED=... python tests/benchmarks/layout_books.py [BOOK/CODE ...]

One line per map: faults (the zeros), crossings and bends of ours / ELK, milliseconds, and the sheet
the book takes with the smallest text on it.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from time import process_time
from typing import NamedTuple

from layout_peers import Routes, bends, elk
from layout_quality import crossings, measure
from narrated_maps import MAP, Narrated, narrated

from probis_editor.booklet.figures import MARGIN, smallest_text
from probis_editor.layout import maps, paper
from probis_editor.layout.graph import Graph, Layout
from probis_editor.layout.writing import Writing
from probis_editor.model.changes import Label
from probis_editor.render import compose


class Printed(NamedTuple):
    """A map as the book prints it: the smallest of all its texts on one turned page of F4, and what the book does."""

    turned: float
    fit: paper.Fit
    size: str


def laid_out(one: Narrated) -> tuple[Graph, Layout, Printed, float]:
    """The map in the size that the layout chooses, and how it prints."""
    document = one.document
    began = process_time()
    reading, layout = maps.laid_out(document, MAP, homes=one.homes, paper_name="f4")
    spent = (process_time() - began) * 1000
    with document.transaction(Label("")) as tx:
        for record in Writing(reading, layout).changed():
            tx.put(record)
    picture = compose.printed(document, MAP)
    text = smallest_text(picture.group)
    w, h = picture.bounds.w + 2 * MARGIN, picture.bounds.h + 2 * MARGIN
    room_w, room_h = paper.frame("f4", True)
    turned = text * min(1.0, room_w / w, room_h / h)
    return reading.graph, layout, Printed(turned, paper.fit(w, h, text, "f4"), layout.size), spent


def main() -> None:
    shared = Path(os.environ["PROBIS_SHARED"])
    wanted = set(sys.argv[1:])
    chosen = [m for m in narrated(shared) if not wanted or f"{m.book}/{m.code}" in wanted]
    ours = [laid_out(m) for m in chosen]
    graphs = [o[0] for o in ours]
    peers: list[tuple[str, list[tuple[float, Routes]] | None]] = [("elk", elk(graphs))]
    readable, slowest = 0, 0.0
    totals: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    print(f"{'map':<18}{'lanes':>6}{'steps':>6} {'crossings':>16} {'bends':>16} {'ms':>6}  paper")
    for n, one in enumerate(chosen):
        graph, layout, fits, spent = ours[n]
        found = measure(graph, layout)
        crossed, bent = [found.crossings], [found.bends]
        for name, results in peers:
            if results is None:
                continue
            crossed.append(crossings(results[n][1]))
            bent.append(bends(results[n][1]))
            totals[f"{name} crossings"] += crossed[-1]
            totals[f"{name} bends"] += bent[-1]
        totals["flows"] += len(graph.edges)
        totals["crossings"] += found.crossings
        totals["bends"] += found.bends
        totals["labels missing"] += found.labels_missing
        totals["labels crossed"] += found.labels_crossed
        totals.update(found.faults)
        turned = "landscape" if fits.fit.landscape else "upright"
        sheet = f"{fits.fit.paper} {turned} x{fits.fit.pages} {fits.size}"
        pages[sheet] += 1
        readable += fits.turned >= paper.MIN_PT - 1e-6
        slowest = max(slowest, spent)
        faults = " FAULTS " + repr(found.faults) if found.faults else ""
        print(
            f"{one.book + '/' + one.code:<18}{one.lanes:>6}{one.steps:>6} "
            f"{'/'.join(map(str, crossed)):>16} {'/'.join(map(str, bent)):>16} {spent:>6.0f}  "
            f"{sheet} {fits.fit.text:.1f} pt{faults}"
        )
    print()
    for key, value in totals.items():
        print(f"{key:<24}{value:>8}")
    for key, value in sorted(pages.items()):
        print(f"{key:<32}{value:>4}")
    share = 100 * readable / max(1, len(chosen))
    print(f"fits one F4 landscape page, no text under 7 pt: {readable} of {len(chosen)} ({share:.0f} %)")
    print(f"slowest {slowest:.0f} ms")


if __name__ == "__main__":
    main()
