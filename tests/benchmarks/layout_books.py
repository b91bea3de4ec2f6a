"""Prints how the narrated swimlane maps of the books come out, beside the prototype and ELK with lanes.

    PYTHONPATH=.:tests/tools PROBIS_SHARED=... python tests/benchmarks/layout_books.py [BOOK/CODE ...]

One line per map: faults (the zeros), crossings and bends of ours / prototype / ELK, paper, size, milliseconds.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from time import process_time

from layout_peers import Routes, bends, elk, prototype
from layout_quality import crossings, measure
from narrated_maps import MAP, Narrated, narrated

from probis_editor.layout import paper, sizes
from probis_editor.layout.fitted import Choice, fitted
from probis_editor.layout.graph import Graph, Layout
from probis_editor.layout.reading import Reading


def laid_out(one: Narrated) -> tuple[Graph, Layout, paper.Fit, float]:
    """The map in the size that the layout chooses, and how it prints."""
    record = one.document.map(MAP)
    names = ("normal", "compact")

    def choice(size: str) -> Choice:
        graph = Reading(one.document, MAP, "", size, one.homes).graph
        return Choice(graph, sizes.measures(record, size), sizes.smallest_text(record, size))

    began = process_time()
    chosen, layout = fitted([partial(choice, name) for name in names], "f4")
    spent = (process_time() - began) * 1000
    graph, _, text = choice(names[chosen])
    return graph, layout, paper.fit(layout.bounds.w, layout.bounds.h, text, "f4"), spent


def main() -> None:
    shared = Path(os.environ["PROBIS_SHARED"])
    wanted = set(sys.argv[1:])
    maps = [m for m in narrated(shared) if not wanted or f"{m.book}/{m.code}" in wanted]
    ours = [laid_out(m) for m in maps]
    graphs = [o[0] for o in ours]
    peers: list[tuple[str, list[tuple[float, Routes]] | None]] = [
        ("prototype", prototype(shared, graphs)),
        ("elk", elk(graphs)),
    ]
    totals: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    print(f"{'map':<18}{'lanes':>6}{'steps':>6} {'crossings':>16} {'bends':>16} {'ms':>6}  paper")
    for n, one in enumerate(maps):
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
        turned = "landscape" if fits.landscape else "upright"
        pages[f"{fits.paper} {turned} x{fits.pages} {layout.size}"] += 1
        faults = " FAULTS " + repr(found.faults) if found.faults else ""
        print(
            f"{one.book + '/' + one.code:<18}{one.lanes:>6}{one.steps:>6} "
            f"{'/'.join(map(str, crossed)):>16} {'/'.join(map(str, bent)):>16} {spent:>6.0f}  "
            f"{fits.paper} {turned} x{fits.pages} {layout.size} {fits.text:.1f} pt{faults}"
        )
    print()
    for key, value in totals.items():
        print(f"{key:<24}{value:>8}")
    for key, value in sorted(pages.items()):
        print(f"{key:<32}{value:>4}")
    on_f4 = sum(v for k, v in pages.items() if k.startswith("f4") and " x1 " in k)
    print(f"on one F4 page: {on_f4} of {len(maps)} ({100 * on_f4 / max(1, len(maps)):.0f} %)")


if __name__ == "__main__":
    main()
